import { expect, it } from 'vitest'
import { radixSort } from '../../../src/main/directory/index/radix.ts'
import { fc } from '../../harness/properties.ts'

it('orders positions by their keys like a plain sort, the highest key last either way', () => {
  const anyKeys = fc
    .constantFrom(0, 1, 2 ** 11 - 1, 2 ** 11, 2 ** 17, 2 ** 32 - 1)
    .chain((most) =>
      fc.record({ most: fc.constant(most), keys: fc.array(fc.integer({ min: 0, max: most }), { maxLength: 60 }) }),
    )
  fc.assert(
    fc.property(anyKeys, fc.boolean(), fc.nat(), ({ most, keys }, descending, seed) => {
      // Some of the positions, in any order: what was sorted before must stay so among equals.
      const positions = keys.map((_, at) => at).filter((at) => (at * 7 + seed) % 5 !== 0)
      positions.sort((a, b) => ((a * 31 + seed) % 17) - ((b * 31 + seed) % 17))
      const rank = (at: number) => {
        const key = keys[at] as number
        return descending && key !== most ? -1 - key : key
      }
      const expected = positions.toSorted((a, b) => rank(a) - rank(b))
      expect([...radixSort(Uint32Array.from(positions), Uint32Array.from(keys), most, descending)]).toEqual(expected)
    }),
    { numRuns: 1000 },
  )
})
