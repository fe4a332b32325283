import type { Store } from '../../store/store.ts'
import { GarbledRow } from '../../store/unreadable.ts'
import type { Tally } from '../numbers/tally.ts'
import { applyChanges, type BlockState, blockSize, emptyBlock, encodeChanges } from './state-codec.ts'

/** After so many rows of changes a block is written whole again, so that no day is far from one. */
export const mostChanges = 30

/** Everybody's state on one day, by the account's number in the history. */
export interface DayState {
  /** By block. */
  blocks: BlockState[]
}

/** Where an account's state is. */
export const placeOf = (k: number): { block: number; at: number } => ({
  block: Math.floor(k / blockSize),
  at: k % blockSize,
})

/** Bytes as the driver gives them, checked by whoever reads them. */
export const bufferOf = (data: unknown): Buffer =>
  data instanceof ArrayBuffer ? Buffer.from(data) : Buffer.from(data as Uint8Array)

/** Reads what damage turned into something else as damage. */
export function intact<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof RangeError) throw new GarbledRow('a day of the scores is garbled')
    throw error
  }
}

/** The state of one block at the end of a day, and how many rows of changes lie between it and a whole one (-1: there is none). */
export function readBlock(store: Store, block: number, day: number): { state: BlockState; changes: number } {
  const rows = store
    .prepare(
      `SELECT CAST(data AS BLOB) AS data FROM states WHERE block = ? AND day <= ? AND day >=
         (SELECT max(day) FROM states WHERE block = ? AND day <= ? AND whole = 1)
       ORDER BY day`,
    )
    .all(block, day, block, day) as { data: unknown }[]
  const state = emptyBlock()
  intact(() => {
    for (const { data } of rows) applyChanges(state, bufferOf(data))
  })
  return { state, changes: rows.length - 1 }
}

/** How many blocks there are. */
export const blockCount = (store: Store): number =>
  (store.prepare('SELECT max(block) + 1 AS blocks FROM states').get() as { blocks: number | null }).blocks ?? 0

/** Everybody's state on a day that was kept; of a day that was not, the newest before it. */
export function readDay(store: Store, day: number): DayState {
  return { blocks: Array.from({ length: blockCount(store) }, (_, block) => readBlock(store, block, day).state) }
}

/** Everybody's state by block on each of these days, which are in order; the state given is only good until the next is asked for. */
export function* eachDay(
  store: Store,
  days: readonly number[],
): Generator<{ block: number; index: number; state: BlockState }> {
  const rows = store.prepare(
    `SELECT day + 0 AS day, whole + 0 AS whole, CAST(data AS BLOB) AS data FROM states WHERE block = ? AND day <= ? AND day >=
       coalesce((SELECT max(day) FROM states WHERE block = ? AND day <= ? AND whole = 1), 0)
     ORDER BY day`,
  )
  const first = days[0] ?? 0
  const last = days.at(-1) ?? 0
  for (let block = 0; block < blockCount(store); block++) {
    const found = rows.all(block, last, block, first) as { day: number; whole: number; data: unknown }[]
    let state = emptyBlock()
    let row = 0
    for (const [index, day] of days.entries()) {
      for (let next = found[row]; next !== undefined && next.day <= day; next = found[++row]) {
        const { data, whole } = next
        if (whole === 1) state = emptyBlock()
        intact(() => applyChanges(state, bufferOf(data)))
      }
      yield { block, index, state }
    }
  }
}

/** Whether this day may be written anew: a sync replaces the record of its day, unless that was taken later by the same clock, or told in a snapshot. One that another workstation kept gives way. */
export function mayReplace(store: Store, day: number, taken: number): boolean {
  const kept = store.prepare('SELECT taken + 0 AS taken, source + 0 AS source FROM days WHERE day = ?').get(day) as
    | { taken: number; source: number | null }
    | undefined
  // What a snapshot told must be what is compared with later, also where the day's own record was damaged: two states of one day would
  // tell of those who moved between.
  const told = store.prepare('SELECT count(*) AS told FROM published WHERE day = ?').get(day) as { told: number }
  return told.told === 0 && (kept === undefined || kept.source !== null || kept.taken <= taken)
}

/** The first day after this one that has a record, for each block the first that has a record or states: those of a day that was left out are told from the day before it. */
function nextDay(store: Store, day: number): (block: number) => number | null {
  const recorded = store.prepare('SELECT min(day) AS day FROM days WHERE day > ?').get(day) as { day: number | null }
  const stated = store.prepare('SELECT min(day) AS day FROM states WHERE block = ? AND day > ?')
  return (block) => {
    const { day: state } = stated.get(block, day) as { day: number | null }
    return state === null || (recorded.day !== null && recorded.day < state) ? recorded.day : state
  }
}

/** Keeps a day, in any order of days: between others, or in the place of its earlier record. The caller's transaction holds it together. */
export function writeDay(
  store: Store,
  { day, taken, state, totals }: { day: number; taken: number; state: DayState; totals: ReadonlyMap<number, Tally> },
): void {
  const nextOf = nextDay(store, day)
  const put = store.prepare(
    'INSERT INTO states (block, day, whole, data) VALUES (?, ?, ?, ?) ON CONFLICT (block, day) DO UPDATE SET whole = excluded.whole, data = excluded.data',
  )
  const drop = store.prepare('DELETE FROM states WHERE block = ? AND day = ?')
  const isWhole = store.prepare('SELECT whole + 0 AS whole FROM states WHERE block = ? AND day = ?')
  const wholeAt = (block: number, at: number) => (isWhole.get(block, at) as { whole: number } | undefined)?.whole === 1
  const blocks = Math.max(state.blocks.length, blockCount(store))
  for (let block = 0; block < blocks; block++) {
    const mine = state.blocks[block] ?? emptyBlock()
    const before = readBlock(store, block, day - 1)
    const next = nextOf(block)
    const after = next === null ? null : readBlock(store, block, next).state
    const nextIsWhole = next !== null && wholeAt(block, next)
    // Blocks become whole on different days, so that no day is much larger than others.
    const whole = before.changes < 0 || before.changes >= mostChanges - ((block + day) % 10) || wholeAt(block, day)
    const data = encodeChanges(whole ? emptyBlock() : before.state, mine)
    if (data !== null || whole) put.run(block, day, whole ? 1 : 0, data ?? Buffer.alloc(0))
    else drop.run(block, day)
    if (next === null || after === null || nextIsWhole) continue
    const changes = encodeChanges(mine, after)
    if (changes === null) drop.run(block, next)
    else put.run(block, next, 0, changes)
  }
  writeTotals(store, day, totals)
  store
    .prepare(
      'INSERT INTO days (day, taken) VALUES (?, ?) ON CONFLICT (day) DO UPDATE SET taken = excluded.taken, source = NULL',
    )
    .run(day, taken)
}

/** Keeps what a day's people add up to, by scope, in the place of what was kept of it. */
export function writeTotals(store: Store, day: number, totals: ReadonlyMap<number, Tally>): void {
  store.prepare('DELETE FROM totals WHERE day = ?').run(day)
  const add = store.prepare(
    'INSERT INTO totals (scope, day, users, scored, sum, b0, b1, b2, b3, below) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  )
  for (const [scope, { users, scored, sum, bands, below }] of totals)
    add.run(scope, day, users, scored, sum, ...bands, below)
}
