import { describe, expect, it } from 'vitest'
import { characterName, cleanAddress, invisibleIn, mixedScriptsIn } from '../../../src/main/text/characters.ts'
import { loadLookAlikes } from '../../../src/main/text/look-alikes.ts'
import { fc } from '../../harness/properties.ts'

const ann = 'anna.muster@example.com'
const unseen = [
  '\u200b',
  '\u200c',
  '\u200d',
  '\u200e',
  '\u200f',
  '\u202a',
  '\u202e',
  '\u2060',
  '\u2066',
  '\u2069',
  '\u00ad',
  '\ufeff',
  '\u034f',
  '\u061c',
  '\u180e',
  '\u2800',
  '\u3164',
  '\uffa0',
  '\ufe0f',
  '\ufe00',
  '\u{e0041}',
  '\u{e0101}',
  '\u0007',
  '\u0085',
  '\u009f',
  '\ud800',
  '\u115f',
  '\u17b4',
]

describe('an address', () => {
  it.each(unseen)('is told to hold %j, and cleaned of it, wherever it stands', (mark) => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: ann.length }), (at) => {
        const given = `${ann.slice(0, at)}${mark}${ann.slice(at)}`
        expect(invisibleIn(given)).toEqual([{ at, name: characterName(mark) }])
        expect(cleanAddress(given)).toEqual({ address: ann, removed: [characterName(mark)], composed: false })
      }),
      { numRuns: 30 },
    )
  })

  it('loses the blanks of every script around it, and keeps those in it, for somebody to see', () => {
    for (const blank of [' ', '\u00a0', '\t', '\u3000', '\u2009', '\u202f', '\n'])
      expect(cleanAddress(`${blank}${ann}${blank}`).address).toBe(ann)
    expect(invisibleIn('anna muster@example.com')).toEqual([{ at: 4, name: 'space (U+0020)' }])
    expect(invisibleIn('anna\u00a0muster@example.com')).toEqual([{ at: 4, name: 'no-break space (U+00A0)' }])
  })

  it('keeps a joiner between letters that it shapes', () => {
    for (const given of [
      '\u0646\u0627\u0645\u0647\u200c\u0627\u06cc@example.com',
      '\u0915\u094d\u200d\u0937@example.com',
    ])
      expect(cleanAddress(given)).toEqual({ address: given, removed: [], composed: false })
    expect(cleanAddress('e\u0301\u200cx@example.com').address).toBe('éx@example.com')
  })

  it('is composed', () => {
    expect(cleanAddress('jose\u0301@example.com')).toEqual({ address: 'josé@example.com', removed: [], composed: true })
  })

  it('of ASCII letters is left as it is', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[!-~]{1,40}$/), (given) => {
        expect(cleanAddress(given)).toEqual({ address: given, removed: [], composed: false })
        expect(invisibleIn(given)).toEqual([])
        expect(mixedScriptsIn(given)).toEqual([])
      }),
    )
  })

  it('cleaned once needs no cleaning again', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'é', 'e', '\u0301', ' ', '@', ...unseen), maxLength: 30 }),
        (given) => {
          const { address } = cleanAddress(given)
          expect(cleanAddress(address).address).toBe(address)
        },
      ),
    )
  })
})

describe('scripts', () => {
  it.each([
    ['\u0430nna.muster@example.com', ['Cyrillic', 'Latin']],
    ['anna@ex\u0430mple.com', ['Latin', 'Cyrillic']],
    ['\u03bfscar@example.com', ['Greek', 'Latin']],
    ['anna\u0561@example.com', ['Latin', 'Armenian']],
    ['\u0456van\u03b1@example.com', ['Cyrillic', 'Latin', 'Greek']],
    ['anna\u1d00\u13aa@example.com', ['Latin', 'Cherokee']],
  ])('that %j mixes are named', (given, expected) => expect(mixedScriptsIn(given)).toEqual(expected))

  it.each([
    'josé.ñandú@example.com',
    'иван.петров@пример.рф',
    'ivan@пример.рф',
    'иван2@example.com',
    '山田たろうカナyamada@example.com',
    '김철수kim@example.com',
    'şükrü.ığdır@example.com',
    'γιώργος@example.com',
  ])('of %j belong together', (given) => expect(mixedScriptsIn(given)).toEqual([]))
})

describe('a look-alike', () => {
  it.each([
    ['\u0430nna.muster@example.com', ann],
    ['\u0455\u0441\u043e\u0440\u0435@example.com', 'scope@example.com'],
    ['anna@ex\u0430mple.com', 'anna@example.com'],
    ['\u{1d41a}nna@example.com', 'anna@example.com'],
    ['ann\u0251@example.com', 'anna@example.com'],
    ['sean.o\u2019brien@example.com', "sean.o'brien@example.com"],
  ])('%j is told as %j', async (given, expected) => expect((await loadLookAlikes())(given)).toBe(expected))

  it.each([ann, 'modern1l0@example.com', 'jürgen@example.com', 'иван@example.com', 'łukasz@example.com'])(
    '%j is none',
    async (given) => expect((await loadLookAlikes())(given)).toBeNull(),
  )
})
