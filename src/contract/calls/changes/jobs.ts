import { z } from 'zod'
import { act, nothing, peopleSeats, read } from '../../call.ts'
import { Job, JobRow, JobState } from '../../change.ts'
import { Instant, Paging, Username } from '../../model.ts'
import { JobId, mostRows, Plan, Rows } from './plans.ts'

const JobView = z.object({ job: Job, state: JobState, rows: z.array(JobRow).max(mostRows), total: z.int() })

/** Jobs: plans that were sent. */
export const jobCalls = {
  'jobs.page': read(
    () => z.strictObject({ ...Paging }),
    () => z.object({ rows: z.array(Job).max(500), total: z.int() }),
    peopleSeats,
  ),
  'jobs.get': read(() => z.strictObject({ job: JobId, ...Rows }), JobView, peopleSeats),
  'jobs.wait': read(
    () => z.strictObject({ job: JobId, timeoutMs: z.int().min(0).max(3_600_000).default(60_000), ...Rows }),
    JobView,
    peopleSeats,
  ),
  'jobs.pause': act(
    () => z.strictObject({ job: JobId }),
    () => z.object({}),
    peopleSeats,
  ),
  /** Goes on with a paused job, or tries the failed rows of a finished one again. */
  'jobs.resume': act(
    () => z.strictObject({ job: JobId }),
    () => z.object({}),
    peopleSeats,
  ),
  /** Sends a held job now. */
  'jobs.sendNow': act(
    () => z.strictObject({ job: JobId }),
    () => z.object({}),
    peopleSeats,
  ),
  /** Jobs with changes that are not sent yet: held for some seconds, or waiting for a person to go on. */
  'jobs.unsent': read(
    nothing,
    () =>
      z.object({
        jobs: z
          .array(
            z.object({
              job: JobId,
              title: z.string(),
              state: JobState,
              note: z.string().nullable(),
              /** When its plan was sent. */
              created: Instant,
              /** Changes that are not sent. */
              waiting: z.int(),
              /** It is paused because LastPass could not be reached. */
              cutOff: z.boolean().optional(),
            }),
          )
          .max(100),
      }),
    peopleSeats,
  ),
  /** While holding: nothing is sent, and the plan of a new job waits again. While running: stops after the current request. */
  'jobs.cancel': act(
    () => z.strictObject({ job: JobId }),
    () => z.object({}),
    peopleSeats,
  ),
  /** A new plan that undoes a job's confirmed rows, or those of some people; says for each row what cannot be undone. */
  'jobs.undo': act(
    () => z.strictObject({ job: JobId, usernames: z.array(Username).max(mostRows).optional() }),
    Plan,
    peopleSeats,
  ),
}
