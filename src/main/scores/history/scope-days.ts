import type { Store } from '../../store/open.ts'
import { setMembers } from './compare-days.ts'
import { readDay } from './day-store.ts'
import { blockSize } from './state-codec.ts'

/** Everybody by account on some days, for whoever compares lines person by person. */
export interface ScopeDays {
  /** One more than the highest number of an account. */
  accounts: number
  /** The score of each account that is counted in one of these scopes on this day; NaN: none, or not in them. */
  scores(scopes: readonly number[] | 'all', day: number): Float64Array
  /** 0 for each account that is counted in one of these scopes on this day, with a score or without; NaN: not in them. */
  members(scopes: readonly number[] | 'all', day: number): Float64Array
}

/** Reads days when they are asked for, and keeps them while it is used. */
export function createScopeDays(store: Store): ScopeDays {
  const days = new Map<number, { sets: Uint32Array; scores: Float64Array }>()
  const counting = new Map<string, Uint8Array>()
  const row = store.prepare('SELECT max(k) AS k FROM people').get() as { k: number | null }
  const accounts = (row.k ?? 0) + 1

  function dayOf(day: number) {
    const known = days.get(day)
    if (known !== undefined) return known
    const flat = { sets: new Uint32Array(accounts), scores: new Float64Array(accounts).fill(Number.NaN) }
    readDay(store, day).blocks.forEach(({ sets, scores }, block) => {
      const from = block * blockSize
      const length = Math.min(blockSize, accounts - from)
      if (length <= 0) return
      flat.sets.set(sets.subarray(0, length), from)
      flat.scores.set(scores.subarray(0, length), from)
    })
    days.set(day, flat)
    return flat
  }
  const sets = setMembers(store)
  /** 1 for each set that counts in one of these scopes. */
  function countingIn(scopes: readonly number[] | 'all'): Uint8Array {
    const key = String(scopes)
    const known = counting.get(key)
    if (known !== undefined) return known
    const found = Uint8Array.from(sets, (members) =>
      members !== undefined && (scopes === 'all' || scopes.some((scope) => members.has(scope))) ? 1 : 0,
    )
    counting.set(key, found)
    return found
  }
  const pick = (scopes: readonly number[] | 'all', day: number, scored: boolean) => {
    const { sets: inSet, scores } = dayOf(day)
    const counts = countingIn(scopes)
    const found = new Float64Array(accounts).fill(Number.NaN)
    for (let k = 0; k < accounts; k++)
      if (counts[inSet[k] as number] === 1) found[k] = scored ? (scores[k] as number) : 0
    return found
  }
  return {
    accounts,
    scores: (scopes, day) => pick(scopes, day, true),
    members: (scopes, day) => pick(scopes, day, false),
  }
}
