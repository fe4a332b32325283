import { describe, expect, test } from 'vitest'
import {
  everybody,
  headState,
  isSelected,
  nobody,
  type Selection,
  selectedCount,
  toggled,
  withRows,
} from '../../../src/renderer/lib/selection.ts'
import { fc } from '../../harness/properties.ts'

const world = Array.from({ length: 12 }, (_, at) => `person ${at}`)
const some = fc.subarray(world)
const step = fc.oneof(
  fc.record({ kind: fc.constant('rows' as const), ids: some, selected: fc.boolean() }),
  fc.record({ kind: fc.constant('toggle' as const), id: fc.constantFrom(...world) }),
  fc.record({ kind: fc.constant('all' as const) }),
  fc.record({ kind: fc.constant('none' as const) }),
)

describe('a selection', () => {
  test('holds the same people as a plain set does, whatever is done to it', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        let selection: Selection = nobody
        let plain = new Set<string>()
        for (const one of steps) {
          if (one.kind === 'all') {
            selection = everybody
            plain = new Set(world)
          } else if (one.kind === 'none') {
            selection = nobody
            plain = new Set()
          } else if (one.kind === 'toggle') {
            selection = toggled(selection, one.id)
            if (!plain.delete(one.id)) plain.add(one.id)
          } else {
            selection = withRows(selection, one.ids, one.selected)
            for (const id of one.ids) one.selected ? plain.add(id) : plain.delete(id)
          }
          expect(world.filter((id) => isSelected(selection, id))).toEqual(world.filter((id) => plain.has(id)))
          expect(selectedCount(selection, world.length)).toBe(plain.size)
          expect(headState(selection, world.length) === 'none').toBe(plain.size === 0)
        }
      }),
    )
  })

  test('of all that match is a query: it grows with what matches, less the exceptions', () => {
    const selection = toggled(everybody, 'person 3')
    expect(selectedCount(selection, 100_000)).toBe(99_999)
    expect(isSelected(selection, 'somebody never seen')).toBe(true)
    expect(headState(everybody, 100_000)).toBe('all')
    expect(headState(selection, 100_000)).toBe('some')
  })
})
