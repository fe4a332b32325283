import { type Classes, createClasses, type DayScores } from './classes.ts'

/** What has been published so far, and whether more can be without telling of fewer people than the minimum. */
export interface Withholding {
  /**
   * Publishes sums and counts of those who are counted on these days, or refuses to. After it, no sum or difference of anything that
   * was published is about fewer people than the minimum. `before`: other days of the same line that were published already; `force`:
   * so were these, which nothing takes back.
   */
  publish(days: readonly DayScores[], options?: { before?: readonly DayScores[]; force?: boolean }): boolean
  /**
   * Those who moved between two days, as a thing of its own in which lines that are told on both days are counted: that of the whole less
   * that of a group is about the movers of the rest.
   */
  movers(first: DayScores, second: DayScores): Movers
  /** Publishes how many of these people are in each band on these days, or refuses to. */
  publishBands(days: readonly DayScores[], bandOf: (score: number) => number, force?: boolean): boolean
}

/** The people who moved between two days, sorted by the lines that tell of both days. */
export interface Movers {
  /** Adds a line by who is in it on each of the days; tells whether in each class nobody or enough people moved. */
  add(days: readonly DayScores[]): boolean
  /** Makes what was added since the last call stay. */
  keep(): void
  undo(): void
}

/**
 * Decides what can be published. Everybody is in one class with those who are in the same published lines; adding and subtracting what
 * was published gives numbers about whole classes only. So each class must have enough people or nobody, and of each class enough
 * people or nobody may have moved between two days. Security rule; test: test/main/snapshots/withhold.test.ts, where an attacker tries.
 * A line costs what its own people cost, however many others there are.
 */
export function createWithholding(accounts: number, minimum: number): Withholding {
  const enough = (count: number) => count === 0 || count >= minimum
  const isCounted = new Uint8Array(accounts)
  const classes = createClasses(accounts, enough)
  const bands = createClasses(accounts, enough)
  /** The scores of one day while it is compared with another; NaN: not counted. */
  const one = new Float64Array(accounts).fill(Number.NaN)

  /** Whether in each class nobody, or enough people, have another score on one day than on each of the others. */
  function moveTogether(first: DayScores, others: readonly DayScores[]): boolean {
    if (others.length === 0) return true
    for (let index = 0; index < first.accounts.length; index++)
      one[first.accounts[index] as number] = first.scores[index] as number
    const together = others.every((other) => movedTo(other))
    for (const k of first.accounts) one[k] = Number.NaN
    return together
  }
  function movedTo(second: DayScores): boolean {
    const moved = new Int32Array(classes.sizes.length)
    for (let index = 0; index < second.accounts.length; index++) {
      const k = second.accounts[index] as number
      const before = one[k] as number
      const after = second.scores[index] as number
      // NaN is no other score: whoever is not counted on one of the days did not move.
      if (before < after || before > after)
        moved[classes.of[k] as number] = (moved[classes.of[k] as number] as number) + 1
    }
    return moved.every(enough)
  }

  /** Those who are counted now for the first time are told apart from nobody before. */
  function admit(days: readonly DayScores[]): () => void {
    const admitted: number[] = []
    const mark = (k: number, as: 0 | 1) => {
      isCounted[k] = as
      for (const { of, counted } of [classes, bands]) {
        const id = of[k] as number
        counted[id] = (counted[id] as number) + (as === 1 ? 1 : -1)
      }
    }
    for (const day of days)
      for (const k of day.accounts) {
        if (isCounted[k] === 1) continue
        mark(k, 1)
        admitted.push(k)
      }
    return () => {
      for (const k of admitted) mark(k, 0)
    }
  }

  function decide(on: Classes, can: boolean, takeBack: () => void): boolean {
    if (can) on.keep()
    else {
      on.undo()
      takeBack()
    }
    return can
  }
  const splitAll = (on: Classes, days: readonly DayScores[], markOf: (score: number) => number): boolean => {
    let safe = true
    for (const day of days) safe = on.split(day, markOf) && safe
    return safe
  }

  return {
    movers(first, second) {
      for (let index = 0; index < first.accounts.length; index++)
        one[first.accounts[index] as number] = first.scores[index] as number
      const moved = new Uint8Array(accounts)
      let count = 0
      for (let index = 0; index < second.accounts.length; index++) {
        const k = second.accounts[index] as number
        const [before, after] = [one[k] as number, second.scores[index] as number]
        // NaN, who is not counted on one of the days, did not move.
        if (!(before < after || before > after)) continue
        moved[k] = 1
        count++
      }
      for (const k of first.accounts) one[k] = Number.NaN
      // They alone are in it, and all of them are counted.
      const sorted = createClasses(accounts, enough)
      sorted.sizes[0] = count
      sorted.counted[0] = count
      const among = ({ accounts: given, scores }: DayScores): DayScores => {
        const found = { accounts: new Uint32Array(given.length), scores: new Float64Array(given.length) }
        let many = 0
        for (let index = 0; index < given.length; index++) {
          const k = given[index] as number
          if (moved[k] !== 1) continue
          found.accounts[many] = k
          found.scores[many++] = scores[index] as number
        }
        return { accounts: found.accounts.subarray(0, many), scores: found.scores.subarray(0, many) }
      }
      return {
        add: (days) => splitAll(sorted, days.map(among), () => 1),
        keep: () => sorted.keep(),
        undo: () => sorted.undo(),
      }
    },
    publish(days, { before = [], force = false } = {}) {
      const takeBack = admit(days)
      const were = classes.sizes.length
      const safe = splitAll(classes, days, () => 1)
      const all = [...before, ...days]
      // Days that were published hold among themselves until a class is split.
      const from = classes.sizes.length > were ? 1 : before.length
      const can = force || (safe && all.every((day, at) => at < from || moveTogether(day, all.slice(0, at))))
      return decide(classes, can, takeBack)
    },
    publishBands(days, bandOf, force = false) {
      const takeBack = admit(days)
      const safe = splitAll(bands, days, (score) => 1 + bandOf(score))
      return decide(bands, force || safe, takeBack)
    },
  }
}
