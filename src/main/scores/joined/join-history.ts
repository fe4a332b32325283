import { z } from 'zod'
import type { Store } from '../../store/store.ts'
import {
  blockCount,
  bufferOf,
  type DayState,
  intact,
  mostChanges,
  placeOf,
  readBlock,
  readDay,
  writeTotals,
} from '../history/day-store.ts'
import { applyChanges, type BlockState, blockSize, emptyBlock, encodeChanges } from '../history/state-codec.ts'
import { daysIn } from '../history/trend.ts'
import { addTally, count, emptyTally, type Tally } from '../numbers/tally.ts'
import type { HistoryBody } from './history-body.ts'
import { createJoiningNumbers, type JoiningNumbers } from './joining-numbers.ts'

/** The state of a file's accounts on its days, one after another; each is only good until the next is asked for. @throws RangeError when it is garbled */
export function* statesOf({ days, states }: HistoryBody): Generator<{ day: number; blocks: BlockState[] }> {
  const blocks: BlockState[] = []
  let row = 0
  for (const [day] of days) {
    for (let next = states[row]; next !== undefined && next.day === day; next = states[++row]) {
      while (blocks.length <= next.block) blocks.push(emptyBlock())
      if (next.whole) blocks[next.block] = emptyBlock()
      applyChanges(blocks[next.block] as BlockState, next.data)
    }
    yield { day, blocks }
  }
}

/** Writes these days of a file between those of a store, which stay as they are. The caller's transaction holds it together. @throws RangeError when the file is garbled */
export function joinHistory(store: Store, body: HistoryBody, wanted: ReadonlySet<number>, source: number): void {
  const first = Math.min(...wanted)
  const numbers = createJoiningNumbers(store, body)
  const taken = new Map(body.days)
  const own = ownDays(store, first)
  let before = readDay(store, first - 1)
  /** By block, how many rows of changes lie between it and a whole one; -1: there is none. */
  const changes = Array.from({ length: blockCount(store) }, (_, block) => readBlock(store, block, first - 1).changes)
  const put = store.prepare(
    'INSERT INTO states (block, day, whole, data) VALUES (?, ?, ?, ?) ON CONFLICT (block, day) DO UPDATE SET whole = excluded.whole, data = excluded.data',
  )
  const drop = store.prepare('DELETE FROM states WHERE block = ? AND day = ?')
  const addDay = store.prepare('INSERT INTO days (day, taken, source) VALUES (?, ?, ?)')

  function write(day: number, state: DayState, wholes: ReadonlySet<number>): void {
    for (let block = 0; block < Math.max(state.blocks.length, before.blocks.length); block++) {
      const mine = state.blocks[block] ?? emptyBlock()
      const since = changes[block] ?? -1
      const whole = since < 0 || since >= mostChanges - ((block + day) % 10) || wholes.has(block)
      const data = encodeChanges(whole ? emptyBlock() : (before.blocks[block] ?? emptyBlock()), mine)
      if (data !== null || whole) {
        put.run(block, day, whole ? 1 : 0, data ?? Buffer.alloc(0))
        changes[block] = whole ? 0 : since + 1
      } else drop.run(block, day)
    }
    before = state
  }
  let next = own.next()
  /** Own days before this one are told anew from the day that is now before them. */
  function ownBefore(day: number): void {
    for (; !next.done && next.value.day < day; next = own.next())
      write(next.value.day, next.value.state, next.value.wholes)
  }
  for (const { day, blocks } of statesOf(body)) {
    if (!wanted.has(day)) continue
    ownBefore(day)
    const state = translated(blocks, numbers)
    write(day, state, new Set())
    writeTotals(store, day, totalsOf(state, numbers))
    addDay.run(day, taken.get(day) ?? 0, source)
  }
  ownBefore(Number.POSITIVE_INFINITY)
  numbers.keepPeople()
  keepTold(store, body, wanted, numbers)
}

