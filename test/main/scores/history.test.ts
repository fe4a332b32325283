import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { dayAt, dayText } from '../../../src/main/clock/calendar-day.ts'
import { leaveStatesOut } from '../../../src/main/scores/history/damaged-states.ts'
import { type DayState, readDay, writeDay } from '../../../src/main/scores/history/day-store.ts'
import { applyChanges, blockSize, emptyBlock, encodeChanges } from '../../../src/main/scores/history/state-codec.ts'
import { daysIn, personTrend } from '../../../src/main/scores/history/trend.ts'
import { addingUp, explain } from '../../../src/main/scores/numbers/explain.ts'
import { scoreMigrations, sealedScores } from '../../../src/main/store/migrations/scores.ts'
import { openReader, openStore } from '../../../src/main/store/open.ts'
import type { Store } from '../../../src/main/store/store.ts'
import { temporaryFolder } from '../../harness/application.ts'
import { fc } from '../../harness/properties.ts'

const anyScore = fc.oneof(
  fc.constant(Number.NaN),
  fc.integer({ min: 0, max: 100 }),
  fc.integer({ min: 0, max: 1000 }).map((tenths) => tenths / 10),
  fc.constantFrom(83.25, 1 / 3, 0.05),
)
/** Few accounts, at the edges of blocks. */
const anyAccount = fc.constantFrom(1, 2, 700, blockSize - 1, blockSize, blockSize + 1)
const anyState = fc.dictionary(
  anyAccount.map(String),
  fc.record({ set: fc.integer({ min: 1, max: 300 }), score: anyScore }),
)
type Model = Record<string, { set: number; score: number }>

function stateOf(model: Model): DayState {
  const state: DayState = { blocks: [] }
  for (const [k, { set, score }] of Object.entries(model)) {
    const block = Math.floor(Number(k) / blockSize)
    while (state.blocks.length <= block) state.blocks.push(emptyBlock())
    const mine = state.blocks[block]
    if (mine === undefined) continue
    mine.sets[Number(k) % blockSize] = set
    mine.scores[Number(k) % blockSize] = score
  }
  return state
}
function modelOf(state: DayState): Model {
  const model: Model = {}
  state.blocks.forEach(({ sets, scores }, block) => {
    sets.forEach((set, at) => {
      if (set !== 0) model[block * blockSize + at] = { set, score: scores[at] ?? 0 }
    })
  })
  return model
}

const key = 'ab'.repeat(32)
const isEqual = (a: Model, b: Model | undefined): boolean => JSON.stringify(a) === JSON.stringify(b && inOrder(b))
const inOrder = (model: Model): Model =>
  Object.fromEntries(Object.entries(model).sort(([a], [b]) => Number(a) - Number(b)))
const opened: { store: Store; home: string }[] = []
function freshStore(): Store {
  const home = temporaryFolder()
  const store = openStore({
    ...{ file: join(home, 'scores.db'), key, migrations: scoreMigrations, sealed: sealedScores },
    durability: 'normal',
  })
  opened.push({ store, home })
  return store
}
/** A connection past the triggers that seal: somebody with the key, or a block of noise, alters rows by it. */
function tampering(work: (store: Store) => void): void {
  const store = openReader(join(opened.at(-1)?.home ?? '', 'scores.db'), key)
  store.exec('PRAGMA query_only = OFF')
  work(store)
  store.close()
}
afterEach(() => {
  for (const { store, home } of opened.splice(0)) {
    store.close()
    rmSync(home, { recursive: true, force: true })
  }
})

