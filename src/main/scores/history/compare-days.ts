import type { Store } from '../../store/open.ts'
import { bytesOf, wholeRows } from '../../store/text.ts'
import type { Pair } from '../numbers/explain.ts'
import { type DayState, readDay } from './day-store.ts'
import { blockSize } from './state-codec.ts'
import { scopeNumber } from './trend.ts'

/** The scopes of each set by its number; undefined for sets of people who are disabled: they count nowhere. */
export function setMembers(store: Store): (Set<number> | undefined)[] {
  const disabled = scopeNumber(store, 'status', 'disabled')
  const found: (Set<number> | undefined)[] = [undefined]
  for (const { id, members } of wholeRows<{ id: number; members: string }>(
    store.prepare(`SELECT id, ${bytesOf('members')} FROM sets ORDER BY id`).all(),
  )) {
    const inside = new Set(members.split(',').map(Number))
    while (found.length < id) found.push(undefined)
    found[id] = disabled !== null && inside.has(disabled) ? undefined : inside
  }
  return found
}

/** Everybody who was in a scope on one of two days, with their scores; who left and came back with another account is one person. */
export function pairsOf(store: Store, scope: number | 'all', from: number, to: number): Pair[] {
  const counting = setMembers(store).map((members) => members !== undefined && (scope === 'all' || members.has(scope)))
  const lines = new Map(
    (
      store.prepare('SELECT k + 0 AS k, line + 0 AS line FROM people WHERE line <> k').all() as {
        k: number
        line: number
      }[]
    ).map(({ k, line }) => [k, line]),
  )
  const byLine = new Map<number, Pair>()
  const take = (state: DayState, side: 'before' | 'after') => {
    state.blocks.forEach(({ sets, scores }, block) => {
      for (let at = 0; at < blockSize; at++) {
        if (counting[sets[at] as number] !== true) continue
        const k = block * blockSize + at
        const line = lines.get(k) ?? k
        const pair = byLine.get(line) ?? { k, before: undefined, after: undefined }
        pair[side] = scores[at] as number
        if (side === 'after') pair.k = k
        byLine.set(line, pair)
      }
    })
  }
  take(readDay(store, from), 'before')
  take(readDay(store, to), 'after')
  return [...byLine.values()]
}
