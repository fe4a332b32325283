import { compare } from './compare.ts'
import type { JobRecord, WorkRow } from './jobs.ts'
import { patiently } from './patience.ts'
import { evaluateNow } from './plan.ts'
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
  const judged = await evaluateNow(work, changes, signal, { ...(found === null ? {} : { read: found }), ended })

  const ready: WorkRow[] = []
  const settled: WorkRow[] = []
  const time = new Date(work.now()).toISOString()
  for (const [index, row] of rows.entries()) {
    const now = judged[index]
    if (now === undefined) continue
    const { kind, message } = compare(row.before, row.change, now)
    if (kind === 'clean') ready.push({ ...row, send: now.send, before: now.before })
    else if (kind === 'already-done' && row.sentAt !== null) {
      // An earlier attempt of this job was lost or failed, and now it is so.
      settled.push({ ...row, outcome: 'confirmed', message: `Read again: ${message}`, time, ours: true })
    } else settled.push({ ...row, outcome: 'skipped', message: `${message} Nothing was sent.`, time })
  }
  await record(work, job.id, settled, (row) => ({
    kind: row.outcome === 'skipped' ? 'skip' : 'outcome',
    job: job.id,
    change: row.change,
    data: { row: row.row, outcome: row.outcome, message: row.message, ...(row.ours ? { ours: true } : {}) },
  }))
  return ready
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
