import { keyOf } from '../../text/user-key.ts'
import { inspect } from '../kinds/of-change.ts'
import { record, type Work } from './context.ts'
import { outcomeLine } from './outcome-line.ts'
import type { JobRecord } from './store/job-store.ts'
import type { WorkRow } from './store/row-store.ts'

/** 24 hours: later than that, what is to be seen is more likely somebody else's doing. */
const lateMs = 24 * 3_600_000

/** Ended jobs with rows of which LastPass said yes, or nothing, and whose effect was not to be seen in time. */
export const lateJobs = ({ jobs, now }: Pick<Work, 'jobs' | 'now'>): JobRecord[] => jobs.late(now() - lateMs)

/**
 * Looks in the data at hand for effects that came too late for their job, and confirms those rows. A row whose account was
 * changed again since, by another job, stays as it is.
 */
export async function confirmLate(work: Work, job: JobRecord): Promise<WorkRow[]> {
  const { jobs, people, journal, now } = work
  const seen = jobs.failedLately(job.id, now() - lateMs).flatMap((row): WorkRow[] => {
    const change = row.send ?? row.change
    const effect = inspect(change, row.before, (username) => people.lookup([username])[0]?.[0] ?? null)
    if (effect.made !== true || journal.hasLaterIntent(keyOf(change.username), job.id)) return []
    return [
      {
        ...row,
        outcome: 'confirmed',
        message: `Seen at a later refresh: ${effect.words}.`,
        time: new Date(now()).toISOString(),
        ours: row.answer === 'ok',
      },
    ]
  })
  await record(work, job.id, seen, (row) =>
    outcomeLine(job, row, 'seen at a refresh', { answer: row.answer, ours: row.ours }),
  )
  return seen
}
