import { describe, expect, test } from 'vitest'
import {
  age,
  ago,
  bytes,
  count,
  inOrder,
  milliseconds,
  people,
  splitAddress,
} from '../../../src/renderer/lib/words/format.ts'
import { fc } from '../../harness/properties.ts'

const now = Date.parse('2026-03-10T12:00:00Z')
const earlier = (milliseconds: number) => new Date(now - milliseconds).toISOString()
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

describe('how long ago', () => {
  test.each([
    [30_000, 'just now'],
    [minute, '1 min ago'],
    [59 * minute, '59 min ago'],
    [hour, '1 h ago'],
    [23 * hour, '23 h ago'],
    [day, '1 day ago'],
    [59 * day, '59 days ago'],
    [61 * day, '2 months ago'],
    [365 * day, '11 months ago'],
    [731 * day, '2 years ago'],
    [-5 * minute, 'in 5 min'],
    [-(24 * 60 - 2) * minute, 'in 1 day'],
    [-22.6 * 60 * minute, 'in 23 h'],
    [-(60 * minute - 1000), 'in 1 h'],
    [-1000, 'just now'],
  ])('%d ms is %s', (difference, words) => expect(ago(earlier(difference), now)).toBe(words))
})

describe('the age of the data', () => {
  test('is amber over a day and red over seven', () => {
    expect(age(earlier(day), now).level).toBe('fresh')
    expect(age(earlier(day + 1), now).level).toBe('amber')
    expect(age(earlier(7 * day), now).level).toBe('amber')
    expect(age(earlier(7 * day + 1), now).level).toBe('red')
    expect(age(null, now)).toEqual({ level: 'none', words: 'never read' })
  })
})

describe('numbers', () => {
  test('are grouped, and one is one', () => {
    expect(count(12431)).toBe('12,431')
    expect(people(1)).toBe('1 person')
    expect(people(0)).toBe('0 people')
    expect(people(100_000)).toBe('100,000 people')
  })
  test('of bytes and milliseconds are short', () => {
    expect([bytes(1023), bytes(1536), bytes(5_000_000)]).toEqual(['1023 B', '1.5 KB', '4.8 MB'])
    expect([milliseconds(12.4), milliseconds(1234)]).toEqual(['12 ms', '1.2 s'])
  })
})

describe('an address', () => {
  test('is split at its last @, and nothing is lost', () => {
    expect(splitAddress('ada@example.com')).toEqual({ name: 'ada', domain: '@example.com' })
    expect(splitAddress('"a@b"@example.com')).toEqual({ name: '"a@b"', domain: '@example.com' })
    expect(splitAddress('no-address')).toEqual({ name: 'no-address', domain: '' })
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { name, domain } = splitAddress(text)
        expect(name + domain).toBe(text)
      }),
    )
  })
})

test('a name that carries marks of direction is shown in the order of its letters', () => {
  expect(inOrder('Anna \u202Etxt.exe\u202C Bell')).toBe('Anna [U+202E]txt.exe[U+202C] Bell')
  expect(inOrder('\u2067Ann\u2069')).toBe('[U+2067]Ann[U+2069]')
  expect(inOrder('\u001b[31mAnn\u0000\u009b')).toBe('[U+001B][31mAnn[U+0000][U+009B]')
  // Languages that are written from the right need no mark, and keep those that name a direction without forcing it.
  expect(inOrder('عمر\u200F نصار')).toBe('عمر\u200F نصار')
})
