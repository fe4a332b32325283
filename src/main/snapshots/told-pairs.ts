import type { ScopeDays } from '../scores/history/scope-days.ts'
import type { DayScores } from './classes.ts'
import type { Movers, Withholding } from './withhold.ts'

type Scopes = readonly number[] | 'all'

/** What lines tell of two days at once. */
export interface ToldPairs {
  /**
   * Adds a line on days on which it is told; tells whether no difference of differences is about too few. Where it is not safe, nothing
   * is added; `force`: it was told before, which nothing takes back.
   */
  add(scopes: Scopes, on: readonly number[], force: boolean): boolean
}

/** A line by its name, or whatever has the same people. */
interface Line {
  told: Map<number, DayScores>
  /** The days that it tells of, and who was in it when it was told. */
  tells: Map<number, DayScores>
}

/**
 * Weighs who moved between two days by the lines that tell of both. Security rule: a line tells of a day on which it was told, and of any
 * other on which fewer than the minimum of its people were different; and a line under another name with the same people is the same line.
 * The line of everybody splits nobody, and is in no pair; that new days of a line go with all that was told before, the withholding sees to.
 * Test: test/main/snapshots/publisher.test.ts, where an attacker tries.
 */
export function createToldPairs(withholding: Withholding, days: ScopeDays, minimum: number): ToldPairs {
  const pairs = new Map<string, Movers>()
  const lines = new Map<string, Line>()
  const told = new Set<number>()
  const byAccount = new Map<number, Float64Array>()

  function pairOf(one: number, other: number): Movers {
    const key = one < other ? `${one} ${other}` : `${other} ${one}`
    const pair = pairs.get(key) ?? withholding.movers(days.scores('all', one), days.scores('all', other))
    pairs.set(key, pair)
    return pair
  }
  /** Everybody's score on a day by account; NaN: not counted. */
  function allOn(day: number): Float64Array {
    const known = byAccount.get(day)
    if (known !== undefined) return known
    const all = new Float64Array(days.accounts).fill(Number.NaN)
    const { accounts, scores } = days.scores('all', day)
    for (let index = 0; index < accounts.length; index++) all[accounts[index] as number] = scores[index] as number
    byAccount.set(day, all)
    return all
  }
  /** Whether so few of these people were different on another day that their line tells of it too. */
  function tellsOf({ accounts, scores }: DayScores, day: number): boolean {
    const all = allOn(day)
    let different = 0
    for (let index = 0; index < accounts.length; index++)
      if (all[accounts[index] as number] !== scores[index] && ++different >= minimum) return false
    return true
  }

  return {
    add(scopes, on, force) {
      const touched = new Set<Movers>()
      const learned: [Line, number, DayScores | undefined][] = []
      let safe = true
      const learn = (line: Line, day: number, people: DayScores) => {
        for (const [other, there] of line.tells) {
          if (other === day) continue
          const pair = pairOf(day, other)
          touched.add(pair)
          safe = pair.add([people, there]) && safe
        }
        learned.push([line, day, line.tells.get(day)])
        line.tells.set(day, people)
      }
      const fresh = on.filter((day) => !told.has(day))
      for (const day of fresh) told.add(day)
      const toldNow: [Line, number][] = []
      for (const day of scopes === 'all' ? [] : on) {
        const people = days.scores(scopes, day)
        for (const name of [String(scopes), membersOf(people)]) {
          const line = lines.get(name) ?? { told: new Map(), tells: new Map() }
          lines.set(name, line)
          if (line.told.has(day)) continue
          line.told.set(day, people)
          toldNow.push([line, day])
          learn(line, day, people)
          for (const other of told) if (!line.tells.has(other) && tellsOf(people, other)) learn(line, other, people)
        }
      }
      for (const pair of touched)
        if (safe || force) pair.keep()
        else pair.undo()
      if (safe || force) return true
      for (const [line, day, before] of learned.toReversed())
        if (before === undefined) line.tells.delete(day)
        else line.tells.set(day, before)
      for (const [line, day] of toldNow) line.told.delete(day)
      for (const day of fresh) told.delete(day)
      return false
    },
  }
}

/** Stands for a set of people, in whichever order they are given. */
function membersOf({ accounts }: DayScores): string {
  let [sum, mixed] = [0, 0]
  for (const k of accounts) {
    const one = Math.imul(k ^ (k >>> 15), 0x2c1b3c6d)
    const other = Math.imul(one ^ (one >>> 12), 0x297a2d39)
    sum = (sum + one) | 0
    mixed ^= other ^ (other >>> 15)
  }
  return `people ${accounts.length} ${sum} ${mixed}`
}
