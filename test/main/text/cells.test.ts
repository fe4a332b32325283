import { parse } from 'csv-parse/sync'
import { expect, it } from 'vitest'
import { guarded, joinValues, unguarded } from '../../../src/main/text/cells.ts'
import { fc } from '../../harness/properties.ts'

const value = fc.string({ unit: fc.constantFrom('a', 'O', ';', '"', ' ', ',', "'", '=', '\n'), maxLength: 6 })

/** Reads a cell as its rule says: a line of comma separated values, but with "; " between them. */
const read = (cell: string): string[] =>
  cell === '' ? [] : (parse(cell, { delimiter: '; ', relax_column_count: true }) as string[][]).flat()

it('tells one group called "Ops; QA" from the groups "Ops" and "QA"', () => {
  expect(joinValues(['Ops; QA'])).toBe('"Ops; QA"')
  expect(joinValues(['Ops', 'QA'])).toBe('Ops; QA')
})

it('gives back the values of a cell, whatever they are', () => {
  fc.assert(
    fc.property(fc.array(value, { maxLength: 4 }), (values) => {
      expect(read(joinValues(values))).toEqual(values)
    }),
  )
})

it('gives back a guarded cell', () => {
  fc.assert(
    fc.property(value, (text) => {
      expect(unguarded(guarded(text))).toBe(text)
    }),
  )
  for (const text of ['=1+1', '+a', '-a', '@a', ' =a', '\t', "'=a"]) expect(guarded(text)).toBe(`'${text}`)
})
