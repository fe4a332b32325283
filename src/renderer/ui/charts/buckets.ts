const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/** Lengths of a bar that people count in, with their words. */
const steps: readonly (readonly [number, string])[] = [
  [second, '1 second'],
  [5 * second, '5 seconds'],
  [10 * second, '10 seconds'],
  [30 * second, '30 seconds'],
  [minute, '1 minute'],
  [2 * minute, '2 minutes'],
  [5 * minute, '5 minutes'],
  [10 * minute, '10 minutes'],
  [15 * minute, '15 minutes'],
  [30 * minute, '30 minutes'],
  [hour, '1 hour'],
  [2 * hour, '2 hours'],
  [3 * hour, '3 hours'],
  [6 * hour, '6 hours'],
  [12 * hour, '12 hours'],
  [day, '1 day'],
  [2 * day, '2 days'],
  [7 * day, '7 days'],
  [14 * day, '14 days'],
  [28 * day, '28 days'],
]

/** A span of time cut into bars. `to` is the last instant that counts, to the second. */
export interface Buckets {
  from: number
  to: number
  count: number
  /** How long each bar is, in words. */
  words: string
}

/**
 * Cuts a span (milliseconds, both ends included) into at most `most` bars. `isOpen`: its end is now, so that the last bar may
 * reach beyond it; else no bar counts what lies outside.
 */
export function bucketsOf(from: number, to: number, most: number, isOpen: boolean): Buckets {
  const length = Math.max(second, to + second - from)
  const weeks = 28 * Math.ceil(length / most / (28 * day))
  const [step, words] = steps.find(([one]) => length / one <= most) ?? [weeks * day, `${weeks} days`]
  const count = Math.max(1, Math.ceil(length / step))
  if (isOpen || length % step === 0) return { from, to: from + count * step - second, count, words }
  return { from, to, count, words: `about ${words}` }
}
