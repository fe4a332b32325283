import { describe, expect, test } from 'vitest'
import { bucketsOf } from '../../../src/renderer/ui/charts/buckets.ts'
import {
  furthest,
  type LongList,
  mostHeight,
  rowAtHeight,
  spacerHeight,
  stretch,
  topOf,
  toShow,
} from '../../../src/renderer/ui/long-list/geometry.ts'
import { fc } from '../../harness/properties.ts'

const lists = fc.record({
  count: fc.integer({ min: 1, max: 5_000_000 }),
  rowHeight: fc.constant(33),
  opened: fc.option(fc.record({ index: fc.nat(4_999_999), height: fc.integer({ min: 0, max: 2000 }) })),
  view: fc.integer({ min: 50, max: 2000 }),
})

describe('a list of millions of rows', () => {
  test('each row is at its own height, and what is opened moves those below it', () => {
    fc.assert(
      fc.property(lists, fc.nat(4_999_999), (list, any) => {
        const index = any % list.count
        expect(rowAtHeight(list, topOf(list, index))).toBe(index)
        expect(rowAtHeight(list, topOf(list, index) + 32)).toBe(index)
      }),
    )
  })

  test('the scroll bar reaches every row, and no element is higher than a browser draws', () => {
    fc.assert(
      fc.property(lists, (list) => {
        expect(spacerHeight(list)).toBeLessThanOrEqual(mostHeight)
        const bar = Math.max(0, spacerHeight(list) - list.view)
        expect(Math.abs(bar * stretch(list) - furthest(list))).toBeLessThan(1)
      }),
    )
  })

  test('a row that is brought into view is wholly in it', () => {
    fc.assert(
      fc.property(lists, fc.nat(4_999_999), fc.double({ min: 0, max: 1, noNaN: true }), (list, any, share) => {
        const index = any % list.count
        const before = share * furthest(list)
        const y = toShow(list as LongList, index, before) ?? before
        const top = topOf(list, index)
        expect(top).toBeGreaterThanOrEqual(y - 0.001)
        expect(Math.min(top + 33, top + list.view)).toBeLessThanOrEqual(y + list.view + 0.001)
      }),
    )
  })
})

describe('bars over a span', () => {
  test('cover it, are not too many, and count nothing outside where it has an end', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2_000_000_000 }),
        fc.integer({ min: 0, max: 100_000_000 }),
        fc.integer({ min: 10, max: 200 }),
        fc.boolean(),
        (start, length, most, isOpen) => {
          const [from, to] = [start * 1000, (start + length) * 1000]
          const cut = bucketsOf(from, to, most, isOpen)
          expect(cut.from).toBe(from)
          expect(cut.count).toBeLessThanOrEqual(most)
          expect(cut.to).toBeGreaterThanOrEqual(to)
          if (!isOpen) expect(cut.to).toBe(to)
        },
      ),
    )
  })
  test('say their length: exactly where they can, else about', () => {
    const hour = 3_600_000
    expect(bucketsOf(0, 168 * hour - 1000, 90, false)).toMatchObject({ count: 84, words: '2 hours' })
    expect(bucketsOf(0, 168.5 * hour - 1000, 90, false)).toMatchObject({ count: 85, words: 'about 2 hours' })
  })
})
