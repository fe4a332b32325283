import type { Changes } from '../../changes/changes.ts'
import { inSlices } from '../../cooperative/slices.ts'
import type { Reads } from '../../directory/reads.ts'
import type { Cases } from './case-store.ts'
import { takeReadings } from './follow-directory.ts'
import { takeOutcomes } from './follow-journal.ts'
import { settleJob } from './job-results.ts'

/** Keeps cases true to what becomes of accounts: the jobs that leavers planned, all other jobs, and what refreshes see. */
export interface Progress {
  /** A job moved on; whose it is, is found out later. */
  jobMoved(job: string): void
  /** Brings what jobs did and refreshes saw into the cases; cheap when nothing moved. */
  catchUp(signal: AbortSignal): Promise<void>
}

/** 10,000: the most rows that a plan has. */
const allRows = { offset: 0, limit: 10_000 }

export function createProgress({
  cases,
  changes,
  reads,
  asOf,
  inTurn,
  changed,
  now,
}: {
  cases: Cases
  changes: Pick<Changes, 'jobs' | 'journal'>
  reads: () => Reads
  asOf: () => string | null
  /** One writer of cases at a time. */
  inTurn: <T>(work: () => Promise<T>) => Promise<T>
  changed: () => void
  now: () => number
}): Progress {
  /** At the start nobody knows what happened before. */
  const moved = new Set<string>(cases.openLinks().flatMap(({ job }) => job ?? []))
  let searched = false
  /** Jobs of others. */
  const strange = new Set<string>()
  /** The journal may have grown since its outcomes were last taken in. */
  let grown = true
  /** The state of the directory that the cases were last held against. */
  let held: unknown = null

  /** A plan may have become a job just before a crash, and nobody noted which: the newest jobs tell. */
  function findJobs(): void {
    if (cases.openLinks().some(({ job }) => job === null)) {
      const { rows } = changes.jobs.page({ offset: 0, limit: 500 })
      for (const { id, plan } of rows) if (cases.linkOfPlan(plan)?.job === null) moved.add(id)
    }
    searched = true
  }

  async function settle(id: string, signal: AbortSignal): Promise<void> {
    let link = cases.linkOfJob(id)
    if (link === null) {
      const { job } = await changes.jobs.job(id, { offset: 0, limit: 0 }, signal)
      link = cases.linkOfPlan(job.plan)
      if (link === null) return void strange.add(id)
    }
    const view = await changes.jobs.job(id, allRows, signal)
    const { changed: touched, open } = settleJob(await inSlices(cases.ofBatch(link.batch)), link.plan, view)
    await inSlices(cases.save(touched))
    cases.link({ ...link, job: id, open })
    if (touched.length > 0) changed()
  }

  /** What happened to the accounts beside the jobs of leavers: first by the journal, then by what was read. */
  async function takeIn(columns: unknown, signal: AbortSignal): Promise<void> {
    grown = false
    const begun = new Date(now()).toISOString()
    try {
      // Always before the readings: a line may be written whose job has not said yet that it moved.
      const told = await takeOutcomes(cases, changes.journal)
      const seen = asOf()
      const found =
        seen !== null &&
        (await takeReadings({ cases, journal: changes.journal, reads: reads() }, { asOf: seen, begun }, signal))
      held = columns
      if (told || found) changed()
    } catch (error) {
      grown = true
      throw error
    }
  }

  return {
    jobMoved(job) {
      grown = true
      if (!strange.has(job)) moved.add(job)
    },
    async catchUp(signal) {
      if (!searched) findJobs()
      for (const id of [...moved]) {
        moved.delete(id)
        try {
          await inTurn(() => settle(id, signal))
        } catch (error) {
          // It is asked for again next time: what a job did must not be lost to a fault in between.
          moved.add(id)
          throw error
        }
      }
      const columns = reads().columns()
      if (grown || columns !== held) await inTurn(() => takeIn(columns, signal))
    },
  }
}
