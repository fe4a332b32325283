import { describe, expect, test } from 'vitest'
import type { Column } from '../../../src/renderer/ui/table/column.ts'
import { fitted, type Placed, withRoom } from '../../../src/renderer/ui/table/model.ts'

const column = (id: string, width: number, more: Partial<Column<unknown>> = {}): Column<unknown> => ({
  id,
  header: id,
  width,
  shown: true,
  text: () => '',
  ...more,
})
const columns = [column('name', 200, { grow: 1, least: 150 }), column('address', 300, { least: 250 }), column('no', 80)]
const places = columns.map(({ id, width }) => ({ id, width, shown: true, pinned: id === 'name' }))
const natural: Placed<unknown>[] = columns.map((one, at) => ({
  column: one,
  width: one.width,
  left: at === 0 ? 38 : null,
}))
const widths = (room: number, where = places, from = natural) => fitted(from, room, where, 38).map(({ width }) => width)

describe('the columns of a table', () => {
  test('take from those that may be narrower just what is missing', () => {
    expect(widths(540)).toEqual([180, 280, 80])
    expect(widths(480)).toEqual([150, 250, 80])
  })
  test('keep their own widths, and scroll, where even that is not enough', () => {
    expect(widths(479)).toEqual([200, 300, 80])
    expect(widths(-38)).toEqual([200, 300, 80])
  })
  test('give what is left over to those that grow', () => {
    expect(widths(620)).toEqual([240, 300, 80])
  })
  test('never alter a width that a person chose', () => {
    const chosen = places.map((place) => (place.id === 'address' ? { ...place, width: 290 } : place))
    const drawn = natural.map((one) => (one.column.id === 'address' ? { ...one, width: 290 } : one))
    expect(widths(540, chosen, drawn)).toEqual([170, 290, 80])
  })
})

describe('columns for which there is no room', () => {
  const turns = places.map((place) => (place.id === 'no' ? { ...place, yields: 1 } : place))
  const kept = (room: number, where = turns) => withRoom(natural, room, where).map(({ column: { id } }) => id)

  test('step back only when even the narrowest widths do not fit', () => {
    expect(kept(480)).toEqual(['name', 'address', 'no'])
    expect(kept(479)).toEqual(['name', 'address'])
  })
  test('step back in their turn', () => {
    const both = places.map((place) => ({ ...place, yields: place.id === 'no' ? 2 : place.id === 'address' ? 1 : 9 }))
    expect(kept(300, both)).toEqual(['name', 'no'])
    expect(kept(200, both)).toEqual(['name'])
  })
  test('stay, and the table scrolls, where stepping back does not help, nothing is known of the room, or a person arranged them', () => {
    expect(kept(399)).toEqual(['name', 'address', 'no'])
    expect(kept(0)).toEqual(['name', 'address', 'no'])
    expect(kept(479, places)).toEqual(['name', 'address', 'no'])
  })
})
