import type { Store } from '../../store/store.ts'
import { setMembers } from './compare-days.ts'
import { eachDay } from './day-store.ts'
import { blockSize } from './state-codec.ts'

/** Who is counted in some scopes on one day, each account once, and the score of each. */
export interface Counted {
  accounts: Uint32Array
  scores: Float64Array
}

/** Everybody by account on some days, for whoever compares lines person by person. */
export interface ScopeDays {
  /** One more than the highest number of an account. */
  accounts: number
  /** Reads these days ahead, together: much cheaper than one by one. */
  read(days: Iterable<number>): Generator<void, void>
  /** The score of each account that is counted in one of these scopes on this day and has one. */
  scores(scopes: readonly number[] | 'all', day: number): Counted
  /** Each account that is counted in one of these scopes on this day, with a score or without; each score is given as 0. */
  members(scopes: readonly number[] | 'all', day: number): Counted
}

/** Everybody on one day, in the order of their sets: a scope's people are a few stretches of it. */
interface Day {
  /** Where the people of each set begin; one more at the end. */
  start: Uint32Array
  accounts: Uint32Array
  scores: Float64Array
}

/** So many days are read at once: of 100,000 accounts each takes a megabyte meanwhile. */
const together = 32

/** Reads days when they are asked for, and keeps them while it is used. */
export function createScopeDays(store: Store): ScopeDays {
  const days = new Map<number, Day>()
  /** What was picked for the scopes that were asked for last, by day: a line asks for its own several times. */
  const recent = new Map<number, Counted>()
  let asked = ''
  const row = store.prepare('SELECT max(k) AS k FROM people').get() as { k: number | null }
  const accounts = (row.k ?? 0) + 1
  const sets = setMembers(store)
  const counted: number[] = []
  const setsOf = new Map<number, number[]>()
  sets.forEach((members, set) => {
    if (members === undefined) return
    counted.push(set)
    for (const scope of members) {
      const list = setsOf.get(scope)
      if (list === undefined) setsOf.set(scope, [set])
      else list.push(set)
    }
  })

  function* read(wanted: Iterable<number>): Generator<void, void> {
    const unread = [...new Set(wanted)].filter((day) => !days.has(day)).sort((a, b) => a - b)
    for (let at = 0; at < unread.length; at += together) yield* readTogether(unread.slice(at, at + together))
  }
  function* readTogether(unread: readonly number[]): Generator<void, void> {
    const flat = unread.map(() => ({
      sets: new Uint32Array(accounts),
      scores: new Float64Array(accounts).fill(Number.NaN),
    }))
    for (const { block, index, state } of eachDay(store, unread)) {
      const from = block * blockSize
      const length = Math.min(blockSize, accounts - from)
      if (length <= 0) continue
      flat[index]?.sets.set(state.sets.subarray(0, length), from)
      flat[index]?.scores.set(state.scores.subarray(0, length), from)
      if (index === 0) yield
    }
    for (const [index, { sets: inSet, scores }] of flat.entries()) {
      days.set(unread[index] as number, bySet(inSet, scores, sets.length))
      yield
    }
  }
  function dayOf(day: number): Day {
    for (const _ of read([day]));
    return days.get(day) as Day
  }
  /** The sets that count in one of these scopes. */
  const countingIn = (scopes: readonly number[] | 'all'): readonly number[] =>
    scopes === 'all' ? counted : [...new Set(scopes.flatMap((scope) => setsOf.get(scope) ?? []))]

  function pick(scopes: readonly number[] | 'all', on: number, scored: boolean): Counted {
    if (String(scopes) !== asked) {
      recent.clear()
      asked = String(scopes)
    }
    const key = scored ? on : -on - 1
    const known = recent.get(key)
    if (known !== undefined) return known
    const found = peopleIn(dayOf(on), countingIn(scopes), scored)
    recent.set(key, found)
    return found
  }
  return {
    accounts,
    read,
    scores: (scopes, day) => pick(scopes, day, true),
    members: (scopes, day) => pick(scopes, day, false),
  }
}

/** The people of these sets, with their scores where those are asked for, else with 0. */
function peopleIn(day: Day, sets: readonly number[], scored: boolean): Counted {
  const stretches = sets.map((set) => [day.start[set] as number, day.start[set + 1] as number] as const)
  const length = stretches.reduce((sum, [from, to]) => sum + to - from, 0)
  const accounts = new Uint32Array(length)
  const scores = new Float64Array(length)
  let count = 0
  for (const [from, to] of stretches)
    for (let at = from; at < to; at++) {
      const score = day.scores[at] as number
      if (scored && Number.isNaN(score)) continue
      accounts[count] = day.accounts[at] as number
      scores[count] = scored ? score : 0
      count++
    }
  return { accounts: accounts.subarray(0, count), scores: scores.subarray(0, count) }
}

/** Sorts everybody by their set; nobody is in set 0. */
function bySet(sets: Uint32Array, scores: Float64Array, count: number): Day {
  const start = new Uint32Array(count + 1)
  const last = count - 1
  for (const set of sets) if (set > 0 && set <= last) start[set + 1] = (start[set + 1] as number) + 1
  for (let set = 1; set <= count; set++) start[set] = (start[set] as number) + (start[set - 1] as number)
  const next = start.slice()
  const found = {
    start,
    accounts: new Uint32Array(start[count] as number),
    scores: new Float64Array(start[count] as number),
  }
  for (let k = 0; k < sets.length; k++) {
    const set = sets[k] as number
    if (set === 0 || set > last) continue
    const at = next[set] as number
    next[set] = at + 1
    found.accounts[at] = k
    found.scores[at] = scores[k] as number
  }
  return found
}
