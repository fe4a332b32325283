/** Who is counted in a line on one day, each account once, and the score of each. */
export interface DayScores {
  readonly accounts: Uint32Array
  readonly scores: Float64Array
}

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

/** Accounts sorted into classes of those who cannot be told apart by what was published, and how to go back to how they were. */
interface Classes {
  readonly of: Int32Array
  /** By class: how many accounts, and how many of them are counted anywhere. */
  readonly sizes: number[]
  readonly counted: number[]
  /**
   * Splits classes by the mark below 16 of each account of a day (0: as those who are not in it); tells whether each new part has
   * enough people. Whoever is in the day has to be counted already.
   */
  split(day: DayScores, markOf: (score: number) => number): boolean
  /** Makes all splits since the last call stay. */
  keep(): void
  /** Takes all splits since the last `keep` back. */
  undo(): void
}

/** Accounts that went over into another class, and from where. */
interface Moves {
  accounts: Uint32Array
  from: Int32Array
}

function createClasses(accounts: number, enough: (count: number) => boolean): Classes {
  const of = new Int32Array(accounts)
  const sizes = [accounts]
  const counted = [0]
  let log: Moves[] = []
  /** Parts by class and mark while a day is looked at, counted from 1; 0: none yet. */
  let slots = new Int32Array(1024)

  function shift(from: number, to: number, people: number): void {
    for (const each of [sizes, counted]) {
      each[from] = (each[from] as number) - people
      each[to] = (each[to] as number) + people
    }
  }

  /** Those of each class who share a mark: how many they are, and the part of each account of the day (0: they have no mark). */
  function partsOf(day: DayScores, markOf: (score: number) => number) {
    if (slots.length < sizes.length * 16) slots = new Int32Array(sizes.length * 32)
    const keys: number[] = []
    const people: number[] = []
    const part = new Uint32Array(day.accounts.length)
    for (let index = 0; index < part.length; index++) {
      const score = day.scores[index] as number
      const mark = score >= 0 ? markOf(score) : 0
      if (mark === 0) continue
      const key = (of[day.accounts[index] as number] as number) * 16 + mark
      let number = slots[key] as number
      if (number === 0) {
        keys.push(key)
        people.push(0)
        number = keys.length
        slots[key] = number
      }
      people[number - 1] = (people[number - 1] as number) + 1
      part[index] = number
    }
    for (const key of keys) slots[key] = 0
    return { from: keys.map((key) => key >>> 4), people, part }
  }

  return {
    of,
    sizes,
    counted,
    split(day, markOf) {
      const { from, people, part } = partsOf(day, markOf)
      // The first of all classes has not been looked at; later ones were when they came to be.
      const touched = new Set<number>(sizes.length === 1 ? [0] : [])
      let moving = 0
      const to = from.map((id, index) => {
        const count = people[index] as number
        // Those who are left when all others have gone are a class already.
        if (count === sizes[id]) return id
        const next = sizes.length
        sizes.push(0)
        counted.push(0)
        shift(id, next, count)
        touched.add(id).add(next)
        moving += count
        return next
      })
      const moves: Moves = { accounts: new Uint32Array(moving), from: new Int32Array(moving) }
      let moved = 0
      for (let index = 0; moved < moving; index++) {
        const number = part[index] as number
        if (number === 0) continue
        const [was, is] = [from[number - 1] as number, to[number - 1] as number]
        if (was === is) continue
        const k = day.accounts[index] as number
        of[k] = is
        moves.accounts[moved] = k
        moves.from[moved++] = was
      }
      log.push(moves)
      return [...touched].every((id) => enough(counted[id] as number))
    },
    keep() {
      log = []
    },
    undo() {
      for (const moves of log.toReversed())
        moves.accounts.forEach((k, index) => {
          const was = moves.from[index] as number
          shift(of[k] as number, was, 1)
          of[k] = was
        })
      log = []
      while (sizes.length > 1 && sizes.at(-1) === 0) {
        sizes.pop()
        counted.pop()
      }
    },
  }
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

  /** Whether in each class nobody, or enough people, have another score on one day than on the other. */
  function moveTogether(first: DayScores, second: DayScores): boolean {
    for (let index = 0; index < first.accounts.length; index++)
      one[first.accounts[index] as number] = first.scores[index] as number
    const moved = new Int32Array(classes.sizes.length)
    for (let index = 0; index < second.accounts.length; index++) {
      const k = second.accounts[index] as number
      const before = one[k] as number
      const after = second.scores[index] as number
      // NaN is no other score: whoever is not counted on one of the days did not move.
      if (before < after || before > after)
        moved[classes.of[k] as number] = (moved[classes.of[k] as number] as number) + 1
    }
    for (const k of first.accounts) one[k] = Number.NaN
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
    publish(days, force = false) {
      const takeBack = admit(days)
      const safe = splitAll(classes, days, () => 1)
      const can =
        force ||
        (safe && days.every((day, index) => days.slice(0, index).every((earlier) => moveTogether(day, earlier))))
      return decide(classes, can, takeBack)
    },
    publishBands(days, bandOf, force = false) {
      const takeBack = admit(days)
      const safe = splitAll(bands, days, (score) => 1 + bandOf(score))
      return decide(bands, force || safe, takeBack)
    },
  }
}
