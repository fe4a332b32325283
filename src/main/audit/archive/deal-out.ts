import type { LeafEntry } from './catalog.ts'

/**
 * Deals events out to the leaves that cover their times; what lies between two goes to one of them, what lies outside to the nearest
 * that has room, else to a new leaf. No second comes to lie in two leaves. Of events in the order of their times each leaf gets one run.
 */
export function dealOut(
  times: Uint32Array,
  entries: readonly LeafEntry[],
  most: number,
): { entry: LeafEntry | null; from: number; to: number }[] {
  const shares: { key: LeafEntry | string; entry: LeafEntry | null; from: number; to: number }[] = []
  let next = 0
  for (let row = 0; row < times.length; ) {
    const time = times[row] as number
    while (next < entries.length && (entries[next] as LeafEntry).last < time) next++
    const after = entries[next] ?? null
    const before = next > 0 ? (entries[next - 1] as LeafEntry) : null
    const inside = after !== null && after.first <= time
    const roomy = [before, after].find((entry) => entry !== null && entry.rows < most / 2) ?? null
    const entry = inside ? after : (roomy ?? (before === null || after === null ? null : before))
    // New leaves at the two ends are two.
    const key = entry ?? (after === null ? 'newer' : 'older')
    // What is said of this event is true of all up to the end of the leaf, or of what lies between two.
    const until = inside ? after.last : (after?.first ?? Number.POSITIVE_INFINITY) - 1
    const from = row
    while (row < times.length && (times[row] as number) <= until) row++
    const last = shares.at(-1)
    if (last?.key === key) last.to = row
    else shares.push({ key, entry, from, to: row })
  }
  return shares
}
