import { rounded } from '../../../../contract/scores/scores.ts'

const dayMs = 86_400_000
/** Of a shorter time no pace can be told. */
const leastDays = 14

/** Where a line would be on the target's day if it went on as between its first and last day; null: too little is known of it. */
export interface Pace {
  /** How far the days that the pace is taken from lie apart. */
  days: number
  expected: number
  reached: boolean
  /** Points in 30 days. */
  monthly: number
}

/** The present pace of a line towards a target. Pure. */
export function paceOf(
  points: readonly { day: string; average: number | null }[],
  target: { value: number; by: string },
): Pace | null {
  const known = points.flatMap(({ day, average }) =>
    average === null ? [] : [{ at: Date.parse(day) / dayMs, average }],
  )
  const [first, last] = [known[0], known.at(-1)]
  if (first === undefined || last === undefined) return null
  const days = last.at - first.at
  const left = Date.parse(target.by) / dayMs - last.at
  if (days < leastDays || left < 0) return null
  const daily = (last.average - first.average) / days
  const expected = rounded(Math.max(0, Math.min(100, last.average + daily * left)))
  return { days, expected, reached: expected >= target.value, monthly: rounded(daily * 30) }
}
