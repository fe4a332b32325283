/** Who is counted in a line on one day, each account once, and the score of each. */
export interface DayScores {
  readonly accounts: Uint32Array
  readonly scores: Float64Array
}

/** Accounts sorted into classes of those who cannot be told apart by what was published, and how to go back to how they were. */
export interface Classes {
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

/** All accounts in one class, nobody of them counted. `enough`: whether so many people may be a class. */
export function createClasses(accounts: number, enough: (count: number) => boolean): Classes {
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
