import { isDeepStrictEqual } from 'node:util'
import { inSlices } from '../../cooperative/slices.ts'
import { inTransaction } from '../../store/bulk.ts'
import { keyOf } from '../../text/user-key.ts'
import { kindOf } from '../kinds/kinds.ts'
import { namesOf } from '../kinds/of-change.ts'
import { compare } from '../plan/drift.ts'
import { evaluateNow } from '../plan/make-plan.ts'
import { record, type Work } from './context.ts'
import { fewPeople, lostGroups, lostTo, witnessesFor } from './lost-groups.ts'
import { patiently } from './retry-after.ts'
import type { JobRecord } from './store/job-store.ts'
import type { WorkRow } from './store/row-store.ts'
import type { Known } from './verify.ts'

/** 10 s: a reading of all people takes some seconds itself, so a second one right after it tells no younger news. */
const freshMs = 10_000

/**
 * Reads the accounts of rows that are about to be sent, checks that each address still belongs to the account planned for, judges each row again, and gives back those that may go, reduced to
 * what is left to do. The others are settled without sending: they are so already, or are not as the preview saw them.
 * `ended`: keys of people who cannot log in any more because of this very job, known before the store may know it. `known`: what was read
 * just now, since the last request of this job was answered.
 */
export async function lookBefore(
  work: Work,
  job: JobRecord,
  rows: readonly WorkRow[],
  ended: ReadonlySet<string>,
  signal: AbortSignal,
  known: Known | null = null,
): Promise<WorkRow[]> {
  const { ready, settled } = await judgedAgain(work, job, rows, ended, signal, known)
  await record(work, job.id, settled, (row) => ({
    kind: row.outcome === 'skipped' ? 'skip' : 'outcome',
    job: job.id,
    change: row.change,
    data: {
      row: row.row,
      account: row.before?.id ?? null,
      outcome: row.outcome,
      message: row.message,
      ...(row.ours ? { ours: true } : {}),
    },
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

async function judgedAgain(
  work: Work,
  job: JobRecord,
  rows: readonly WorkRow[],
  ended: ReadonlySet<string>,
  signal: AbortSignal,
  known: Known | null,
): Promise<Looked> {
  const changes = rows.map(({ change }) => change)
  // Only the service knows to whom an address belongs at this moment, however young the data at hand is.
  const about = rows.every(({ change }) => kindOf(change).readBefore === 'disabled') ? 'disabled' : 'all'
  const names = changes.flatMap(namesOf)
  const isKnown =
    known !== null && work.elapsed() - known.at < freshMs && names.every((name) => known.read.has(keyOf(name)))
  const { read, lost } = isKnown ? { read: known.read, lost: noneLost } : await readNow()
  const judged = await evaluateNow(work, changes, signal, {
    ended,
    read,
    holds: work.passwords.holder(job.plan),
  })
  const looked: Looked = { ready: [], settled: [] }
  const renewed: WorkRow[] = []
  for (const [index, row] of rows.entries()) {
    const now = judged[index]
    if (now === undefined) continue
    const { kind, message } = compare(row.before, row.change, now)
    const gone = lostTo(row.change, lost)
    if (gone !== undefined && row.sentAt === null) looked.settled.push(skipped(work, row, gone))
    else if (kind === 'clean') {
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

  /** The people of the changes as they are now, and which of the groups are not there any more. */
  async function readNow() {
    const witnesses = witnessesFor(work, changes)
    const reread = (some: readonly string[]) =>
      patiently(work, signal, () => work.people.reread(some, { signal, about }))
    if (witnesses.names.length === 0) return { read: await reread(names), lost: noneLost }
    // A few people are asked for one by one, and stay few without the witnesses.
    const areFew = names.length <= fewPeople
    const read = await reread(areFew ? names : [...names, ...witnesses.names])
    return { read, lost: lostGroups(witnesses, areFew ? await reread(witnesses.names) : read) }
  }
}

const noneLost: ReadonlyMap<string, string> = new Map()

function* renew({ store, jobs }: Work, job: JobRecord, rows: readonly WorkRow[]): Generator<void, void> {
  for (let from = 0; from < rows.length; from += 200) {
    inTransaction(store, () => jobs.setContent(job.id, rows.slice(from, from + 200)))
    yield
  }
}
