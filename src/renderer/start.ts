import './app/page-policy.ts'

// After the policy, and not beside it: schemas ask how they may work when they are made.
await import('./main.tsx')
