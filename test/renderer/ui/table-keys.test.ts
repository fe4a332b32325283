import { describe, expect, test } from 'vitest'
import { arrange } from '../../../src/renderer/lib/layout.ts'
import { nextSort, type TableSort } from '../../../src/renderer/ui/table/column.ts'
import { type Cursor, columnKey, tableMove } from '../../../src/renderer/ui/table/keys.ts'
import { fc } from '../../harness/properties.ts'

const press = (key: string, more: Partial<Parameters<typeof tableMove>[0]> = {}) => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
})
const keys = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageUp', 'PageDown']

describe('keys in a table', () => {
  test('never leave the table, whatever is pressed', () => {
    fc.assert(
      fc.property(
        fc.nat(500),
        fc.integer({ min: 1, max: 25 }),
        fc.array(fc.constantFrom(...keys), { maxLength: 60 }),
        (rows, columns, pressed) => {
          let at: Cursor = { row: 0, column: 0 }
          for (const key of pressed) {
            const move = tableMove(press(key), at, rows, columns, 20)
            if (move?.kind === 'move') at = move.to
            expect(at.row).toBeGreaterThanOrEqual(-1)
            expect(at.row).toBeLessThan(Math.max(1, rows))
            expect(at.column).toBeGreaterThanOrEqual(0)
            expect(at.column).toBeLessThan(columns)
          }
        },
      ),
    )
  })

  test('go to the ends, by screenfuls, and to the head', () => {
    const at = { row: 50, column: 2 }
    const to = (key: string) => {
      const move = tableMove(press(key), at, 100, 5, 20)
      return move?.kind === 'move' ? move.to : null
    }
    expect(to('Home')).toEqual({ row: 0, column: 2 })
    expect(to('End')).toEqual({ row: 99, column: 2 })
    expect(to('PageDown')).toEqual({ row: 70, column: 2 })
    expect(to('PageUp')).toEqual({ row: 30, column: 2 })
    expect(tableMove(press('ArrowUp'), { row: 0, column: 0 }, 100, 5, 20)).toMatchObject({ to: { row: -1, column: 0 } })
    expect(tableMove(press('PageUp'), { row: 3, column: 0 }, 100, 5, 20)).toMatchObject({ to: { row: 0 } })
  })

  test('Shift extends with the vertical arrows only', () => {
    const extend = (key: string) => {
      const move = tableMove(press(key, { shiftKey: true }), { row: 5, column: 1 }, 100, 5, 20)
      return move?.kind === 'move' && move.extend
    }
    expect(['ArrowDown', 'ArrowUp', 'PageDown', 'Home', 'End'].map(extend)).toEqual([true, true, true, true, true])
    expect(['ArrowLeft', 'ArrowRight'].map(extend)).toEqual([false, false])
  })

  test('no letter acts, and Alt is left to the system', () => {
    for (const key of 'abcdefghijklmnopqrstuvwxyz')
      expect(tableMove(press(key), { row: 1, column: 1 }, 9, 3, 5)).toBeNull()
    expect(tableMove(press('ArrowLeft', { altKey: true }), { row: 1, column: 1 }, 9, 3, 5)).toBeNull()
    expect(tableMove(press('a', { ctrlKey: true }), { row: 1, column: 1 }, 9, 3, 5)).toEqual({ kind: 'all' })
  })
})

describe('keys on a column’s head', () => {
  const places = arrange(
    [
      { id: 'name', width: 180, shown: true, pinned: true },
      { id: 'hidden', width: 90, shown: false },
      { id: 'status', width: 120, shown: true },
      { id: 'score', width: 90, shown: true },
    ],
    undefined,
  )
  const shown = ['name', 'status', 'score']
  test('Alt moves it past the next one that is shown, and the cursor goes along', () => {
    const moved = columnKey(press('ArrowLeft', { altKey: true }), places, shown, 2)
    expect(moved?.places.filter((place) => place.shown).map((place) => place.id)).toEqual(['name', 'score', 'status'])
    expect(moved?.column).toBe(1)
  })
  test('a column does not move among the pinned ones by itself', () => {
    expect(columnKey(press('ArrowLeft', { altKey: true }), places, shown, 1)).toEqual({ places, column: 1 })
  })
  test('Shift makes it wider', () => {
    expect(
      columnKey(press('ArrowRight', { shiftKey: true }), places, shown, 1)?.places.find(
        (place) => place.id === 'status',
      )?.width,
    ).toBe(136)
  })
})

describe('sorting by a head', () => {
  const score = { sortBy: 'score', sortFirst: 'desc' as const }
  const name = { sortBy: 'name' }
  test('goes first way, other way, not at all', () => {
    const once = nextSort([], score, false)
    const twice = nextSort(once, score, false)
    expect([once, twice, nextSort(twice, score, false)]).toEqual([
      [{ by: 'score', direction: 'desc' }],
      [{ by: 'score', direction: 'asc' }],
      [],
    ])
  })
  test('with Shift keeps the others and their places, at most five', () => {
    const both = nextSort(nextSort([], score, false), name, true)
    expect(both).toEqual([
      { by: 'score', direction: 'desc' },
      { by: 'name', direction: 'asc' },
    ])
    expect(nextSort(both, score, true)).toEqual([
      { by: 'score', direction: 'asc' },
      { by: 'name', direction: 'asc' },
    ])
    const five: TableSort[] = ['a', 'b', 'c', 'd', 'e'].map((by) => ({ by, direction: 'asc' }))
    expect(nextSort(five, name, true)).toEqual(five)
  })
  test('a press without Shift drops the others, and a column that cannot be sorted changes nothing', () => {
    expect(nextSort([{ by: 'name', direction: 'asc' }], score, false)).toEqual([{ by: 'score', direction: 'desc' }])
    expect(nextSort([{ by: 'name', direction: 'asc' }], {}, false)).toEqual([{ by: 'name', direction: 'asc' }])
  })
})
