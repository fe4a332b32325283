import { keyOf } from '../../text/user-key.ts'
import type { State } from '../kinds/common/account-state.ts'
import { kindOf } from '../kinds/kinds.ts'
import { inspect, namesOf } from '../kinds/of-change.ts'
import { record, type Work } from './context.ts'
import { type Decision, decide } from './outcome.ts'
import { detailsOf, outcomeLine } from './outcome-line.ts'
import { patiently } from './retry-after.ts'
import type { JobRecord } from './store/job-store.ts'
import type { WorkRow } from './store/row-store.ts'

/** What a reading of everything about some people said, by key, and when it began, in elapsed milliseconds. */
export interface Known {
  read: ReadonlyMap<string, State | null>
  at: number
}

/**
 * Reads the accounts of all rows again of which only that can tell what became, until each is settled. What was settled
 * before a failure stays settled. `hurry`: ends the wait for late effects, but no reading; the rows then stay open.
 * `sent`: all rows that are open, where the caller knows them. `next`: rows that are sent afterwards; where one reading settles everything,
 * what it said of their people is `known`.
 * @throws Refusal when LastPass cannot be asked; the rows stay open
 */
export async function settle(
  work: Work,
  job: JobRecord,
  signal: AbortSignal,
  hurry: AbortSignal,
  sent: readonly WorkRow[] = work.jobs.open(job.id),
  next: readonly WorkRow[] = [],
): Promise<{ rows: WorkRow[]; known: Known | null }> {
  const all: WorkRow[] = []
  let ahead = next
  /** Of a request of an earlier run nobody knows how long ago it left: from now on, then. */
  const sinceOf = ({ row }: WorkRow, at: number): number => {
    const name = `${job.id} ${row}`
    const left = work.leftAt.get(name) ?? at
    work.leftAt.set(name, left)
    return at - left
  }
  for (let open = sent; ; open = work.jobs.open(job.id)) {
    if (open.length === 0) return { rows: all, known: null }
    const readAt = work.now()
    const at = work.elapsed()
    const read = await readAgain(work, open, ahead, signal)
    const now = (username: string) => read?.get(keyOf(username)) ?? null
    const decisions = open.map((row) =>
      decide(row, inspect(row.send ?? row.change, row.before, now), readAt, sinceOf(row, at), work.timing),
    )
    const settled = decisions.filter((each): each is Extract<Decision, { kind: 'settled' }> => each.kind === 'settled')
    const how = new Map(settled.map((each) => [each.row.row, each.how]))
    await record(
      work,
      job.id,
      settled.map(({ row }) => row),
      (row) => outcomeLine(job, row, how.get(row.row), { answer: row.answer, ours: row.ours, ...detailsOf(row) }),
    )
    all.push(...settled.map(({ row }) => row))
    if (settled.length > 0) work.moved(job.id, false)
    const later = decisions.filter((each): each is Extract<Decision, { kind: 'again' }> => each.kind === 'again')
    if (later.length === 0) return { rows: all, known: read === null || ahead.length === 0 ? null : { read, at } }
    // Whoever cannot be told yet is asked about alone.
    ahead = []
    const said = new Map(open.map((row) => [row.row, row.message]))
    const unsaid = later.map(({ row }) => row).filter(({ row, message }) => said.get(row) !== message)
    if (unsaid.length > 0) {
      await record(work, job.id, unsaid, () => null)
      work.moved(job.id, false)
    }
    if (!hurry.aborted)
      await work.sleep(Math.max(...later.map(({ waitMs }) => waitMs)), AbortSignal.any([signal, hurry])).catch(ignored)
    signal.throwIfAborted()
    if (hurry.aborted) return { rows: all, known: null }
  }
}

/** A wait that is cut off is told by its signals. */
const ignored = () => {}

/**
 * The people of these rows as LastPass has them now, and those of the rows that are next, where the same reading tells of them. Nobody is
 * asked for whose row reading cannot decide; null: nobody at all.
 */
async function readAgain(
  work: Work,
  rows: readonly WorkRow[],
  next: readonly WorkRow[],
  signal: AbortSignal,
): Promise<Known['read'] | null> {
  const sent = rows.map((row) => row.send ?? row.change).filter((change) => kindOf(change).readAfter !== null)
  if (sent.length === 0) return null
  const flagsOnly = sent.every((change) => kindOf(change).readAfter === 'disabled')
  const ahead = flagsOnly ? [] : next.map(({ change }) => change)
  return patiently(work, signal, () =>
    work.people.reread([...sent, ...ahead].flatMap(namesOf), { signal, about: flagsOnly ? 'disabled' : 'all' }),
  )
}
