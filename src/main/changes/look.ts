import { isDeepStrictEqual } from 'node:util'
import { keyOf } from '../directory/text.ts'
import { inTransaction } from '../store/bulk.ts'
import { compare } from './compare.ts'
import type { Known } from './evaluate.ts'
import type { JobRecord, WorkRow } from './jobs.ts'
import { patiently } from './patience.ts'
import { evaluateNow, knownFrom } from './plan.ts'
import { inSlices } from './slices.ts'
import { namesOf } from './state.ts'
import { record, type Work } from './work.ts'

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
  const { people } = work
  const changes = rows.map(({ change }) => change)
  const found = mustRead(work, job, rows)
    ? await patiently(work, signal, () =>
        people.reread(changes.flatMap(namesOf), { signal, about: onlyFlags(rows) ? 'disabled' : 'all' }),
      )
    : null
  const judged = await evaluateNow(work, changes, signal, {
    ended,
    known:
      found === null && job.seen === work.seen()
        ? asPlanned(rows)
        : knownFrom(people, ...(found === null ? [] : [found])),
  })

  const ready: WorkRow[] = []
  const renewed: WorkRow[] = []
  const settled: WorkRow[] = []
  const time = new Date(work.now()).toISOString()
  for (const [index, row] of rows.entries()) {
    const now = judged[index]
    if (now === undefined) continue
    const { kind, message } = compare(row.before, row.change, now)
    if (kind === 'clean') {
      const next = { ...row, send: now.send, before: now.before }
      ready.push(next)
      if (!isDeepStrictEqual([row.send, row.before], [now.send, now.before])) renewed.push(next)
    } else if (kind === 'already-done' && row.sentAt !== null) {
      // An earlier attempt of this job was lost or failed, and now it is so.
      settled.push({ ...row, outcome: 'confirmed', message: `Read again: ${message}`, time, ours: true })
    } else settled.push({ ...row, outcome: 'skipped', message: `${message} Nothing was sent.`, time })
  }
  await inSlices(renew())
  await record(work, job.id, settled, (row) => ({
    kind: row.outcome === 'skipped' ? 'skip' : 'outcome',
    job: job.id,
    change: row.change,
    data: { row: row.row, outcome: row.outcome, message: row.message, ...(row.ours ? { ours: true } : {}) },
  }))
  return ready

  function* renew(): Generator<void, void> {
    for (let from = 0; from < renewed.length; from += 200) {
      inTransaction(work.store, () => work.jobs.setContent(job.id, renewed.slice(from, from + 200)))
      yield
    }
  }
}

/** Nothing has been learnt about anybody since the plan was made, so its own rows say how the accounts are. */
function asPlanned(rows: readonly WorkRow[]): Known {
  const before = new Map(rows.map((row) => [keyOf(row.change.username), row.before]))
  return {
    lookup: (names) =>
      names.map((name) => {
        const state = before.get(keyOf(name)) ?? null
        return state === null ? [] : [state]
      }),
    groupNames: new Set(),
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
