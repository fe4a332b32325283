import { inSlices } from '../../cooperative/slices.ts'
import type { Engine } from '../engine.ts'
import type { Cases } from './case-store.ts'
import { settleJob } from './job-results.ts'

/** Follows the jobs that carry out what leavers planned. */
export interface Progress {
  /** A job moved on; whose it is, is found out later. */
  jobMoved(job: string): void
  /** Brings what jobs did into the cases; cheap when nothing moved. */
  catchUp(signal: AbortSignal): Promise<void>
}

/** 10,000: the most rows that a plan has. */
const allRows = { offset: 0, limit: 10_000 }

export function createProgress({
  cases,
  engine,
  inTurn,
  changed,
}: {
  cases: Cases
  engine: Engine
  /** One writer of cases at a time. */
  inTurn: <T>(work: () => Promise<T>) => Promise<T>
  changed: () => void
}): Progress {
  /** At the start nobody knows what happened before. */
  const moved = new Set<string>(cases.openLinks().flatMap(({ job }) => job ?? []))
  let searched = false
  /** Jobs of others. */
  const strange = new Set<string>()

  /** A plan may have become a job just before a crash, and nobody noted which: the newest jobs tell. */
  async function findJobs(signal: AbortSignal): Promise<void> {
    if (cases.openLinks().some(({ job }) => job === null)) {
      const { rows } = await engine.jobs({ offset: 0, limit: 500 }, signal)
      for (const { id, plan } of rows) if (cases.linkOfPlan(plan)?.job === null) moved.add(id)
    }
    searched = true
  }

  async function settle(id: string, signal: AbortSignal): Promise<void> {
    let link = cases.linkOfJob(id)
    if (link === null) {
      const { job } = await engine.job({ job: id, offset: 0, limit: 0 }, signal)
      link = cases.linkOfPlan(job.plan)
      if (link === null) return void strange.add(id)
    }
    const view = await engine.job({ job: id, ...allRows }, signal)
    const { changed: touched, open } = settleJob(await inSlices(cases.ofBatch(link.batch)), link.plan, view)
    await inSlices(cases.save(touched))
    cases.link({ ...link, job: id, open })
    if (touched.length > 0) changed()
  }

  return {
    jobMoved(job) {
      if (!strange.has(job)) moved.add(job)
    },
    async catchUp(signal) {
      if (!searched) await findJobs(signal)
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
    },
  }
}