describe('the history of days', () => {
  it('gives back every day as it was kept, in whatever order and however often days are kept', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ day: fc.integer({ min: 20_000, max: 20_050 }), model: anyState }), {
          minLength: 1,
          maxLength: 45,
        }),
        (writes) => {
          const store = freshStore()
          const kept = new Map<number, Model>()
          for (const { day, model } of writes) {
            writeDay(store, { day, taken: day, state: stateOf(model), totals: new Map() })
            kept.set(day, model)
          }
          for (const [day, model] of kept) expect(modelOf(readDay(store, day))).toEqual(model)
          for (const k of [1, blockSize]) {
            const days = [...kept].sort(([a], [b]) => a - b)
            expect(
              personTrend(store, [k], { from: 20_010, to: 20_040 }).map(({ day, withScore }) => [day, withScore]),
            ).toEqual(
              days
                .filter(([day, model]) => day >= 20_010 && day <= 20_040 && model[k] !== undefined)
                .map(([day, model]) => [dayText(day), Number.isNaN(model[k]?.score) ? 0 : 1]),
            )
          }
        },
      ),
      { numRuns: 25 },
    )
  })

  it('tells every day that is left as it was, and those that are kept afterwards, where a state was altered in content, key or kind', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ day: fc.integer({ min: 20_000, max: 20_060 }), model: anyState }), {
          minLength: 3,
          maxLength: 60,
        }),
        fc.array(fc.record({ day: fc.integer({ min: 20_000, max: 20_070 }), model: anyState }), { maxLength: 10 }),
        fc.nat(),
        fc.constantFrom('data', 'day', 'block', 'whole'),
        (writes, later, chosen, what) => {
          const store = freshStore()
          const kept = new Map<number, Model>()
          const keep = ({ day, model }: { day: number; model: Model }) => {
            writeDay(store, { day, taken: day, state: stateOf(model), totals: new Map() })
            kept.set(day, model)
          }
          const isAsKept = () => {
            const days = daysIn(store, { from: 0, to: 30_000 })
            expect(days.filter((day) => !isEqual(modelOf(readDay(store, day)), kept.get(day)))).toEqual([])
            return days
          }
          writes.forEach(keep)
          expect(leaveStatesOut(store, key)).toEqual([])
          const rows = store
            .prepare('SELECT block + 0 AS block, day + 0 AS day FROM states ORDER BY block, day')
            .all() as { block: number; day: number }[]
          fc.pre(rows.length > 0)
          const at = chosen % rows.length
          const { block, day } = rows[at] ?? { block: 0, day: 0 }
          const next = rows[at + 1]
          // A key out of its place is found with the pages: what is left is a place between its neighbours.
          const moved =
            what === 'block'
              ? { block: block + 1, day: next?.block === block + 1 ? next.day - 1 : day }
              : { block, day: next?.block === block ? next.day - 1 : day + 7 }
          if (what === 'block') fc.pre(next?.block !== block)
          if (what === 'day') fc.pre(moved.day !== day)
          const set = {
            data: "data = CAST(data || x'0301' AS BLOB)",
            whole: 'whole = 1 - whole',
            day: `day = ${moved.day}`,
            block: `block = ${moved.block}, day = ${moved.day}`,
          }[what]
          tampering((other) => other.exec(`UPDATE states SET ${set} WHERE block = ${block} AND day = ${day}`))
          const before = daysIn(store, { from: 0, to: 30_000 })
          const [lost] = leaveStatesOut(store, key)
          const days = isAsKept()
          expect(lost).toMatchObject({ table: 'states', damaged: 1 })
          expect(lost?.note !== '').toBe(days.length < before.length)
          later.forEach(keep)
          isAsKept()
          expect(leaveStatesOut(store, key)).toEqual([])
        },
      ),
      { numRuns: 60 },
    )
  })

  it('writes only what differs, and reads it back', () => {
    fc.assert(
      fc.property(anyState, anyState, (before, after) => {
        const [from, to] = [stateOf(before).blocks[0] ?? emptyBlock(), stateOf(after).blocks[0] ?? emptyBlock()]
        const changes = encodeChanges(from, to)
        if (changes !== null) applyChanges(from, changes)
        expect(modelOf({ blocks: [from] })).toEqual(modelOf({ blocks: [to] }))
        expect(encodeChanges(to, to)).toBeNull()
      }),
    )
  })

  it('counts days by the calendar of the zone, also where the clock is changed', () => {
    expect(dayText(dayAt(Date.parse('2026-11-26T03:30:00Z'), 'US/Eastern'))).toBe('2026-11-25')
    expect(dayText(dayAt(Date.parse('2026-11-26T03:30:00Z'), 'Pacific/Auckland'))).toBe('2026-11-26')
    expect(dayText(dayAt(Date.parse('2026-11-01T05:30:00Z'), 'US/Eastern'))).toBe('2026-11-01')
  })
})

describe('why an average moved', () => {
  const anyPairs = fc.array(
    fc.record({
      k: fc.nat(),
      before: fc.option(anyScore, { nil: undefined }),
      after: fc.option(anyScore, { nil: undefined }),
    }),
  )

  it('is told in parts that add up to the change that is shown', () => {
    fc.assert(
      fc.property(anyPairs, (pairs) => {
        const { before, after, change, rose, fell, came, left } = explain(pairs)
        if (change === null) return
        expect(Math.round(((after ?? 0) - (before ?? 0)) * 10)).toBe(Math.round(change * 10))
        const parts = [rose, fell, came, left].map(({ points }) => Math.round((points ?? Number.NaN) * 10))
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(Math.round(change * 10))
      }),
    )
  })

  it('tells the same people apart from those who came and went', () => {
    const { rose, fell, came, left, change } = explain([
      { k: 1, before: 40, after: 60 },
      { k: 2, before: 60, after: 60 },
      { k: 3, before: undefined, after: 90 },
      { k: 4, before: 20, after: undefined },
      { k: 5, before: Number.NaN, after: Number.NaN },
    ])
    expect([rose.people, fell.people, came.people, left.people]).toEqual([1, 0, 1, 1])
    expect(change).toBe(30)
    expect([rose.points, fell.points, came.points, left.points]).toEqual([10, 0, 10, 10])
  })

  it('rounds parts to what the whole was rounded to', () => {
    expect(addingUp([0.05, 0.05, 0.05], 0.2)).toHaveLength(3)
    expect(addingUp([0.34, 0.33, 0.33], 1).reduce((a, b) => a + b)).toBeCloseTo(1, 9)
  })
})
