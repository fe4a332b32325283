import { describe, expect, it } from 'vitest'
import { withTabs } from '../../../src/main/intake/forms/aligned-columns.ts'
import { fc } from '../../harness/properties.ts'

describe('columns that stand under each other', () => {
  it('are a table, whatever stands in them and however wide they are', () => {
    const cell = fc.stringMatching(/^[a-z]{1,8}( [a-z]{1,6})?$/)
    const rows = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(rows, fc.integer({ min: 2, max: 6 }), (some, gap) => {
        const table = [
          ['Name', 'E-mail', 'Zorb'],
          ...some.map(([name, last], at) => [name, `p${at}@example.com`, last]),
        ]
        const widths = [0, 1, 2].map((at) => Math.max(...table.map((row) => (row[at] ?? '').length)))
        const printed = table.map((row) =>
          row
            .map((each, at) => each.padEnd((widths[at] ?? 0) + gap))
            .join('')
            .trimEnd(),
        )
        expect(withTabs(printed.join('\n')).split('\n')).toEqual(table.map((row) => row.join('\t')))
      }),
      { numRuns: 100 },
    )
  })

  it.each([
    'Please disable  anna@example.com and bob@example.com\nThanks  a lot',
    'anna@example.com\nbob@example.com',
    'Leavers:\n  anna@example.com\n  bob@example.com',
    'anna@example.com  bob@example.com\ncarla@example.com  dan@example.com',
    'Hello\n\nanna@example.com has left.  Thanks\nBest  wishes',
  ])('are none where lines only have blanks in them: %j', (text) => {
    expect(withTabs(text)).toBe(text)
  })

  it('are looked for in any number of lines', () => {
    const text = 'a  b\n'.repeat(190_000)
    expect(withTabs(text)).toBe(text)
  })
})
