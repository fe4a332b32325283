import { describe, expect, it } from 'vitest'
import { cleanName, shown } from '../../../src/main/intake/list-entry.ts'
import { fc } from '../../harness/properties.ts'

const pieces = [
  'Anna',
  'b',
  'Mc.',
  "O'",
  ' ',
  '  ',
  '<',
  '>',
  '(',
  ')',
  ',',
  ';',
  '"',
  '.',
  '-',
  ':',
  '1.',
  '•',
  '\t',
  'mailto:',
  'é',
  '\u200b',
]
const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((some) => some.join(''))

/** The name of a text, step by step. */
function nameBySteps(text: string): string | null {
  const bare = text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .replace(/^\s*(?:[-*•·–—]|\d{1,5}[.)])\s+/u, '')
    .replace(/\b(?:mailto|smtp):\s*$/i, '')
    .replace(/^[\s"'`“”„«»<>()[\],;:.\-–—]+|[\s"'`“”„«»<>()[\],;:\-–—]+$/gu, '')
  if (!/\p{L}|\p{N}/u.test(bare)) return null
  return `${bare}${/\([^()]*$/u.test(bare) ? ')' : ''}`
}

describe('a text of a list', () => {
  it('gives the same name where nothing but a name of plain letters stands in it', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(cleanName(text)).toBe(nameBySteps(text))
      }),
      { numRuns: 5000 },
    )
  })

  it('is shown on one line', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(shown(text)).toBe(text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim())
      }),
      { numRuns: 2000 },
    )
  })
})
