/** Everybody's score on one day by account; NaN: not counted there. */
export type DayScores = Float64Array

/** What has been published so far, and whether more can be without telling of fewer people than the minimum. */
export interface Withholding {
  /**
   * Publishes sums and counts of those who are counted on these days, or refuses to. After it, no sum or difference of anything that
   * was published is about fewer people than the minimum. `force`: it was published before, which nothing takes back.
   */
  publish(days: readonly DayScores[], force?: boolean): boolean
  /** Publishes how many of these people are in each band on these days, or refuses to. */
  publishBands(days: readonly DayScores[], bandOf: (score: number) => number, force?: boolean): boolean
}

/** Accounts sorted into classes of those who cannot be told apart by what was published; `count`: how many classes there are. */
interface Classes {
  of: Int32Array
  count: number
}

/**
 * Decides what can be published. Everybody is in one class with those who are in the same published lines; adding and subtracting what
 * was published gives numbers about whole classes only. So each class must have enough people or nobody, and of each class enough
 * people or nobody may have moved between two days. Security rule; test: test/main/snapshots/withhold.test.ts, where an attacker tries.
 */
export function createWithholding(accounts: number, minimum: number): Withholding {
  let classes: Classes = { of: new Int32Array(accounts), count: 1 }
  let bands: Classes = { of: new Int32Array(accounts), count: 1 }
  const counted = new Uint8Array(accounts)
  const enough = (count: number) => count === 0 || count >= minimum

  /** Splits classes by a mark of each account below 16; tells whether each new part has enough people. */
  function split(from: Classes, marks: Uint8Array): { next: Classes; safe: boolean } {
    const of = new Int32Array(accounts)
    const ids = new Int32Array(from.count * 16).fill(-1)
    const parts = new Int32Array(from.count)
    const sizes: number[] = []
    const parents: number[] = []
    for (let k = 0; k < accounts; k++) {
      const parent = from.of[k] as number
      const key = parent * 16 + (marks[k] as number)
      let id = ids[key] as number
      if (id === -1) {
        id = sizes.length
        ids[key] = id
        sizes.push(0)
        parents.push(parent)
        parts[parent] = (parts[parent] as number) + 1
      }
      of[k] = id
      sizes[id] = (sizes[id] as number) + (counted[k] as number)
    }
    // A class that stayed whole was looked at when it came to be; the first of all has not been.
    const safe = sizes.every((size, id) => enough(size) || (from.count > 1 && parts[parents[id] as number] === 1))
    return { next: { of, count: sizes.length }, safe }
  }

  /** Whether in each class nobody, or enough people, have another score on one day than on the other. */
  function moveTogether({ of, count }: Classes, one: DayScores, other: DayScores): boolean {
    const moved = new Int32Array(count)
    for (let k = 0; k < accounts; k++) {
      const a = one[k] as number
      const b = other[k] as number
      // NaN is no other score: whoever is not counted on one of the days did not move.
      if (a < b || a > b) moved[of[k] as number] = (moved[of[k] as number] as number) + 1
    }
    return moved.every(enough)
  }

  /** Those who are counted now for the first time are told apart from nobody before. */
  function admit(days: readonly DayScores[]): () => void {
    const before = Uint8Array.from(counted)
    for (const day of days) for (let k = 0; k < accounts; k++) if (!Number.isNaN(day[k] as number)) counted[k] = 1
    return () => counted.set(before)
  }

  function refine(from: Classes, days: readonly DayScores[], markOf: (score: number) => number) {
    let next = from
    let safe = true
    const marks = new Uint8Array(accounts)
    for (const day of days) {
      for (let k = 0; k < accounts; k++) {
        const score = day[k] as number
        marks[k] = score >= 0 ? markOf(score) : 0
      }
      const part = split(next, marks)
      next = part.next
      safe &&= part.safe
    }
    return { next, safe }
  }

  return {
    publish(days, force = false) {
      const undo = admit(days)
      const { next, safe } = refine(classes, days, () => 1)
      const moves = days.every((one, index) => days.slice(0, index).every((other) => moveTogether(next, one, other)))
      if (!force && !(safe && moves)) {
        undo()
        return false
      }
      classes = next
      return true
    },
    publishBands(days, bandOf, force = false) {
      const undo = admit(days)
      const { next, safe } = refine(bands, days, (score) => 1 + bandOf(score))
      if (!force && !safe) {
        undo()
        return false
      }
      bands = next
      return true
    },
  }
}
