import type { JobState } from '../../../contract/change.ts'
import { type FailureCode, Refusal } from '../../../contract/failure.ts'
import { inTransaction } from '../../store/bulk.ts'
import { explain } from '../../store/open.ts'
import { personTitle } from '../../text/names/person-title.ts'
import type { Entry } from '../journal/journal.ts'
import { recordJob, type Work } from './context.ts'
import type { JobRecord } from './store/job-store.ts'
import type { WorkRow } from './store/row-store.ts'

/** What a person wants of a job that is being carried out; null: that it goes on. */
export type Wish = 'pause' | 'cancel' | null

export const over = (state: JobState): boolean => state !== 'running' && state !== 'holding'

/** A line of the journal about a job. */
export const line = (job: JobRecord, kind: string, data: Record<string, unknown> = {}): Entry => ({
  kind,
  job: job.id,
  data,
})

/** How jobs come to rest, or go on: what is written of them then. */
export interface Rests {
  /** `cause`: the failure that stopped it. */
  setState(
    job: JobRecord,
    state: JobState,
    note: string | null,
    lines: readonly Entry[],
    cause?: FailureCode | null,
  ): JobRecord
  /** Nothing more is sent of it now; `ending`: because Provost is closed. */
  finish(job: JobRecord, wish: Wish, ending: boolean): void
  /** Something stands in the way: the job waits for a person, its rows stay as they are known to be. */
  stop(job: JobRecord, error: unknown, wish: Wish): void
  /** Rows that were not sent are skipped; those of which nobody knows yet what became stay open and are read again later. */
  cancelNow(job: JobRecord): void
  /** Nothing of a held job is sent: a new one gives its plan back, one that was to go on rests as before. */
  callBack(job: JobRecord): void
  /** Whether no row of a job needs anybody's attention. */
  isSolved(job: string): boolean
  /** Keeps what LastPass said of rows that failed, until somebody has read it. */
  reportFailures(job: JobRecord, rows: readonly WorkRow[]): void
}

export function createRests(work: Work, moved: (id: string, rests: boolean) => void): Rests {
  const { jobs, now } = work
  const setState = (
    job: JobRecord,
    state: JobState,
    note: string | null,
    lines: readonly Entry[],
    cause: FailureCode | null = null,
  ): JobRecord => {
    const finished = state === 'done' || state === 'cancelled' ? new Date(now()).toISOString() : null
    const { cause: _, ...rest } = job
    const next: JobRecord = {
      ...rest,
      ...(cause === null ? {} : { cause }),
      state,
      note,
      finished,
      holdUntil: state === 'holding' ? job.holdUntil : null,
    }
    recordJob(work, next, lines)
    moved(job.id, over(state))
    return next
  }
  function finish(job: JobRecord, wish: Wish, ending: boolean): void {
    const counts = jobs.counts(job.id)
    if (wish === 'cancel') cancelNow(job)
    else if (counts.waiting > 0 || jobs.open(job.id).length > 0)
      setState(job, 'paused', ending ? closedWhile(counts.waiting) : 'Paused.', [line(job, 'pause', { counts })])
    else setState(job, 'done', null, [line(job, 'done', { counts })])
    if (isSolved(job.id)) work.solved(job.id)
  }

  function isSolved(id: string): boolean {
    const counts = jobs.counts(id)
    return counts.failed + counts.unknown + counts.waiting + counts.sent === 0
  }

  function callBack(job: JobRecord): void {
    const { held } = job
    const lines = [line(job, 'call-back', { counts: jobs.counts(job.id) })]
    if (held) {
      jobs.unretry(job.id, held.retried)
      recordJob(work, { ...job, ...held, held: null, holdUntil: null }, lines)
      moved(job.id, true)
      return
    }
    skipWaiting(job, 'Called back before anything was sent.')
    const waits = work.giveBack(job)
    const what = waits ? 'The plan waits.' : 'Its first password was discarded, so the plan cannot wait.'
    setState({ ...job, calledBack: waits }, 'cancelled', `Called back, nothing was sent. ${what}`, lines)
  }

  function stop(job: JobRecord, error: unknown, wish: Wish): void {
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
    if (wish === 'cancel') cancelNow(job)
    else
      setState(
        job,
        'paused',
        message,
        [line(job, 'pause', { code, message, ...(details === null ? {} : { details }), counts: jobs.counts(job.id) })],
        code,
      )
    work.noteError({ what: job.title, message, details, job: job.id })
  }

  function skipWaiting(job: JobRecord, message: string): void {
    inTransaction(work.store, () => {
      work.store
        .prepare("UPDATE job_rows SET outcome = 'skipped', message = ?, time = ? WHERE job = ? AND outcome = 'waiting'")
        .run(message, new Date(now()).toISOString(), job.id)
    })
  }

  function cancelNow(job: JobRecord): void {
    skipWaiting(job, 'Cancelled before it was sent.')
    setState(job, 'cancelled', null, [line(job, 'cancel', { counts: jobs.counts(job.id) })])
  }

  function reportFailures(job: JobRecord, rows: readonly WorkRow[]): void {
    const failed = rows.filter(({ outcome }) => outcome === 'failed')
    const [first] = failed
    if (first === undefined) return
    const others = failed.length - 1
    work.noteError({
      what: job.title,
      message:
        `${personTitle({ username: first.change.username, fullname: first.before?.fullname })}: ${first.message ?? ''}${others > 0 ? ` And ${others} more.` : ''}`.slice(
          0,
          2000,
        ),
      details:
        [...new Set(failed.flatMap(({ details }) => (details === null ? [] : [details])))].join('\n').slice(0, 4000) ||
        null,
      job: job.id,
    })
  }

  return { setState, finish, stop, cancelNow, callBack, isSolved, reportFailures }
}

const closedWhile = (waiting: number): string =>
  waiting > 0
    ? 'Provost was closed before everything was sent.'
    : 'Provost was closed before LastPass showed every change.'

/** What a job that was cut off leaves behind, said of the job and not of the last request. */
function leftOpen(open: number, waiting: number, { code, message }: { code: string; message: string }): string {
  const rows = (number: number, one: string, many: string) =>
    `${number.toLocaleString('en-US')} ${number === 1 ? one : many}`
  return [
    code === 'offline' ? 'LastPass could no longer be reached.' : message,
    `The outcome of ${rows(open, 'change', 'changes')} is not known yet: LastPass is asked as soon as it can be reached, and nothing is sent twice.`,
    waiting > 0 ? `${rows(waiting, 'change was', 'changes were')} not sent.` : '',
  ]
    .filter(Boolean)
    .join(' ')
}
