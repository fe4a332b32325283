/** A span of time in milliseconds, both ends included. */
export interface Stretch {
  from: number
  to: number
}

const second = 1000

/** What of a span no stretch covers, oldest first; `stretches` are in order. */
export function gapsBetween(stretches: readonly Stretch[], { from, to }: Stretch): Stretch[] {
  const gaps: Stretch[] = []
  let at = from
  for (const stretch of stretches) {
    if (stretch.to < at) continue
    if (stretch.from > to) break
    if (stretch.from > at) gaps.push({ from: at, to: Math.min(to, stretch.from - second) })
    at = Math.max(at, stretch.to + second)
  }
  if (at <= to) gaps.push({ from: at, to })
  return gaps
}

/** Spans of the contract as numbers. */
export const stretchesOf = (spans: readonly { from: string; to: string }[]): Stretch[] =>
  spans.map(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to) }))

/** The same as the contract has them. */
export const spansOf = (stretches: readonly Stretch[]): { from: string; to: string }[] =>
  stretches.map(({ from, to }) => ({ from: new Date(from).toISOString(), to: new Date(to).toISOString() }))

/** The part of each stretch that lies in a span; those outside are left out. */
export const within = (stretches: readonly Stretch[], { from, to }: Stretch): Stretch[] =>
  stretches.flatMap((one) =>
    one.to < from || one.from > to ? [] : [{ from: Math.max(one.from, from), to: Math.min(one.to, to) }],
  )

/** All that was asked for, oldest first, and what of it came back empty, perhaps because LastPass keeps nothing so old. */
export function askedSpans({
  spans,
  unknown,
}: {
  spans: readonly { from: string; to: string }[]
  unknown: readonly { from: string; to: string }[]
}): { asked: Stretch[]; empty: Stretch[] } {
  const empty = stretchesOf(unknown)
  return { asked: [...empty, ...stretchesOf(spans)].sort((one, other) => one.from - other.from), empty }
}
