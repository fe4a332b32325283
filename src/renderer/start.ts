// The policy first: schemas ask how they may work when they are made. The build keeps both in one file, in this order.
import './app/page-policy.ts'
import './main.tsx'