/** The days of a store from this one on that have a record or states, as they are before anything is written, and which blocks each has whole. */
function* ownDays(
  store: Store,
  first: number,
): Generator<{ day: number; state: DayState; wholes: ReadonlySet<number> }> {
  const rows = store
    .prepare(
      'SELECT day + 0 AS day, block + 0 AS block, whole + 0 AS whole, CAST(data AS BLOB) AS data FROM states WHERE day >= ? ORDER BY day, block',
    )
    .all(first) as { day: number; block: number; whole: number; data: unknown }[]
  const recorded = daysIn(store, { from: first, to: Number.MAX_SAFE_INTEGER })
  const days = [...new Set([...recorded, ...rows.map(({ day }) => day)])].sort((a, b) => a - b)
  let { blocks } = readDay(store, first - 1)
  let row = 0
  for (const day of days) {
    const wholes = new Set<number>()
    blocks = blocks.map(({ scores, sets }) => ({ scores: scores.slice(), sets: sets.slice() }))
    for (let found = rows[row]; found !== undefined && found.day <= day; found = rows[++row]) {
      while (blocks.length <= found.block) blocks.push(emptyBlock())
      if (found.whole === 1) {
        blocks[found.block] = emptyBlock()
        wholes.add(found.block)
      }
      const { data } = found
      const block = blocks[found.block] as BlockState
      intact(() => applyChanges(block, bufferOf(data)))
    }
    yield { day, state: { blocks }, wholes }
  }
}

/** A day of a file by the numbers of the store. */
function translated(blocks: readonly BlockState[], numbers: JoiningNumbers): DayState {
  const state: DayState = { blocks: [] }
  blocks.forEach(({ scores, sets }, block) => {
    for (let at = 0; at < blockSize; at++) {
      if (sets[at] === 0) continue
      const score = scores[at] as number
      if (score < 0 || score > 100) throw new RangeError('a score is not within 0 and 100')
      const place = placeOf(numbers.account(block * blockSize + at))
      while (state.blocks.length <= place.block) state.blocks.push(emptyBlock())
      const mine = state.blocks[place.block] as BlockState
      mine.scores[place.at] = score
      mine.sets[place.at] = numbers.set(sets[at] as number)
    }
  })
  return state
}

/** What a day's people add up to, by scope. */
function totalsOf({ blocks }: DayState, numbers: JoiningNumbers): Map<number, Tally> {
  const bySet = new Map<number, Tally>()
  for (const { sets, scores } of blocks)
    for (let at = 0; at < blockSize; at++) {
      const set = sets[at] as number
      if (set === 0) continue
      let tally = bySet.get(set)
      if (tally === undefined) {
        tally = emptyTally()
        bySet.set(set, tally)
      }
      count(tally, scores[at] as number)
    }
  const totals = new Map<number, Tally>([[numbers.everyone, emptyTally()]])
  for (const [set, tally] of bySet) {
    const scopes = numbers.counting(set)
    if (scopes === null) continue
    for (const scope of [numbers.everyone, ...scopes]) {
      const all = totals.get(scope) ?? emptyTally()
      totals.set(scope, all)
      addTally(all, tally)
    }
  }
  return totals
}

/** What snapshots told of these days there is told here too: later ones are compared with it. */
function keepTold(store: Store, body: HistoryBody, wanted: ReadonlySet<number>, numbers: JoiningNumbers): void {
  const keep = store.prepare('INSERT INTO published (line, day) VALUES (?, ?) ON CONFLICT DO NOTHING')
  for (const [line, day] of body.published) {
    if (!wanted.has(day)) continue
    const told = ToldLine.safeParse(parsed(line))
    if (!told.success) throw new RangeError('what was told is garbled')
    const [what, scopes, ...rest] = told.data
    keep.run(JSON.stringify([what, scopes === 'all' ? scopes : scopes.map(numbers.scope), ...rest]), day)
  }
}

/** As the publisher of snapshots writes it: what, of which scopes, and for bands the threshold. */
const ToldLine = z.tuple([
  z.enum(['scores', 'users', 'bands']),
  z.union([z.literal('all'), z.array(z.int()).max(1000)]),
  z.number().nullable(),
])

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
