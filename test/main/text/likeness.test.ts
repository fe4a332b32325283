import { describe, expect, it } from 'vitest'
import { fold } from '../../../src/main/text/folding.ts'
import { comparedNames, likeness, nameKey, readName } from '../../../src/main/text/names/person-name.ts'
import { fc } from '../../harness/properties.ts'

const parts = [
  ...[
    'anna',
    'kim',
    'k',
    'a',
    'j',
    'jw',
    'jww',
    'wanda',
    'wilma',
    'st',
    'saint',
    'sankt',
    'john',
    'stjohn',
    'van',
    'der',
  ],
  ...[
    'meer',
    'vandermeer',
    'mc',
    'neil',
    'mcneil',
    '(geb. kim)',
    'geb. lee',
    'muller',
    'mueller',
    'Müller',
    'ъ',
    'иван',
    'ivan',
  ],
  ...['jean-luc', 'luc', '山田', '山', '田', "o'brien", '(wanda)', '1', '-'],
]
const few = ['kim', 'lee', 'wanda', '(kim lee)', '(wanda)', 'ъ']
const names = fc
  .oneof(fc.array(fc.constantFrom(...parts), { maxLength: 4 }), fc.array(fc.constantFrom(...few), { maxLength: 3 }))
  .map((some) => readName(fold(some.join(' '))))

describe('the likeness of two names', () => {
  it('is what all their words say, also where it is told by their first letters', () => {
    fc.assert(
      fc.property(names, names, (one, other) => {
        expect(likeness(one, other)).toBe(comparedNames(one, other))
      }),
      { numRuns: 20_000 },
    )
  })

  it('has one key for the same words in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 3 }), { maxLength: 3 }), (words) => {
        expect(nameKey(words)).toBe(words.toSorted().join(' '))
      }),
    )
  })
})
