import type { Store } from '../../store/store.ts'
import { bytesOf, wholeRows } from '../../store/text.ts'
import type { Pair } from '../numbers/explain.ts'
import { blockCount, type DayState, eachDay, readDay } from './day-store.ts'
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

/** The accounts that go on with an earlier one's line: by their number, that of the line. */
const linesBeside = (store: Store): Map<number, number> =>
  new Map(
    (
      store.prepare('SELECT k + 0 AS k, line + 0 AS line FROM people WHERE line <> k').all() as {
        k: number
        line: number
      }[]
    ).map(({ k, line }) => [k, line]),
  )

/** By how much the score of each account moved between two days, of those who have one on both: as `pairsOf` has them, without a record for each. */
export function* movesOf(store: Store, from: number, to: number): Generator<void, Map<number, number>> {
  const counting = setMembers(store).map((members) => members !== undefined)
  yield
  const lines = linesBeside(store)
  const size = blockCount(store) * blockSize
  const before = new Float64Array(size).fill(Number.NaN)
  const after = new Float64Array(size).fill(Number.NaN)
  /** The account that is the line's on the later day. */
  const account = new Uint32Array(size)
  for (const { block, index, state } of eachDay(store, [from, to])) {
    const into = index === 0 ? before : after
    for (let at = 0; at < blockSize; at++) {
      if (counting[state.sets[at] as number] !== true) continue
      const k = block * blockSize + at
      const line = lines.get(k) ?? k
      into[line] = state.scores[at] as number
      if (index === 1) account[line] = k
    }
    yield
  }
  const moves = new Map<number, number>()
  for (let line = 0; line < size; line++) {
    const change = (after[line] as number) - (before[line] as number)
    if (!Number.isNaN(change)) moves.set(account[line] as number, change)
    if (line % 4096 === 0) yield
  }
  return moves
}

/** Everybody who was in a scope on one of two days, with their scores; who left and came back with another account is one person. */
export function pairsOf(store: Store, scope: number | 'all', from: number, to: number): Pair[] {
  const counting = setMembers(store).map((members) => members !== undefined && (scope === 'all' || members.has(scope)))
  const lines = linesBeside(store)
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
