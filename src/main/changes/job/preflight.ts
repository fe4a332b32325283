import { isDeepStrictEqual } from 'node:util'
import { inSlices } from '../../cooperative/slices.ts'
import { inTransaction } from '../../store/bulk.ts'
import { namesOf } from '../kinds/state.ts'
import { compare } from '../plan/drift.ts'
import { evaluateNow, guardNow } from '../plan/make-plan.ts'
import { record, type Work } from './context.ts'
import type { JobRecord, WorkRow } from './job-store.ts'
import { patiently } from './retry-after.ts'

/**
 * Looks at the accounts of rows that are about to be sent, judges each row again, and gives back those that may go, reduced to
 * what is left to do. The others are settled without sending: they are so already, or are not as the preview saw them.
 * `ended`: keys of people who cannot log in any more because of this very job, known before the store may know it.
 */
export async function lookBefore(
  work: Work,
  job: JobRecord,
  rows: readonly WorkRow[],
  ended: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<WorkRow[]> {
  const mustAsk = mustRead(work, job, rows)
  const { ready, settled } =
    !mustAsk && job.seen === work.seen()
      ? asPlanned(work, rows, ended)
      : await judgedAgain(work, job, rows, ended, mustAsk, signal)
  await record(work, job.id, settled, (row) => ({
    kind: row.outcome === 'skipped' ? 'skip' : 'outcome',
    job: job.id,
    change: row.change,
    data: { row: row.row, outcome: row.outcome, message: row.message, ...(row.ours ? { ours: true } : {}) },
  }))
  return ready
}

interface Looked {
  ready: WorkRow[]
  settled: WorkRow[]
}

const skipped = (work: Work, row: WorkRow, message: string): WorkRow => ({
  ...row,
  outcome: 'skipped',
  message: `${message} Nothing was sent.`,
  time: new Date(work.now()).toISOString(),
})

/** Nothing has been learnt about anybody since the plan was made: only the guards may be others. */
function asPlanned(work: Work, rows: readonly WorkRow[], ended: ReadonlySet<string>): Looked {
  const guard = guardNow(work, ended)
  const looked: Looked = { ready: [], settled: [] }
  for (const row of rows) {
    const reason = row.send === null ? null : guard.block(row.send)
    if (reason === null) looked.ready.push(row)
    else looked.settled.push(skipped(work, row, reason))
  }
  return looked
}

async function judgedAgain(
  work: Work,
  job: JobRecord,
  rows: readonly WorkRow[],
  ended: ReadonlySet<string>,
  mustAsk: boolean,
  signal: AbortSignal,
): Promise<Looked> {
  const changes = rows.map(({ change }) => change)
  const read = mustAsk
    ? await patiently(work, signal, () =>
        work.people.reread(changes.flatMap(namesOf), { signal, about: onlyFlags(rows) ? 'disabled' : 'all' }),
      )
    : undefined
  const judged = await evaluateNow(work, changes, signal, { ended, ...(read === undefined ? {} : { read }) })
  const looked: Looked = { ready: [], settled: [] }
  const renewed: WorkRow[] = []
  for (const [index, row] of rows.entries()) {
    const now = judged[index]
    if (now === undefined) continue
    const { kind, message } = compare(row.before, row.change, now)
    if (kind === 'clean') {
      const next = { ...row, send: now.send, before: now.before }
      looked.ready.push(next)
      if (!isDeepStrictEqual([row.send, row.before], [now.send, now.before])) renewed.push(next)
    } else if (kind === 'already-done' && row.sentAt !== null) {
      // An earlier attempt of this job was lost or failed, and now it is so.
      const time = new Date(work.now()).toISOString()
      looked.settled.push({ ...row, outcome: 'confirmed', message: `Read again: ${message}`, time, ours: true })
    } else looked.settled.push(skipped(work, row, message))
  }
  await inSlices(renew(work, job, renewed), signal)
  return looked
}

function* renew({ store, jobs }: Work, job: JobRecord, rows: readonly WorkRow[]): Generator<void, void> {
  for (let from = 0; from < rows.length; from += 200) {
    inTransaction(store, () => jobs.setContent(job.id, rows.slice(from, from + 200)))
    yield
  }
}

const onlyFlags = (rows: readonly WorkRow[]): boolean =>
  rows.every(({ change }) => change.kind === 'disable' || change.kind === 'enable')

/**
 * Whether the accounts have to be read right before sending. For disabling and enabling a fresh state is enough, because the
 * answer names who was so already; everything else is decided, and later undone, by the state of that very moment.
 */
function mustRead({ people, now, timing }: Work, job: JobRecord, rows: readonly WorkRow[]): boolean {
  if (job.stale || !onlyFlags(rows) || rows.some((row) => row.sentAt !== null)) return true
  const asOf = people.asOf()
  const age = asOf === null ? Number.POSITIVE_INFINITY : now() - Date.parse(asOf)
  return age > timing.freshMs || age < 0
}
