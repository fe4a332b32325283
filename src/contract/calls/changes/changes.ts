import { approvalCalls } from './approvals.ts'
import { jobCalls } from './jobs.ts'
import { journalCalls } from './journal.ts'
import { planCalls } from './plans.ts'

/** Everything by which something is written at LastPass. */
export const changeCalls = { ...planCalls, ...approvalCalls, ...jobCalls, ...journalCalls }
