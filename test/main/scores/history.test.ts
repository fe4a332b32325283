import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { dayAt, dayText } from '../../../src/main/clock/calendar-day.ts'
import { type DayState, readDay, writeDay } from '../../../src/main/scores/history/day-store.ts'
import { applyChanges, blockSize, emptyBlock, encodeChanges } from '../../../src/main/scores/history/state-codec.ts'
import { personTrend } from '../../../src/main/scores/history/trend.ts'
import { addingUp, explain } from '../../../src/main/scores/numbers/explain.ts'
import { scoreMigrations } from '../../../src/main/store/migrations/scores.ts'
import { openStore } from '../../../src/main/store/open.ts'
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

const opened: { store: Store; home: string }[] = []
function freshStore(): Store {
  const home = temporaryFolder()
  const store = openStore({
    file: join(home, 'scores.db'),
    key: 'ab'.repeat(32),
    migrations: scoreMigrations,
    durability: 'normal',
  })
  opened.push({ store, home })
  return store
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
