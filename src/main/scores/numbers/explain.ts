import { rounded } from '../../../contract/scores/scores.ts'

/** What two days say of one scope: what is known of each account on both. NaN: no score; undefined: not in the scope. */
export interface Pair {
  k: number
  before: number | undefined
  after: number | undefined
}

/** Why an average moved: parts that add up to the change, each with how many people it is made of. */
export interface Explanation {
  before: number | null
  after: number | null
  /** `after` less `before`; null where one of them is none. */
  change: number | null
  /** Points that each part moved the average by; they add up to `change` as shown. */
  rose: Part
  fell: Part
  /** Who is counted now and was not before: new people, and people who had no score. */
  came: Part
  /** Who was counted before and is not now. */
  left: Part
}
export interface Part {
  people: number
  points: number | null
}

const has = (score: number | undefined): score is number => score !== undefined && !Number.isNaN(score)

/** Tells the change of the same people apart from that by who came and who left. Pure. */
export function explain(pairs: Iterable<Pair>): Explanation {
  let [stayed, up, down, came, left, rose, fell] = [0, 0, 0, 0, 0, 0, 0]
  let [sumBefore, sumAfter, stayedBefore, stayedAfter] = [0, 0, 0, 0]
  for (const { before, after } of pairs) {
    if (has(before)) sumBefore += before
    if (has(after)) sumAfter += after
    if (has(before) && has(after)) {
      stayed++
      stayedBefore += before
      stayedAfter += after
      if (after > before) {
        rose++
        up += after - before
      } else if (after < before) {
        fell++
        down += after - before
      }
    } else if (has(after)) came++
    else if (has(before)) left++
  }
  const [countBefore, countAfter] = [stayed + left, stayed + came]
  const before = countBefore === 0 ? null : sumBefore / countBefore
  const after = countAfter === 0 ? null : sumAfter / countAfter
  const part = (people: number, points: number | null): Part => ({ people, points })
  if (before === null || after === null)
    return {
      before: before === null ? null : rounded(before),
      after: after === null ? null : rounded(after),
      change: null,
      rose: part(rose, null),
      fell: part(fell, null),
      came: part(came, null),
      left: part(left, null),
    }
  const change = rounded(rounded(after) - rounded(before))
  // Where nobody stayed, those who came are all of the change.
  const exact =
    stayed === 0
      ? [0, 0, after - before, 0]
      : [up / stayed, down / stayed, after - stayedAfter / stayed, stayedBefore / stayed - before]
  const [upShown, downShown, cameShown, leftShown] = addingUp(exact, change)
  return {
    before: rounded(before),
    after: rounded(after),
    change,
    rose: part(rose, upShown ?? 0),
    fell: part(fell, downShown ?? 0),
    came: part(came, cameShown ?? 0),
    left: part(left, leftShown ?? 0),
  }
}

/** Rounds parts to one decimal so that they add up to the rounded whole: those that were cut most get the rest. */
export function addingUp(parts: readonly number[], whole: number): number[] {
  const tenths = parts.map((part) => Math.round(part * 10))
  let rest = Math.round(whole * 10) - tenths.reduce((sum, part) => sum + part, 0)
  const order = parts
    .map((part, index) => ({ index, cut: part * 10 - (tenths[index] as number) }))
    .sort((a, b) => (rest > 0 ? b.cut - a.cut : a.cut - b.cut))
  for (let turn = 0; rest !== 0; turn++) {
    const index = order[turn % order.length]?.index ?? 0
    tenths[index] = (tenths[index] as number) + Math.sign(rest)
    rest -= Math.sign(rest)
  }
  return tenths.map((part) => (part === 0 ? 0 : part / 10))
}
