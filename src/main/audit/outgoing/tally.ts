import { createHash } from 'node:crypto'
import type { AuditCategory } from '../../../contract/audit/audit.ts'
import type { Archive } from '../archive/archive.ts'
import type { LeafEntry } from '../archive/catalog.ts'
import type { Leaf } from '../archive/leaves/leaf.ts'
import type { EventClock } from '../events/event-clock.ts'

/** Which events a stream is about, and what of them it knows to be handed over. */
export interface OutgoingAsk {
  /** null: every category. */
  categories: readonly AuditCategory[] | null
  /** Events from this second in UTC on; 0: all. */
  since: number
}

/** Leaves of which every event was handed over, as numbers and versions, and by which sorting of actions. */
export interface CleanLeaves {
  sorting: string
  leaves: readonly (readonly [n: number, version: number])[]
}

/** Hours that the account's clock showed, with how many events each has; hours that lie in clean leaves alone are left out. */
export interface Tally {
  /** Hours since 1970; `first`: the instant of its first event, in UTC seconds. */
  hours: { hour: number; events: number; first: number }[]
  clean: CleanLeaves
}

/** No clock is put forward or back by more, in seconds; so an hour's events are no further from its instant. */
export const widest = 2 * 3600

/** Which actions are meant, by their number; null: all. */
function meantActions(
  actions: readonly { category: AuditCategory }[],
  categories: OutgoingAsk['categories'],
): Uint8Array | null {
  if (categories === null) return null
  return Uint8Array.from(actions, ({ category }) => (categories.includes(category) ? 1 : 0))
}

/** What of the archive is looked at: the clock and the sorting are those of the moment. */
export interface OutgoingView {
  archive: Archive
  clock: () => EventClock
  actions: () => readonly { category: AuditCategory }[]
}

/**
 * Counts the events of a stream by hour, a leaf at a time. Hours are those of the account's clock: they stay when its zone is
 * corrected, and an event that LastPass lists late makes its hour's number greater.
 */
export function* tallyHours(
  view: OutgoingView,
  ask: OutgoingAsk & { clean: CleanLeaves | null },
): Generator<void, Tally> {
  for (;;) {
    const done = yield* tallyOnce(view, ask)
    if (done !== null) return done
  }
}

/** null: events came in between, so that leaves are other ones. */
function* tallyOnce(
  { archive, clock: clockOf, actions }: OutgoingView,
  { categories, since, clean }: OutgoingAsk & { clean: CleanLeaves | null },
): Generator<void, Tally | null> {
  const all = archive.entries()
  const clock = clockOf()
  const sorting = createHash('sha256')
    .update(JSON.stringify([categories, since, archive.catalog.categories()]))
    .digest('hex')
  const known = new Map(clean?.sorting === sorting ? clean.leaves : [])
  const meant = meantActions(actions(), categories)
  const counts = new Map<number, { hour: number; events: number; first: number }>()
  const entries = all.filter(({ last }) => last >= since)
  const isClean = ({ n, version }: LeafEntry) => known.get(n) === version
  const dirty = entries.filter((entry) => !isClean(entry))
  // The first and the last hour of a leaf go on in the next one.
  const beside = entries.filter(
    (entry) =>
      isClean(entry) && dirty.some(({ first, last }) => entry.last >= first - widest && entry.first <= last + widest),
  )
  for (const entry of [...dirty, ...beside]) {
    const leaf = archive.leaf(entry)
    const adds = !isClean(entry)
    if (leaf !== null)
      countLeaf(leaf, clock, meant, since, (hour, events, first) => {
        const before = counts.get(hour)
        if (before !== undefined) {
          before.events += events
          before.first = Math.min(before.first, first)
        } else if (adds) counts.set(hour, { hour, events, first })
      })
    yield
    if (archive.entries() !== all) return null
  }
  return {
    hours: [...counts.values()].sort((a, b) => a.hour - b.hour),
    clean: { sorting, leaves: all.map(({ n, version }) => [n, version] as const) },
  }
}

function countLeaf(
  leaf: Leaf,
  clock: EventClock,
  meant: Uint8Array | null,
  since: number,
  add: (hour: number, events: number, first: number) => void,
): void {
  const { time: times, skipped, pair, action } = leaf
  let [time, hour, isSkipped, count, first] = [-1, 0, 0, 0, 0]
  for (let row = 0; row < times.length; row++) {
    const at = times[row] as number
    if (at < since) continue
    if (at !== time || (skipped[row] ?? 0) !== isSkipped) {
      time = at
      isSkipped = skipped[row] ?? 0
      const next = Math.floor(clock.wallOf(at, isSkipped === 1) / 3600)
      if (next !== hour && count > 0) {
        add(hour, count, first)
        count = 0
      }
      hour = next
    }
    if (meant !== null && meant[action[pair[row] as number] as number] !== 1) continue
    if (count === 0) first = at
    count++
  }
  if (count > 0) add(hour, count, first)
}
