import type { JobRecord } from './store/job-store.ts'
import type { WorkRow } from './store/row-store.ts'

/**
 * The journal's line of what became of a row. `verified`: how that is known; `more`: what else there is to keep of it, in the order
 * in which it is written.
 */
export const outcomeLine = (job: JobRecord, row: WorkRow, verified: string | undefined, more: object = {}) => ({
  kind: 'outcome',
  job: job.id,
  change: row.change,
  data: {
    row: row.row,
    account: row.before?.id ?? null,
    fullname: row.before?.fullname,
    outcome: row.outcome,
    message: row.message,
    verified,
    ...more,
  },
})

/** The service's own words about a row, where there are any. */
export const detailsOf = ({ details }: WorkRow): object => (details === null ? {} : { details })
