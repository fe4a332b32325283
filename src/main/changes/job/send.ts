import { isDeepStrictEqual } from 'node:util'
import { jobLabel } from '../../../contract/audit/caller-label.ts'
import { type FailureCode, Refusal } from '../../../contract/failure.ts'
import type { StatusAnswer } from '../../lastpass/answers/answers.ts'
import type { RequestOf } from '../../lastpass/commands.ts'
import { keyOf } from '../../text/user-key.ts'
import type { ChangeRequest } from '../requests.ts'
import { complaintsOf } from './complaints.ts'
import { record, type Work } from './context.ts'
import { detailsOf, outcomeLine } from './outcome-line.ts'
import type { JobRecord } from './store/job-store.ts'
import type { Answer, WorkRow } from './store/row-store.ts'

/** What became of one request. */
export interface Sent {
  certain: boolean
  rows: WorkRow[]
  busyMs: number | null
}

/** Failures after which it is certain that nothing was carried out; after every other one only reading again can tell. */
const notCarriedOut: ReadonlySet<FailureCode> = new Set([
  'offline',
  'rate-limited',
  'credential-refused',
  'cancelled',
  'not-connected',
  'invalid',
])

/**
 * Sends one request: the intents are on the disk before it leaves, the answer is noted before anything else happens. Never
 * sends it twice. `certain`: LastPass said yes to all of it; otherwise the rows have to be looked at before going on.
 * `busyMs`: LastPass asked to wait so long; null: it did not.
 * @throws Refusal when it is certain that nothing was carried out; the rows wait again
 */
export async function sendRequest(
  work: Work,
  job: JobRecord,
  request: ChangeRequest,
  rows: readonly WorkRow[],
  signal: AbortSignal,
): Promise<Sent> {
  // Whether there is a client at all is asked before anything is written about sending.
  const client = work.lastpass()
  work.requireFile()
  await work.requireOwn(job.id)
  const { command } = request
  const data = work.passwords.fill(job.plan, request)
  const sentAt = work.now()
  const leaving = rows.map(
    (row): WorkRow => ({
      ...row,
      outcome: 'sent',
      message: null,
      details: null,
      time: new Date(sentAt).toISOString(),
      answer: null,
      sentAt,
      open: true,
    }),
  )
  await record(work, job.id, leaving, (row) => ({
    kind: 'intent',
    job: job.id,
    change: row.change,
    data: {
      row: row.row,
      account: row.before?.id ?? null,
      command,
      // Mostly it is the change itself.
      ...(isDeepStrictEqual(row.send, row.change) ? {} : { send: row.send }),
      before: row.before,
    },
  }))
  await work.marked(job.id)
  for (const { row } of leaving) work.leftAt.set(`${job.id} ${row}`, work.elapsed())
  work.moved(job.id, false)

  let status: StatusAnswer
  try {
    status = (await client.send(command, data as RequestOf<typeof command>, signal, jobLabel(job.id))) as StatusAnswer
  } catch (error) {
    const failure = error instanceof Refusal ? error.failure : null
    const { message, details } = failure ?? { message: String(error) }
    if (failure !== null && notCarriedOut.has(failure.code)) {
      await record(
        work,
        job.id,
        rows.map((row) => ({ ...row, outcome: 'waiting', message, details: details ?? null, open: false })),
        (row) => outcomeLine(job, row, 'not sent', detailsOf(row)),
      )
      throw error
    }
    // "Slow down" is no verdict: what stands in front of the service may say so after it was carried out.
    const busyMs = failure?.retryAfterMs ?? null
    const answer = busyMs === null ? 'unknown' : 'busy'
    const doubtful = leaving.map(
      (row): WorkRow => ({ ...row, outcome: 'unknown', message, details: details ?? null, answer }),
    )
    await record(work, job.id, doubtful, (row) => outcomeLine(job, row, 'not yet read again', detailsOf(row)))
    work.noteError({ what: job.title, message, details: details ?? null, job: job.id })
    return { certain: false, rows: doubtful, busyMs }
  }

  const unchanged = new Set(status.unchanged.map(keyOf))
  const complaints = complaintsOf(rows, status)
  const answerOf = (row: WorkRow): Answer => {
    if (status.status === 'fail' || (status.status === 'warn' && !complaints.sparing(row.row))) return status.status
    return unchanged.has(keyOf(row.send?.username ?? '')) ? 'unchanged' : 'ok'
  }
  const answered = leaving.map((row) => ({ ...row, answer: answerOf(row), details: complaints.wordsFor(row.row) }))
  let first = true
  await record(work, job.id, answered, () => {
    if (!first) return null
    first = false
    return {
      kind: 'answer',
      job: job.id,
      data: {
        command,
        rows: rows.length,
        status: status.status,
        ...(status.errors.length > 0 ? { errors: status.errors.slice(0, 100) } : {}),
        ...(status.message === null ? {} : { message: status.message }),
        ...(status.unchanged.length > 0 ? { unchanged: status.unchanged.length } : {}),
      },
    }
  })
  return { certain: status.status === 'ok', rows: answered, busyMs: null }
}
