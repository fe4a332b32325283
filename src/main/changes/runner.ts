import type { ChangeKind, JobState } from '../../contract/change.ts'
import { Refusal } from '../../contract/failure.ts'
import { keyOf } from '../directory/text.ts'
import { inTransaction } from '../store/bulk.ts'
import { explain } from '../store/open.ts'
import type { JobRecord, WorkRow } from './jobs.ts'
import type { Entry } from './journal.ts'
import { kinds } from './kinds.ts'
import { lookBefore } from './look.ts'
import { patiently } from './patience.ts'
import { type ChangeRequest, mostEntries, mostNames, toRequests } from './requests.ts'
import { sendRequest } from './send.ts'
import { settle } from './settle.ts'
import { record, recordJob, type Work } from './work.ts'

/** Carries jobs out, one after the other, and nothing else ever sends a change. */
export interface Runner {
  /** Takes a new job: at once, or when its hold is over. */
  start(id: string): void
  pause(id: string): void
  cancel(id: string): void
  /** Goes on with a paused job, or tries the failed rows of one that is done. */
  resume(id: string): void
  /** Reads again what an earlier process left open; sends nothing. */
  recover(): Promise<void>
  /** Resolves when the job is neither held nor running. */
  ended(id: string, timeoutMs: number, signal: AbortSignal): Promise<void>
  close(): Promise<void>
}

/** A request under way gets so long to be answered before it is cut off when the application closes. */
const graceMs = 3000
/** How long after a failure of the disk it is tried again. */
const retryMs = 5000
/** So many single changes go out before they are read again together; those that nobody can take back in smaller numbers. */
const single = 25
const singleIrreversible = 5

/** How many rows are looked at, sent and read again in one go. */
function legOf(kind: ChangeKind): number {
  if (kind === 'disable' || kind === 'enable') return 2 * mostNames
  if (kind === 'add' || kind === 'groups') return mostEntries
  return kinds[kind].irreversible ? singleIrreversible : single
}

const over = (state: JobState) => state !== 'running' && state !== 'holding'

