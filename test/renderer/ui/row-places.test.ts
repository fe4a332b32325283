import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DrawnRow, placeRows } from '../../../src/renderer/ui/table/row-places.ts'

const rows = (first: number, count: number) => Array.from({ length: count }, (_, at) => ({ index: first + at }))
const said = (drawn: readonly DrawnRow<{ index: number }>[]) =>
  drawn.map(({ item, place }) => ({ index: item.index, place }))

/** Where somebody scrolled to: the first row drawn, how many, and whether the list stands still there. */
const views = fc.array(
  fc.record({ first: fc.nat(60), count: fc.integer({ min: 1, max: 30 }), isScrolling: fc.boolean() }),
  { minLength: 2 },
)

/** What is drawn in each view, one after the other. */
function drawnIn(list: readonly { first: number; count: number; isScrolling: boolean }[]) {
  let before: { index: number; place: number }[] = []
  return list.map(({ first, count, isScrolling }) => {
    before = said(placeRows(rows(first, count), before, isScrolling))
    return before
  })
}

test('draws each row once, each in an element of its own', () => {
  fc.assert(
    fc.property(views, (list) => {
      for (const [at, drawn] of drawnIn(list).entries()) {
        const { first, count } = list[at] ?? { first: 0, count: 0 }
        expect(drawn.map(({ index }) => index).sort((a, b) => a - b)).toEqual(rows(first, count).map((r) => r.index))
        expect(new Set(drawn.map(({ place }) => place)).size).toBe(count)
      }
    }),
  )
})

test('leaves a row in its element as long as it is drawn', () => {
  fc.assert(
    fc.property(views, (list) => {
      const all = drawnIn(list)
      for (const [at, drawn] of all.entries()) {
        const before = new Map(all[at - 1]?.map(({ index, place }) => [index, place]))
        for (const { index, place } of drawn) if (before.has(index)) expect(place).toBe(before.get(index))
      }
    }),
  )
})

test('moves no element while somebody scrolls', () => {
  fc.assert(
    fc.property(views, (list) => {
      const all = drawnIn(list.map((view) => ({ ...view, isScrolling: true })))
      for (const [at, drawn] of all.entries()) {
        const places = drawn.map(({ place }) => place)
        const before = (all[at - 1] ?? []).map(({ place }) => place)
        const stay = new Set(places.filter((place) => before.includes(place)))
        expect(places.filter((place) => stay.has(place))).toEqual(before.filter((place) => stay.has(place)))
      }
    }),
  )
})

test('stands in the order of the rows at rest', () => {
  fc.assert(
    fc.property(views, (list) => {
      for (const [at, drawn] of drawnIn(list).entries())
        if (!list[at]?.isScrolling)
          expect(drawn.map(({ index }) => index)).toEqual(drawn.map(({ index }) => index).sort((a, b) => a - b))
    }),
  )
})
