import { explain } from '../../store/open.ts'
import type { Work } from './context.ts'
import type { JobRecord } from './store/job-store.ts'
import type { Rests, Wish } from './transitions.ts'

/** How a job is stopped where even that may not be writable, as on a full disk. */
export interface Stopping {
  /** Stops a job; where that cannot be written it is told at once, and tried until it can: nothing is sent meanwhile. */
  surely(job: JobRecord, error: unknown, wish: () => Wish): Promise<void>
  /** Why a job is stopped although that cannot be written; null: it is as it is written. */
  noteOf(id: string): string | null
  /** Writes down at last that a job was stopped. @throws Refusal `storage` while that still cannot be written */
  writeNow(id: string): void
}

/** How long after a failure of the disk it is tried again. */
const retryMs = 5000

export function createStopping(
  { jobs, sleep }: Pick<Work, 'jobs' | 'sleep'>,
  stop: Rests['stop'],
  { told, closing }: { told: (id: string) => void; closing: AbortSignal },
): Stopping {
  let stuck: { id: string; error: unknown; note: string; wake: AbortController } | null = null

  return {
    async surely(job, error, wish) {
      // Closing: what was left open is found and read again at the next start.
      while (!closing.aborted) {
        try {
          stop(job, error, wish())
          stuck = null
          return
        } catch {
          if (stuck === null) {
            const note = `${explain(error).message} Nothing more is sent. This could not be recorded yet; Provost keeps trying.`
            stuck = { id: job.id, error, note, wake: new AbortController() }
            told(job.id)
          }
          await sleep(retryMs, AbortSignal.any([closing, stuck.wake.signal])).catch(() => {})
          if (stuck === null) return
        }
      }
    },
    noteOf: (id) => (stuck?.id === id ? stuck.note : null),
    writeNow(id) {
      if (stuck?.id !== id) return
      const { error, wake } = stuck
      try {
        stop(jobs.get(id), error, null)
      } catch (problem) {
        throw explain(problem)
      }
      stuck = null
      wake.abort()
    },
  }
}
