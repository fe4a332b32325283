import { expect, test } from 'vitest'
import type { Cover } from '../../../src/main/audit/archive/catalog.ts'
import { addCover, gapsIn, readCoverage, withoutRemoved } from '../../../src/main/audit/fetch/coverage.ts'
import { fc } from '../../harness/properties.ts'

const span = fc
  .tuple(fc.nat(60), fc.nat(20), fc.nat(3))
  .map(([first, length, events]): Cover => ({ first, last: first + length, fetched: 1, events }))

test('a span that is asked for again, however often, changes nothing that is known', () => {
  fc.assert(
    fc.property(fc.array(span, { maxLength: 12 }), span, (spans, again) => {
      const known = [...spans, again].reduce<Cover[]>(addCover, [])
      let covers = known
      for (let round = 0; round < 60; round++) covers = addCover(covers, again)
      expect(covers).toEqual(known)
      for (const { events } of covers) expect(events).toBeLessThanOrEqual(3)
      const second = (at: number) => known.some(({ first, last }) => first <= at && last >= at)
      const gaps = gapsIn(known, 0, 100)
      for (let at = 0; at <= 100; at++)
        expect(gaps.some(({ first, last }) => first <= at && last >= at)).toBe(!second(at))
      const { known: sure, unknown } = readCoverage(known)
      // An empty answer is believed where an older one held events.
      const oldest = known.find(({ events }) => events > 0)?.first ?? 1000
      for (let at = 0; at <= 100; at++) {
        const cover = known.find(({ first, last }) => first <= at && last >= at)
        const isIn = (spans: readonly { first: number; last: number }[]) =>
          spans.some(({ first, last }) => first <= at && last >= at)
        expect(isIn(sure)).toBe(cover !== undefined && (cover.events > 0 || at >= oldest))
        expect(isIn(unknown)).toBe(cover !== undefined && !isIn(sure))
      }
      for (const [index, { first }] of sure.entries())
        if (index > 0) expect(first).toBeGreaterThan((sure[index - 1]?.last ?? 0) + 1)
    }),
  )
})

test('what a choice removed is told apart from what was not fetched', () => {
  const gaps = [
    { first: 0, last: 9 },
    { first: 20, last: 40 },
    { first: 60, last: 70 },
  ]
  expect(withoutRemoved(gaps, 30)).toEqual({
    gaps: [
      { first: 30, last: 40 },
      { first: 60, last: 70 },
    ],
    removedBefore: 30,
  })
  expect(withoutRemoved(gaps, null)).toEqual({ gaps, removedBefore: null })
  expect(withoutRemoved(gaps.slice(2), 30)).toEqual({ gaps: gaps.slice(2), removedBefore: null })
})
