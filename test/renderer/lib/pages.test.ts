import { describe, expect, test } from 'vitest'
import { pageSize, pagesFor } from '../../../src/renderer/lib/application/pages.ts'
import { fc } from '../../harness/properties.ts'

describe('which pages are read', () => {
  test('before the total is known only the first', () => {
    expect(pagesFor(0, 0, null)).toEqual([0])
    expect(pagesFor(5000, 5040, null)).toEqual([0])
  })

  test('those of the visible rows, a neighbour once it is half a page away, and never one beyond the end', () => {
    expect(pagesFor(0, 40, 100_000)).toEqual([0])
    expect(pagesFor(10, 50, 100_000)).toEqual([0, 1])
    expect(pagesFor(390, 430, 100_000)).toEqual([3, 4])
    expect(pagesFor(440, 480, 100_000)).toEqual([3, 4, 5])
    expect(pagesFor(99_990, 99_999, 100_000)).toEqual([999])
    expect(pagesFor(0, 0, 0)).toEqual([0])
  })

  test('every visible row is on a page that is read, and few pages are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.nat(1_000_000), fc.nat(80), (total, start, length) => {
        const first = start % total
        const last = Math.min(total - 1, first + length)
        const pages = pagesFor(first, last, total)
        const near = [first - pageSize / 2, last + pageSize / 2].filter((row) => row >= 0 && row < total)
        for (const row of [first, last, ...near]) expect(pages).toContain(Math.floor(row / pageSize))
        expect(pages.length).toBeLessThanOrEqual(3)
        expect(Math.max(...pages) * pageSize).toBeLessThan(total)
      }),
    )
  })

  test('a list that has become shorter is read at its end', () => {
    expect(pagesFor(5000, 5040, 150)).toEqual([1])
  })
})
