import type { HandlersOf } from '../../dispatch.ts'
import type { JobActs } from '../job/job-acts.ts'
import type { Runner } from '../job/runner.ts'
import type { PlanView } from '../plan/store/plan-view.ts'

type JobCall =
  | 'jobs.page'
  | 'jobs.get'
  | 'jobs.wait'
  | 'jobs.unsent'
  | 'jobs.pause'
  | 'jobs.resume'
  | 'jobs.sendNow'
  | 'jobs.cancel'
  | 'jobs.undo'

/** Handlers of what is being done and what was. */
export const createJobHandlers = (
  acts: JobActs,
  runner: Runner,
  undo: (given: { job: string; usernames?: string[] | undefined }, signal: AbortSignal) => Promise<PlanView>,
): HandlersOf<JobCall> => ({
  'jobs.page': acts.page,
  'jobs.get': ({ job, ...range }, signal) => acts.job(job, range, signal),
  'jobs.wait': ({ job, timeoutMs, ...range }, signal) => acts.wait(job, timeoutMs, range, signal),
  'jobs.unsent': acts.unsent,
  'jobs.sendNow': ({ job }) => {
    acts.sendNow(job)
    return {}
  },
  'jobs.pause': ({ job }) => {
    runner.pause(job)
    return {}
  },
  'jobs.resume': ({ job }) => {
    acts.resume(job)
    return {}
  },
  'jobs.cancel': ({ job }) => {
    runner.cancel(job)
    return {}
  },
  'jobs.undo': undo,
})
