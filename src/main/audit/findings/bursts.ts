/**
 * Runs in which at least `count` of the items fall within `seconds`, and all that belong to them; disjoint, in order.
 * @param items in the order of their times
 */
export function burstsOf<T extends { time: number }>(items: readonly T[], count: number, seconds: number): T[][] {
  const bursts: { from: number; to: number }[] = []
  let from = 0
  for (let to = 0; to < items.length; to++) {
    while ((items[to] as T).time - (items[from] as T).time > seconds) from++
    if (to - from + 1 < count) continue
    const last = bursts.at(-1)
    if (last !== undefined && from <= last.to) last.to = to
    else bursts.push({ from, to })
  }
  return bursts.map((burst) => items.slice(burst.from, burst.to + 1))
}

/** When a burst's items were many enough to be one. */
export const enoughAt = (burst: readonly { time: number }[], count: number): number =>
  burst[Math.max(1, Math.ceil(count)) - 1]?.time ?? 0

/** Runs of items with pauses of at most so many seconds. */
export function runsOf<T extends { time: number }>(items: readonly T[], pause: number): T[][] {
  const runs: T[][] = []
  for (const item of items) {
    const run = runs.at(-1)
    if (run !== undefined && item.time - (run.at(-1)?.time ?? 0) <= pause) run.push(item)
    else runs.push([item])
  }
  return runs
}

/** Runs in which at least `count` different values of the items fall within `seconds`. */
export function crowdsOf<T extends { time: number }>(
  items: readonly T[],
  { count, seconds, keyOf }: { count: number; seconds: number; keyOf: (item: T) => string },
): T[][] {
  const crowds: { from: number; to: number }[] = []
  const there = new Map<string, number>()
  let from = 0
  for (let to = 0; to < items.length; to++) {
    const value = keyOf(items[to] as T)
    there.set(value, (there.get(value) ?? 0) + 1)
    for (; (items[to] as T).time - (items[from] as T).time > seconds; from++) {
      const gone = keyOf(items[from] as T)
      const left = (there.get(gone) ?? 0) - 1
      if (left > 0) there.set(gone, left)
      else there.delete(gone)
    }
    if (there.size < count) continue
    const last = crowds.at(-1)
    if (last !== undefined && from <= last.to) last.to = to
    else crowds.push({ from, to })
  }
  return crowds.map((crowd) => items.slice(crowd.from, crowd.to + 1))
}
