// The policy first: style sheets are written when components are drawn. The build keeps both in one file, in this order.
import './app/page-policy.ts'
import './main.tsx'
