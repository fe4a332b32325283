import { describe, expect, it } from 'vitest'
import { cleanPasted, leftOut } from '../../src/contract/pasted.ts'
import { fc } from '../harness/properties.ts'

describe('what was copied', () => {
  const hash = fc.stringMatching(/^[0-9a-zA-Z+/=_.-]{8,80}$/)
  const dirt = fc.constantFrom(
    '"',
    "'",
    '\u201c',
    '\u201d',
    '\u201e',
    '\u00ab',
    '\u00bb',
    '`',
    ' ',
    '\u00a0',
    '\u3000',
    '\t',
    '\n',
    '\r\n',
    '\u2028',
    '\u200b',
    '\u2060',
    '\ufeff',
    '\u00ad',
    '\u202a',
  )
  it('is what was meant, whatever stands around or within it', () => {
    fc.assert(
      fc.property(
        hash,
        fc.array(fc.tuple(dirt, fc.double({ min: 0, max: 1, noNaN: true })), { maxLength: 6 }),
        (meant, marks) => {
          let given = meant
          for (const [mark, at] of marks) {
            const place = Math.round(at * given.length)
            given = given.slice(0, place) + mark + given.slice(place)
          }
          const pasted = cleanPasted(given)
          expect(pasted.text).toBe(meant)
          expect(pasted.removed.length > 0).toBe(marks.length > 0)
          expect(leftOut('the hash', pasted) ?? '').not.toContain(meant)
        },
      ),
    )
  })

  it('is told in a sentence', () => {
    expect(leftOut('the provisioning hash', cleanPasted('"abc\u200b"\n'))).toBe(
      'Quotation marks, line breaks and invisible characters in the provisioning hash were left out.',
    )
    expect(leftOut('the account number', cleanPasted('12345'))).toBeNull()
  })
})
