import { Refusal } from '../../../contract/failure.ts'
import type { Work } from './context.ts'
import { carryOut } from './execute.ts'
import { confirmLate, lateJobs } from './late-effects.ts'
import { createStopping } from './stopping.ts'
import { createRests, line, over, type Wish } from './transitions.ts'
import { settle } from './verify.ts'

/** Carries jobs out, one after the other, and nothing else ever sends a change. */
export interface Runner {
  /** Takes a new job: at once, or when its hold is over. */
  start(id: string): void
  pause(id: string): void
  cancel(id: string): void
  /** Goes on with a paused job, or tries the failed rows of one that is done, after so long a hold. */
  resume(id: string, holdMs: number): void
  /** Ends a hold at once, because a person does not want to wait for it. @throws Refusal `conflict` when the job is not held */
  sendNow(id: string): void
  /** Reads again what an earlier process left open; sends nothing. */
  recover(): Promise<void>
  /** Why a job is stopped although that cannot be written, as on a full disk; null: it is as it is written. */
  stuck(id: string): string | null
  /** Resolves when the job is neither held nor running. */
  ended(id: string, timeoutMs: number, signal: AbortSignal): Promise<void>
  close(): Promise<void>
}

/** A request under way gets so long to be answered before it is cut off when the application closes. */
const graceMs = 3000
export function createRunner(work: Work): Runner {
  const { jobs, now } = work
  const queue: string[] = []
  const holds = new Map<string, NodeJS.Timeout>()
  const waiting = new Set<() => void>()
  let active: { id: string; wish: Wish; hurry: AbortController } | null = null
  /** Ends the wait of a recovery for late effects, because a job is to be carried out. */
  let recoveryHurry = new AbortController()
  /** Rows stay open whose late effects nobody waited for. */
  let isCutShort = false
  let draining = false
  let ending = false
  let recovering: Promise<void> | null = null
  /** One thing at a time: a job, or the reading of what an earlier process left. */
  let busy: Promise<void> = Promise.resolve()
  const closing = new AbortController()

  const moved = (id: string, rests: boolean) => {
    work.moved(id, rests)
    for (const look of waiting) look()
  }
  const { setState, finish, stop, cancelNow, callBack, isSolved, reportFailures } = createRests(work, moved)
  const stopping = createStopping(work, stop, { told: (id) => moved(id, false), closing: closing.signal })

  function enqueue(id: string): void {
    queue.push(id)
    recoveryHurry.abort()
    if (draining) return
    draining = true
    busy = busy.then(drain, drain)
  }

  async function drain(): Promise<void> {
    try {
      for (let id = queue.shift(); id !== undefined && !closing.signal.aborted; id = queue.shift()) {
        active = { id, wish: null, hurry: new AbortController() }
        await run(id, active.hurry.signal)
        active = null
      }
    } finally {
      active = null
      draining = false
      // Readings that were cut short are made now.
      if (isCutShort && !ending) void runner.recover()
      isCutShort = false
    }
  }

  async function run(id: string, hurry: AbortSignal): Promise<void> {
    const job = jobs.get(id)
    if (job.state !== 'running') return
    try {
      const wished = () => active?.wish !== null
      await carryOut({ work, signal: closing.signal, wished, hurry, report: reportFailures }, job)
      if (!closing.signal.aborted) finish(job, active?.wish ?? null, ending)
    } catch (error) {
      await stopping.surely(job, error, () => active?.wish ?? null)
    }
  }

  function wish(what: NonNullable<Wish>): void {
    if (active === null) return
    active.wish = what === 'cancel' ? what : (active.wish ?? what)
    active.hurry.abort()
    isCutShort = true
  }

  function release(id: string): void {
    const timer = holds.get(id)
    if (timer !== undefined) clearTimeout(timer)
    holds.delete(id)
  }

  function letGo(id: string): void {
    release(id)
    if (closing.signal.aborted) return
    const job = jobs.get(id)
    setState({ ...job, held: null }, 'running', null, [line(job, 'release', { counts: jobs.counts(id) })])
    enqueue(id)
  }

  const runner: Runner = {
    start(id) {
      const job = jobs.get(id)
      if (job.holdUntil === null) {
        enqueue(id)
        return
      }
      holds.set(
        id,
        setTimeout(() => letGo(id), Math.max(0, job.holdUntil - now())),
      )
    },
    sendNow(id) {
      if (!holds.has(id)) throw new Refusal('conflict', 'This job is not held.')
      letGo(id)
    },
    pause(id) {
      const job = jobs.get(id)
      if (over(job.state)) throw new Refusal('conflict', 'This job is not running.')
      if (active?.id === id) wish('pause')
      else {
        release(id)
        drop(queue, id)
        setState({ ...job, held: null }, 'paused', 'Paused.', [line(job, 'pause', { counts: jobs.counts(id) })])
      }
    },
    cancel(id) {
      const job = jobs.get(id)
      if (job.state === 'done' || job.state === 'cancelled') throw new Refusal('conflict', 'This job is over.')
      if (active?.id === id) wish('cancel')
      else {
        release(id)
        drop(queue, id)
        if (job.state === 'holding') callBack(job)
        else cancelNow(job)
        if (jobs.open(id).length > 0) void runner.recover()
      }
    },
    stuck: stopping.noteOf,
    resume(id, holdMs) {
      stopping.writeNow(id)
      const job = jobs.get(id)
      if (!over(job.state)) throw new Refusal('conflict', 'This job is running.')
      const counts = jobs.counts(id)
      const again = job.state === 'done' ? counts.failed : 0
      if (job.state === 'cancelled' || (job.state === 'done' && again === 0))
        throw new Refusal('conflict', 'Nothing is left to do in this job.')
      const retried = again > 0 ? jobs.retry(id) : []
      const next = {
        ...job,
        holdUntil: holdMs > 0 ? now() + holdMs : null,
        held: holdMs > 0 ? { state: job.state, note: job.note, finished: job.finished, retried } : null,
      }
      const data = { counts, again, ...(holdMs > 0 ? { holdSeconds: holdMs / 1000 } : {}) }
      setState(next, holdMs > 0 ? 'holding' : 'running', null, [line(job, 'resume', data)])
      runner.start(id)
    },
    recover() {
      // Whoever asks while a reading waits for its turn is served by that one.
      recovering ??= busy.then(begin, begin)
      busy = recovering
      return recovering
    },
    ended: (id, timeoutMs, signal) =>
      new Promise((resolve) => {
        const done = () => {
          clearTimeout(timer)
          waiting.delete(look)
          signal.removeEventListener('abort', done)
          resolve()
        }
        const look = () => {
          if (over(jobs.get(id).state) || stopping.noteOf(id) !== null) done()
        }
        // No time at all still means one look; 2 ** 31 - 1: the longest that a timer takes.
        const timer = setTimeout(done, Math.min(timeoutMs, 2 ** 31 - 1))
        waiting.add(look)
        signal.addEventListener('abort', done, { once: true })
        look()
      }),
    async close() {
      for (const id of [...holds.keys()]) release(id)
      queue.length = 0
      ending = true
      wish('pause')
      recoveryHurry.abort()
      const timer = setTimeout(() => closing.abort(), graceMs)
      timer.unref()
      await busy.catch(() => {})
      clearTimeout(timer)
      closing.abort()
    },
  }
  return runner

  function begin(): Promise<void> {
    recovering = null
    recoveryHurry = new AbortController()
    if (queue.length > 0) recoveryHurry.abort()
    return readOpen()
  }

  /** One job at a time, each as far as LastPass answers; a job whose every row is settled by it is over. */
  async function readOpen(): Promise<void> {
    for (const job of lateJobs(work)) {
      if (closing.signal.aborted) return
      if ((await confirmLate(work, job)).length === 0) continue
      if (isSolved(job.id)) work.solved(job.id)
      moved(job.id, true)
    }
    for (const job of jobs.unfinished()) {
      if (closing.signal.aborted || job.state === 'running' || job.state === 'holding') continue
      try {
        if (jobs.open(job.id).length > 0)
          reportFailures(job, (await settle(work, job, closing.signal, recoveryHurry.signal)).rows)
      } catch {
        // There is no connection, or no credential: the rows stay open, and are read again at the next occasion.
        continue
      }
      if (recoveryHurry.signal.aborted) isCutShort = true
      const counts = jobs.counts(job.id)
      if (job.state === 'paused' && counts.waiting === 0 && jobs.open(job.id).length === 0)
        setState(job, 'done', null, [line(job, 'done', { counts })])
      else moved(job.id, true)
    }
  }
}

function drop(queue: string[], id: string): void {
  const at = queue.indexOf(id)
  if (at >= 0) queue.splice(at, 1)
}
