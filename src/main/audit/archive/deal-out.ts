import type { LeafEntry } from './catalog.ts'
import type { LeafEvent } from './leaf.ts'

/**
 * Deals events out to the leaves that cover their times; what lies between two goes to one of them, what lies outside to the nearest
 * that has room, else to a new leaf. No second comes to lie in two leaves.
 */
export function dealOut(
  events: readonly LeafEvent[],
  entries: readonly LeafEntry[],
  most: number,
): { entry: LeafEntry | null; events: LeafEvent[] }[] {
  const shares = new Map<LeafEntry | null | string, { entry: LeafEntry | null; events: LeafEvent[] }>()
  let next = 0
  for (const event of events) {
    while (next < entries.length && (entries[next] as LeafEntry).last < event.time) next++
    const after = entries[next] ?? null
    const before = next > 0 ? (entries[next - 1] as LeafEntry) : null
    const inside = after !== null && after.first <= event.time
    const roomy = [before, after].find((entry) => entry !== null && entry.rows < most / 2) ?? null
    const entry = inside ? after : (roomy ?? (before === null || after === null ? null : before))
    // New leaves at the two ends are two.
    const key = entry ?? (after === null ? 'newer' : 'older')
    const share = shares.get(key)
    if (share === undefined) shares.set(key, { entry, events: [event] })
    else share.events.push(event)
  }
  return [...shares.values()]
}
