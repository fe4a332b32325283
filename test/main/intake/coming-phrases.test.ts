import { describe, expect, it } from 'vitest'
import { coming, comingPhrases } from '../../../src/main/intake/coming/coming-phrases.ts'
import { fold } from '../../../src/main/text/folding.ts'
import { fc } from '../../harness/properties.ts'

const phrases = comingPhrases().phrases.filter((phrase) => !/[\p{Script=Han}\p{Script=Hangul}]/u.test(phrase))
/** All of them in one expression, which takes half a second to be compiled. */
const whole = new RegExp(`(?<![\\p{L}\\p{N}])(?:${phrases.join('|')})(?![\\p{L}\\p{N}])`, 'u')

const words = [
  ...new Set(phrases.flatMap((phrase) => phrase.replace(/\\p\{L\}|\\d|\(\?<?[=!:]/gu, ' ').match(/\p{L}+/gu) ?? [])),
]
/** Texts that hold such a phrase often, in part or whole. */
const texts = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...words) },
      fc.constantFrom(
        ...phrases.map((phrase) => phrase.replaceAll('(?:\\d+|\\p{L}{2,8})', 'zwei').replace(/[^\p{L} ]+/gu, ' ')),
      ),
      fc.constantFrom('3', '12', 'two', 'dve', 'a', 'kovetkezo', 'wird das', 'gaat', '3a', '-', '.', "'", '山'),
    ),
    { maxLength: 9 },
  )
  .map((some) => fold(some.join(' ')))

describe('phrases for what is to come', () => {
  it('are found as one expression of all of them finds the first', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(coming().phraseIn(text, text.split(/[^\p{L}]+/u))).toBe(whole.exec(text)?.[0] ?? null)
      }),
      { numRuns: 5000 },
    )
  })

  it('are found by the one that stands first in the list, where two begin together', () => {
    for (const text of ['preavis nap mulva', 'gelecek hafta sonra'])
      expect(coming().phraseIn(text, text.split(' '))).toBe(whole.exec(text)?.[0])
  })

  it('are found with a number, in digits and as a word', () => {
    for (const text of ['leaves in 3 days', 'in zwei wochen weg', 'dans 2 semaines', '2 hafta sonra', 'през 2 дни'])
      expect(coming().phraseIn(text, text.split(/[^\p{L}]+/u))).toBe(whole.exec(text)?.[0] ?? null)
  })
})
