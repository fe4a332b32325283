import { expect, test } from 'vitest'
import { markedJson } from '../../src/contract/marked.ts'
import { fc } from '../harness/properties.ts'

const commanding = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/

test('marked JSON says the same, and holds nothing that commands', () => {
  fc.assert(
    fc.property(
      fc.json(),
      fc.string({ unit: fc.constantFrom('\u202e', '\u2066', '\\', '"', 'u', 'a') }),
      (json, text) => {
        const value = [JSON.parse(json), text]
        const shown = markedJson(JSON.stringify(value))
        expect(JSON.parse(shown)).toEqual(value)
        expect(shown).not.toMatch(commanding)
      },
    ),
  )
})