export function createRunner(work: Work): Runner {
  const { jobs, now } = work
  const queue: string[] = []
  const holds = new Map<string, NodeJS.Timeout>()
  const waiting = new Set<() => void>()
  let active: { id: string; wish: 'pause' | 'cancel' | null } | null = null
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
  const setState = (job: JobRecord, state: JobState, note: string | null, lines: readonly Entry[]): JobRecord => {
    const finished = state === 'done' || state === 'cancelled' ? new Date(now()).toISOString() : null
    const next = { ...job, state, note, finished, holdUntil: null }
    recordJob(work, next, lines)
    moved(job.id, over(state))
    return next
  }
  const line = (job: JobRecord, kind: string, data: Record<string, unknown> = {}): Entry => ({
    kind,
    job: job.id,
    data,
  })

  function enqueue(id: string): void {
    queue.push(id)
    if (draining) return
    draining = true
    busy = busy.then(drain, drain)
  }

  async function drain(): Promise<void> {
    try {
      for (let id = queue.shift(); id !== undefined && !closing.signal.aborted; id = queue.shift()) {
        active = { id, wish: null }
        await run(id)
        active = null
      }
    } finally {
      active = null
      draining = false
    }
  }

  async function run(id: string): Promise<void> {
    const job = jobs.get(id)
    if (job.state !== 'running') return
    try {
      await carryOut(job)
      finish(job)
    } catch (error) {
      await stopSurely(job, error)
    }
  }

  /** Where even that cannot be written, as on a full disk, it is tried until it can: nothing is sent meanwhile. */
  async function stopSurely(job: JobRecord, error: unknown): Promise<void> {
    // Closing: what was left open is found and read again at the next start.
    while (!closing.signal.aborted) {
      try {
        stop(job, error)
        return
      } catch {
        await work.sleep(retryMs, closing.signal).catch(() => {})
      }
    }
  }

  async function carryOut(job: JobRecord): Promise<void> {
    const ended = new Set<string>()
    const look = async (sent?: readonly WorkRow[]) => {
      const rows = await settle(work, job, closing.signal, sent)
      for (const { change, outcome } of rows)
        if (outcome === 'confirmed' && kinds[change.kind].endsLogin) ended.add(keyOf(change.username))
      reportFailures(job, rows)
    }
    await look()
    while (active?.wish === null && !closing.signal.aborted) {
      const rows = jobs.next(job.id, legOf)
      if (rows.length === 0) return
      const ready = await lookBefore(work, job, rows, ended, closing.signal)
      if (active?.wish !== null) return
      await look(await sendAll(job, ready))
    }
  }

  /** Gives back the rows that have left, as they are on record. */
  async function sendAll(job: JobRecord, ready: readonly WorkRow[]): Promise<WorkRow[]> {
    const byRow = new Map(ready.map((row) => [row.row, row]))
    const requests = toRequests(ready.flatMap(({ row, send }) => (send === null ? [] : [{ row, send }])))
    const sent: WorkRow[] = []
    for (const request of requests) {
      const rows = request.rows.map((row) => byRow.get(row)).filter((row) => row !== undefined)
      const result = await sendOne(job, request, rows)
      sent.push(...result.rows)
      // Before anything else is sent, a doubt is cleared by reading again.
      if (!result.certain) return sent
    }
    return sent
  }

  const sendOne = (job: JobRecord, request: ChangeRequest, rows: readonly WorkRow[]) =>
    patiently(work, closing.signal, async () => {
      if (active?.wish !== null || closing.signal.aborted) return { certain: false, rows: [] }
      return sendRequest(work, job, request, rows, closing.signal)
    })

  function finish(job: JobRecord): void {
    if (closing.signal.aborted) return
    const wish = active?.wish
    const counts = jobs.counts(job.id)
    if (wish === 'cancel') cancelNow(job)
    else if (counts.waiting > 0)
      setState(job, 'paused', ending ? 'Provost was closed before everything was sent.' : 'Paused.', [
        line(job, 'pause', { counts }),
      ])
    else setState({ ...job, stale: false }, 'done', null, [line(job, 'done', { counts })])
  }

  /** Something stands in the way: the job waits for a person, its rows stay as they are known to be. */
  function stop(job: JobRecord, error: unknown): void {
    const known = explain(error)
    const failure =
      known instanceof Refusal
        ? known.failure
        : {
            code: 'internal' as const,
            message: 'Provost made a mistake. Nothing more is sent.',
            details: String(error),
          }
    const { code, details = null } = failure
    const open = jobs.open(job.id).length
    // The failure speaks of the request that failed; of those before it nobody may read that nothing was sent.
    const message = open === 0 ? failure.message : leftOpen(open, jobs.counts(job.id).waiting, failure)
    if (active?.wish === 'cancel') cancelNow(job)
    else
      setState(job, 'paused', message, [
        line(job, 'pause', { code, message, ...(details === null ? {} : { details }), counts: jobs.counts(job.id) }),
      ])
    work.noteError({ what: job.title, message, details, job: job.id })
  }

  /** Rows that were not sent are skipped; those of which nobody knows yet what became stay open and are read again later. */
  function cancelNow(job: JobRecord): void {
    inTransaction(work.store, () => {
      work.store
        .prepare(
          "UPDATE job_rows SET outcome = 'skipped', message = 'Cancelled before it was sent.', time = ? WHERE job = ? AND outcome = 'waiting'",
        )
        .run(new Date(now()).toISOString(), job.id)
    })
    setState(job, 'cancelled', null, [line(job, 'cancel', { counts: jobs.counts(job.id) })])
  }

  function reportFailures(job: JobRecord, rows: readonly WorkRow[]): void {
    const failed = rows.filter(({ outcome }) => outcome === 'failed')
    const [first] = failed
    if (first === undefined) return
    const others = failed.length - 1
    work.noteError({
      what: job.title,
      message: `${first.change.username}: ${first.message ?? ''}${others > 0 ? ` And ${others} more.` : ''}`.slice(
        0,
        2000,
      ),
      details:
        [...new Set(failed.flatMap(({ details }) => (details === null ? [] : [details])))].join('\n').slice(0, 4000) ||
        null,
      job: job.id,
    })
  }

  function release(id: string): void {
    const timer = holds.get(id)
    if (timer !== undefined) clearTimeout(timer)
    holds.delete(id)
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
        setTimeout(
          () => {
            release(id)
            if (closing.signal.aborted) return
            setState(jobs.get(id), 'running', null, [])
            enqueue(id)
          },
          Math.max(0, job.holdUntil - now()),
        ),
      )
    },
    pause(id) {
      const job = jobs.get(id)
      if (over(job.state)) throw new Refusal('conflict', 'This job is not running.')
      if (active?.id === id) active.wish ??= 'pause'
      else {
        release(id)
        drop(queue, id)
        setState(job, 'paused', 'Paused.', [line(job, 'pause', { counts: jobs.counts(id) })])
      }
    },
    cancel(id) {
      const job = jobs.get(id)
      if (job.state === 'done' || job.state === 'cancelled') throw new Refusal('conflict', 'This job is over.')
      if (active?.id === id) active.wish = 'cancel'
      else {
        release(id)
        drop(queue, id)
        cancelNow(job)
        if (jobs.open(id).length > 0) void runner.recover()
      }
    },
    resume(id) {
      const job = jobs.get(id)
      if (!over(job.state)) throw new Refusal('conflict', 'This job is running.')
      const counts = jobs.counts(id)
      const again = job.state === 'done' ? counts.failed : 0
      if (job.state === 'cancelled' || (job.state === 'done' && again === 0))
        throw new Refusal('conflict', 'Nothing of this job is left to be done.')
      inTransaction(work.store, () => {
        // Failed rows are looked at before they are sent again, like everything that was sent before.
        if (again > 0)
          work.store.prepare("UPDATE job_rows SET outcome = 'waiting' WHERE job = ? AND outcome = 'failed'").run(id)
      })
      setState({ ...job, stale: true }, 'running', null, [line(job, 'resume', { counts, again })])
      enqueue(id)
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
          if (over(jobs.get(id).state)) done()
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
      if (active !== null) active.wish ??= 'pause'
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
    return readOpen()
  }

  /** One job at a time, each as far as LastPass answers; a job whose every row is settled by it is over. */
  async function readOpen(): Promise<void> {
    for (const job of jobs.unfinished()) {
      if (closing.signal.aborted || job.state === 'running' || job.state === 'holding') continue
      try {
        if (jobs.open(job.id).length > 0) reportFailures(job, await settle(work, job, closing.signal))
      } catch {
        // There is no connection, or no credential: the rows stay open, and are read again at the next occasion.
        continue
      }
      const counts = jobs.counts(job.id)
      if (job.state === 'paused' && counts.waiting === 0) setState(job, 'done', null, [line(job, 'done', { counts })])
      else moved(job.id, true)
    }
  }
}

