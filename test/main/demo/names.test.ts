import { describe, expect, it } from 'vitest'
import { slug, words } from '../../../src/main/demo/company/names/culture.ts'
import { west } from '../../../src/main/demo/company/names/west.ts'
import { world } from '../../../src/main/demo/company/names/world.ts'
import { createNames, writeFullName } from '../../../src/main/demo/company/names.ts'
import { unit } from '../../../src/main/demo/random.ts'
import { fc } from '../../harness/properties.ts'

const cultures = [...west, ...world]

describe('names', () => {
  it('finds everybody again by the address, whatever the seed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 0, max: 110_000 }), (seed, index) => {
        const names = createNames(seed)
        expect(names.find(names.of(index).local)).toBe(index)
      }),
      { numRuns: 60 },
    )
  })

  it('finds nobody by what is no address of the company', () => {
    const names = createNames(1)
    const known = names.of(7).local
    for (const wrong of [
      '',
      known.slice(1),
      `${known}2x`,
      `${known}1`,
      `${known}02`,
      'nobody',
      'a.b',
      '.',
      known.toUpperCase(),
    ])
      expect(names.find(wrong), wrong).toBeNull()
  })

  it('gives no address to two of a hundred thousand people', () => {
    const names = createNames(3)
    const seen = new Set(Array.from({ length: 100_000 }, (_, index) => names.of(index).local))
    expect(seen.size).toBe(100_000)
  })

  it('has shares that add up, and family names that lead to one culture', () => {
    expect(cultures.reduce((sum, { share }) => sum + share, 0)).toBe(100)
    const families = cultures.flatMap(({ family }) => words(family).map((word) => word.slug))
    expect(families.filter((one, at) => families.indexOf(one) !== at)).toEqual([])
    for (const { given } of cultures) {
      const slugs = words(given).map((word) => word.slug)
      expect(slugs.filter((one, at) => slugs.indexOf(one) !== at)).toEqual([])
    }
    for (const one of families) expect(one).toMatch(/^[a-z][a-z-]*$/)
  })

  it('writes names of any script as small Latin letters', () => {
    expect(
      ['Łukasz', 'Größer', 'Þórunn', 'O’Brien', 'D’Angelo', 'Øyvind', 'Đặng', 'Nic Aoidh', 'Min-jun'].map(slug),
    ).toEqual(['lukasz', 'grosser', 'thorunn', 'obrien', 'dangelo', 'oyvind', 'dang', 'nicaoidh', 'min-jun'])
  })

  it('writes full names in many ways: none, one word, very long, in seven scripts', () => {
    const names = createNames(1)
    const written = Array.from({ length: 4000 }, (_, index) =>
      writeFullName(names.of(index), unit(1, index), (n) => unit(2, index, n)),
    )
    const part = (test: (name: string) => boolean) => written.filter(test).length / written.length
    expect(part((name) => name === '')).toBeGreaterThan(0.002)
    expect(part((name) => name === '')).toBeLessThan(0.03)
    expect(part((name) => name !== '' && !name.includes(' '))).toBeGreaterThan(0.005)
    expect(Math.max(...written.map((name) => name.length))).toBeGreaterThan(100)
    for (const script of ['Cyrillic', 'Arabic', 'Han', 'Hangul', 'Hiragana', 'Devanagari'])
      expect(
        part((name) => new RegExp(`\\p{Script=${script}}`, 'u').test(name)),
        script,
      ).toBeGreaterThan(0)
    expect(part((name) => /[À-ž]/.test(name))).toBeGreaterThan(0.15)
    expect(part((name) => /-/.test(name))).toBeGreaterThan(0.01)
  })
})
