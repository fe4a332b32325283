import type { ChangeKind } from '../../../contract/change.ts'
import { keyOf } from '../../text/user-key.ts'
import { kinds } from '../kinds/kinds.ts'
import { type ChangeRequest, toRequests } from '../requests.ts'
import type { Work } from './context.ts'
import { lookBefore } from './preflight.ts'
import { createPatience, patiently } from './retry-after.ts'
import { type Sent, sendRequest } from './send.ts'
import type { JobRecord } from './store/job-store.ts'
import type { WorkRow } from './store/row-store.ts'
import { type Known, settle } from './verify.ts'

// How one job is carried out; when and whether is the runner's.

export interface Carrying {
  work: Work
  /** Ends everything, also what is under way. */
  signal: AbortSignal
  /** Somebody wants the job to pause or to be cancelled: nothing more is sent. */
  wished: () => boolean
  /** Ends the wait for late effects, because of that wish. */
  hurry: AbortSignal
  /** Hears of each reading, for what failed. */
  report: (job: JobRecord, rows: readonly WorkRow[]) => void
}

const legOf = (kind: ChangeKind): number => kinds[kind].rowsAtOnce

/** Looks, sends and reads again, leg by leg, until nothing of the job waits or somebody wishes otherwise. */
export async function carryOut(carrying: Carrying, job: JobRecord): Promise<void> {
  const { work, signal, wished, hurry, report } = carrying
  const { jobs } = work
  const ended = new Set<string>()
  const look = async (sent?: readonly WorkRow[], next: readonly WorkRow[] = []) => {
    const { rows, known } = await settle(work, job, signal, hurry, sent, next)
    for (const { change, outcome } of rows)
      if (outcome === 'confirmed' && kinds[change.kind].endsLogin) ended.add(keyOf(change.username))
    report(job, rows)
    return known
  }
  const patience = createPatience(work, signal)
  await look()
  let known: Known | null = null
  while (!wished() && !signal.aborted) {
    const rows = jobs.next(job.id, legOf)
    if (rows.length === 0) return
    const ready = await lookBefore(work, job, rows, ended, signal, known)
    if (wished()) return
    const { rows: sent, busyMs } = await sendAll(carrying, job, ready)
    // One reading tells what became of these, and of whom the next are.
    known = await look(sent, jobs.next(job.id, legOf))
    await patience.heard(busyMs)
  }
}

/** Gives back the rows that have left, as they are on record, and how long LastPass asked to wait. */
async function sendAll(carrying: Carrying, job: JobRecord, ready: readonly WorkRow[]): Promise<Omit<Sent, 'certain'>> {
  const byRow = new Map(ready.map((row) => [row.row, row]))
  const requests = toRequests(ready.flatMap(({ row, send }) => (send === null ? [] : [{ row, send }])))
  const sent: WorkRow[] = []
  for (const request of requests) {
    const rows = request.rows.map((row) => byRow.get(row)).filter((row) => row !== undefined)
    const result = await sendOne(carrying, job, request, rows)
    sent.push(...result.rows)
    // Before anything else is sent, a doubt is cleared by reading again.
    if (!result.certain) return { rows: sent, busyMs: result.busyMs }
  }
  return { rows: sent, busyMs: null }
}

const sendOne = (
  { work, signal, wished }: Carrying,
  job: JobRecord,
  request: ChangeRequest,
  rows: readonly WorkRow[],
) =>
  patiently(work, signal, async () => {
    // A seat can end in the middle of a leg: what is left is looked at again, and not sent.
    const kinds = work.allowed()
    if (wished() || signal.aborted || rows.some(({ change }) => !kinds.has(change.kind)))
      return { certain: false, rows: [], busyMs: null }
    return sendRequest(work, job, request, rows, signal)
  })
