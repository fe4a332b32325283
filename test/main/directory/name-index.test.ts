import { describe, expect, it } from 'vitest'
import { atOnce } from '../../../src/main/cooperative/slices.ts'
import type { Columns } from '../../../src/main/directory/index/columns.ts'
import { indexNames, localKey } from '../../../src/main/directory/name-index.ts'
import { collapse, fold } from '../../../src/main/text/folding.ts'
import { initialPairs, likeness, nameKey, readName } from '../../../src/main/text/names/person-name.ts'
import { romanised } from '../../../src/main/text/names/romanise.ts'
import { fc } from '../../harness/properties.ts'

const words = [
  'anna',
  'kim',
  'bo',
  'x',
  'lee',
  'li',
  'muller',
  'muelle',
  "o'brien",
  'jean-luc',
  'иван',
  'van',
  'der',
  'kim',
  '山田',
]
const names = fc.array(fc.constantFrom(...words), { maxLength: 4 }).map((some) => fold(some.join(' ')))
const companies = fc.array(names, { minLength: 1, maxLength: 12 })

/** The columns of people with these folded names, as far as names are read from them. */
function columnsOf(people: readonly string[]): Columns {
  const lines = people.map((name, at) => Buffer.from(`p${at}@example.com\t${name}\n`))
  const textStart = [0]
  for (const line of lines) textStart.push((textStart.at(-1) ?? 0) + line.length)
  const count = people.length
  return {
    n: new Uint32Array(count),
    flags: new Uint16Array(count),
    text: Buffer.concat(lines),
    textStart: Uint32Array.from(textStart),
  } as unknown as Columns
}

describe('the index of names', () => {
  it('finds whoever has a word, a word with an initial, or all words of a name, however the name is made', () => {
    fc.assert(
      fc.property(companies, names, (people, asked) => {
        const index = atOnce(indexNames(columnsOf(people)))
        const read = people.map(readName)
        const where = (fits: (name: ReturnType<typeof readName>) => boolean) =>
          read.flatMap((name, at) => (fits(name) ? [at] : []))
        const given = readName(asked)
        for (const word of given.drawn) {
          expect(index.having(word, undefined, 99)).toEqual(
            expect.arrayContaining(where(({ drawn }) => drawn.includes(word))),
          )
          for (const letter of ['a', 'k', 'l'])
            expect(index.having(word, letter, 99)).toEqual(
              expect.arrayContaining(where((name) => initialPairs(name, false).includes(`${word} ${letter}`))),
            )
        }
        const same = (name: ReturnType<typeof readName>) =>
          given.drawn.length > 0 && nameKey(name.drawn) === nameKey(given.drawn) && likeness(given, name) !== null
        expect(index.named(given).map(({ at }) => at)).toEqual(expect.arrayContaining(where(same)))
        for (const { at } of index.named(given)) expect(likeness(given, read[at] ?? readName(''))).not.toBeNull()
        // Who shares nothing with a word is not found by it.
        for (const at of index.having('anna', undefined, 99)) expect(people[at]).toContain('anna')
      }),
      { numRuns: 400 },
    )
  })

  it('takes the letters of a local part, whatever it is made of', () => {
    const slow = (part: string) =>
      collapse(
        romanised(
          fold(part)
            .replace(/\+.*$/u, '')
            .replace(/[^\p{L}\p{N}]+/gu, '')
            .replace(/\p{N}+$/u, ''),
        ),
      )
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ae.-_+1uoj9A’é山') }), (part) => {
        expect(localKey(part)).toBe(slow(part))
      }),
      { numRuns: 1000 },
    )
  })
})
