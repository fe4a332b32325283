import { describe, expect, test } from 'vitest'
import { TableLayout } from '../../../src/contract/calls/app.ts'
import {
  arrange,
  arrangeAs,
  type ColumnDefault,
  changed,
  droppedOn,
  layoutOf,
  moved,
  settled,
} from '../../../src/renderer/lib/layout.ts'
import { fc } from '../../harness/properties.ts'

const columns: ColumnDefault[] = [
  { id: 'name', width: 180, shown: true, pinned: true },
  { id: 'status', width: 120, shown: true },
  { id: 'score', width: 90, shown: true },
  { id: 'created', width: 110, shown: false },
  { id: 'notes', width: 80, shown: false },
]
const ids = columns.map((column) => column.id)
const change = fc.oneof(
  fc.record({ kind: fc.constant('move' as const), id: fc.constantFrom(...ids), steps: fc.constantFrom(-1, 1) }),
  fc.record({ kind: fc.constant('drop' as const), id: fc.constantFrom(...ids), target: fc.constantFrom(...ids) }),
  fc.record({ kind: fc.constant('show' as const), id: fc.constantFrom(...ids), on: fc.boolean() }),
  fc.record({ kind: fc.constant('pin' as const), id: fc.constantFrom(...ids), on: fc.boolean() }),
  fc.record({
    kind: fc.constant('width' as const),
    id: fc.constantFrom(...ids),
    width: fc.integer({ min: 48, max: 1200 }),
  }),
)

describe('the columns of a table', () => {
  test('come back exactly as they were left, and no column is ever lost', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 15 }), (changes) => {
        let places = arrange(columns, undefined)
        for (const one of changes) {
          if (one.kind === 'move') places = moved(places, one.id, one.steps)
          if (one.kind === 'drop') places = droppedOn(places, one.id, one.target)
          if (one.kind === 'show') places = changed(places, one.id, { shown: one.on })
          if (one.kind === 'pin') places = changed(places, one.id, { pinned: one.on })
          if (one.kind === 'width') places = changed(places, one.id, { width: one.width })
        }
        const layout = layoutOf(places, columns)
        expect(TableLayout.safeParse(layout).success).toBe(true)
        expect(arrange(columns, layout)).toEqual(places)
        expect(places.map((place) => place.id).sort()).toEqual([...ids].sort())
        // Pinned columns stand before the others: a pinned one in the middle could not stand still.
        const pins = places.map((place) => place.pinned)
        expect(pins.lastIndexOf(true) < pins.indexOf(false) || !pins.includes(true) || !pins.includes(false)).toBe(true)
      }),
    )
  })

  test('a column that is newer than the choice comes as by default', () => {
    const layout = layoutOf(arrange(columns.slice(0, 2), undefined), columns)
    const places = arrange(columns, layout)
    expect(places.map((place) => [place.id, place.shown])).toEqual([
      ['name', true],
      ['status', true],
      ['score', true],
      ['created', false],
      ['notes', false],
    ])
  })

  test('a column that no longer exists is forgotten', () => {
    const places = arrange(columns, { order: ['gone', 'score'], hidden: [], pinned: [], widths: { gone: 99 } })
    expect(places.some((place) => place.id === 'gone')).toBe(false)
  })

  test('a view brings its own columns in its own order', () => {
    const places = arrangeAs(columns, ['notes', 'name', 'nonsense'], undefined)
    expect(places.filter((place) => place.shown).map((place) => place.id)).toEqual(['name', 'notes'])
  })

  test('at an end a column stays, and pinned ones do not leave their side', () => {
    const places = arrange(columns, undefined)
    expect(moved(places, 'name', -1)).toEqual(places)
    expect(moved(places, 'name', 1)).toEqual(places)
    expect(moved(places, 'status', 1).map((place) => place.id)).toEqual(['name', 'score', 'status', 'created', 'notes'])
    expect(droppedOn(places, 'score', 'name')[0]).toMatchObject({ id: 'score', pinned: true })
  })
})

describe('columns that step back where there is no room', () => {
  const some = columns.map((column) => (column.id === 'score' ? { ...column, yields: 1 } : column))
  const turn = (layout: TableLayout | undefined) => arrange(some, layout).find((place) => place.id === 'score')?.yields

  test('do so by default, and after another column was made wider', () => {
    const wider = layoutOf(changed(arrange(some, undefined), 'status', { width: 200 }), some)
    expect(wider).toEqual({ order: [], hidden: [], pinned: [], widths: { status: 200 } })
    expect([turn(undefined), turn(wider)]).toEqual([1, 1])
    expect(arrange(some, wider).find((place) => place.id === 'status')?.width).toBe(200)
  })
  test('stay once a person arranged the table, gave them a width, or said so', () => {
    const places = arrange(some, undefined)
    const shown = layoutOf(changed(places, 'notes', { shown: true }), some)
    const wide = layoutOf(changed(places, 'score', { width: 130 }), some)
    const said = layoutOf(settled(places), some)
    expect([turn(shown), turn(wide), turn(said)]).toEqual([undefined, undefined, undefined])
    expect(arrangeAs(some, ['name', 'score'], undefined).some((place) => place.yields !== undefined)).toBe(false)
  })
})
