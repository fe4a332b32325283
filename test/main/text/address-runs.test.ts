import { describe, expect, it } from 'vitest'
import { addressRuns, withRunsAs } from '../../../src/main/text/addresses/address-runs.ts'
import { fc } from '../../harness/properties.ts'

/** The same as an expression, which goes over the letters of each word again and again. */
const run = /[^\s,;:<>()[\]{}"|=]*[@＠﹫][^\s,;:<>()[\]{}"|?]*(?:\?\w[^\s<>"()[\]]*)?/gu

const pieces = [
  ...['a', 'kim', 'Ł', '山', '😀', '\ud800', '@', '＠', '﹫', '?', '=', '?x', ' ', '\u00a0', '\u3000', '\n', '\u2028'],
  ...[
    ',',
    ';',
    ':',
    '<',
    '>',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '"',
    '|',
    '.',
    '_',
    '-',
    "'",
    '&',
    '\u200b',
    'example.com',
  ],
]
const texts = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 24 }).map((some) => some.join('')),
  fc.string({ unit: fc.constantFrom(...'a@=? '), maxLength: 16 }),
)

describe('runs that look like addresses', () => {
  it('are the letters around each sign as far as no mark parts them, with the question of a link', () => {
    const text = 'Kim <kim@example.com>, mailto:a?b@example.com?subject=x&cc=y or c=d@e@f'
    expect(addressRuns(text).map(({ at, end }) => text.slice(at, end))).toEqual([
      'kim@example.com',
      'a?b@example.com?subject=x&cc=y',
      'd@e@f',
    ])
    expect(withRunsAs('a@b c', '|')).toBe('| c')
    expect(withRunsAs('nobody', '|')).toBe('nobody')
  })

  it('are those that the expression finds, in any text', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(addressRuns(text).map(({ at, end }) => [at, text.slice(at, end)])).toEqual(
          [...text.matchAll(run)].map((found) => [found.index, found[0]]),
        )
        expect(withRunsAs(text, ' | ')).toBe(text.replace(run, ' | '))
      }),
      { numRuns: 3000 },
    )
  })
})
