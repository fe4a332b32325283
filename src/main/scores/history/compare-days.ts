import type { Store } from '../../store/open.ts'
import { bytesOf, wholeRows } from '../../store/text.ts'
import type { Pair } from '../numbers/explain.ts'
import { type DayState, readDay } from './day-store.ts'
import { blockSize } from './state-codec.ts'
import { scopeNumber } from './trend.ts'

/** Which sets count in a scope: whoever is disabled counts nowhere. */
export function countingSets(store: Store, scope: number | 'all'): Set<number> {
  const disabled = scopeNumber(store, 'status', 'disabled')
  const rows = wholeRows<{ id: number; members: string }>(
    store.prepare(`SELECT id, ${bytesOf('members')} FROM sets`).all(),
  )
  return new Set(
    rows.flatMap(({ id, members }) => {
      const inside = members.split(',').map(Number)
      if (disabled !== null && inside.includes(disabled)) return []
      return scope === 'all' || inside.includes(scope) ? [id] : []
    }),
  )
}

/** Everybody who was in a scope on one of two days, with their scores; who left and came back with another account is one person. */
export function pairsOf(store: Store, scope: number | 'all', from: number, to: number): Pair[] {
  const counting = countingSets(store, scope)
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
        if (!counting.has(sets[at] as number)) continue
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