/** What a job that was cut off leaves behind, said of the job and not of the last request. */
function leftOpen(open: number, waiting: number, { code, message }: { code: string; message: string }): string {
  const rows = (number: number, one: string, many: string) =>
    `${number.toLocaleString('en-US')} ${number === 1 ? one : many}`
  return [
    code === 'offline' ? 'LastPass could not be reached any more.' : message,
    `What became of ${rows(open, 'change', 'changes')} is not known yet: LastPass is asked as soon as it answers, and nothing is sent twice.`,
    waiting > 0 ? `${rows(waiting, 'change was', 'changes were')} not sent.` : '',
  ]
    .filter(Boolean)
    .join(' ')
}

function drop(queue: string[], id: string): void {
  const at = queue.indexOf(id)
  if (at >= 0) queue.splice(at, 1)
}

/** Marks what a process that ended left behind: nothing goes on by itself, and rows that were under way are unknown. */
export async function sweep(work: Pick<Work, 'store' | 'jobs' | 'journal' | 'now'>): Promise<void> {
  for (const job of work.jobs.unfinished()) {
    const open = work.jobs.open(job.id).filter(({ outcome }) => outcome === 'sent')
    await record(
      work,
      job.id,
      open.map((row) => ({
        ...row,
        outcome: 'unknown',
        message: 'Provost ended while this was under way. LastPass has to be asked what became of it.',
      })),
      () => null,
    )
    if (job.state !== 'running' && job.state !== 'holding') continue
    const counts = work.jobs.counts(job.id)
    const note =
      open.length > 0
        ? `Provost ended while this was under way: of ${open.length} rows LastPass has to be asked what became of them.`
        : 'Provost ended before everything was sent.'
    recordJob(work, { ...job, state: 'paused', note, holdUntil: null, stale: true }, [
      { kind: 'recovery', job: job.id, data: { note, open: open.length, counts } },
    ])
  }
}
