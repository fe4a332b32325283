import type { Returned } from '../../../contract/calls.ts'
import type { Job } from '../../../contract/change.ts'
import { Refusal } from '../../../contract/failure.ts'
import { inSlices } from '../../cooperative/slices.ts'
import type { Room } from '../context.ts'
import { accountOf } from '../kinds/common/account-state.ts'
import { whomOf } from '../kinds/of-change.ts'
import type { JobRecord } from './store/job-store.ts'
import type { ShownRow } from './store/row-store.ts'

interface Range {
  offset: number
  limit: number
}

/** A job with rows as they stand at one moment. */
export type JobView = Returned<'jobs.get'>

/** Jobs as people see them, and what can be done to one. */
export interface JobActs {
  /** The newest first. */
  page(range: Range): { rows: Job[]; total: number }
  /** @throws Refusal `not-found` */
  job(id: string, range: Range, signal: AbortSignal): Promise<JobView>
  /** The same, once it is no longer running or the time is up. */
  wait(id: string, timeoutMs: number, range: Range, signal: AbortSignal): Promise<JobView>
  /** Jobs with rows that were not sent. */
  unsent(): Returned<'jobs.unsent'>
  /** Ends the hold. */
  sendNow(id: string): void
  /** @throws Refusal `not-allowed` where the seat may not do what is left */
  resume(id: string): void
}

export function createJobActs(room: Room): JobActs {
  const { jobs, runner, writing, allowed, guards, holds } = room

  const describe = (job: JobRecord, stuck = runner.stuck(job.id)): Job => ({
    id: job.id,
    plan: job.plan,
    title: job.title,
    state: stuck === null ? job.state : 'paused',
    note: stuck ?? job.note,
    created: job.created,
    finished: job.finished,
    holdUntil: job.holdUntil === null ? null : new Date(job.holdUntil).toISOString(),
    counts: jobs.counts(job.id),
    reason: job.reason,
    undoOf: job.undoOf,
    ...jobs.undoable(job.id),
    undoneBy: jobs.undoneBy(job.id),
    ...(job.calledBack ? { calledBack: true } : {}),
  })
  /** The job and its rows as they stand at this moment, whatever is done to them while it is put together. */
  const view = async (id: string, { offset, limit }: { offset: number; limit: number }, signal: AbortSignal) => {
    const job = describe(jobs.get(id))
    const total = Object.values(job.counts).reduce((sum, count) => sum + count, 0)
    const rows = await inSlices(jobs.shown(id, offset, limit), signal)
    return { job, state: job.state, rows: rows.map(rowOf), total }
  }

  return {
    page(range) {
      const { rows, total } = jobs.page(range.offset, range.limit)
      return { rows: rows.map((row) => describe(row)), total }
    },
    job: view,
    async wait(id, timeoutMs, range, signal) {
      jobs.get(id)
      await runner.ended(id, timeoutMs, signal)
      return view(id, range, signal)
    },
    unsent: () => ({
      jobs: jobs
        .unfinished()
        .map(({ id, title, state, note, created, cause }) => ({
          job: id,
          title,
          state,
          note,
          created,
          waiting: jobs.counts(id).waiting,
          ...(state === 'paused' && cause === 'offline' ? { cutOff: true } : {}),
        }))
        .filter(({ waiting }) => waiting > 0)
        .slice(0, 100),
    }),
    sendNow(id) {
      writing.require()
      runner.sendNow(id)
    },
    resume(job) {
      writing.require()
      const kinds = allowed()
      const counts = jobs.counts(job)
      if (counts.waiting > 0 && jobs.next(job, () => 1).some(({ change }) => !kinds.has(change.kind)))
        throw new Refusal('not-allowed', "This workstation's seat does not allow these changes.")
      runner.resume(job, holds ? guards().holdSeconds * 1000 : 0)
    },
  }
}

const rowOf = ({ row, change, before, outcome, message, details, time }: ShownRow) => ({
  row,
  change,
  account: accountOf(before),
  ...whomOf(change, before),
  outcome,
  ...(message === null ? {} : { message }),
  ...(details === null ? {} : { details }),
  time,
})
