import { dice, mix, pick, unit } from '../random.ts'
import { type Culture, type Word, words } from './names/culture.ts'
import { west } from './names/west.ts'
import { world } from './names/world.ts'

/** One person's name before it is written down in one way or another. */
export interface Name {
  culture: Culture
  given: Word
  family: Word
  /** The part of an address before the `@`; nobody else in the company has it. */
  local: string
}

/** Everybody's name as a function of their number, and back, without a list of everybody. */
export interface Names {
  of(index: number): Name
  /** As `of(index).culture`, without writing the name down. */
  cultureOf(index: number): Culture
  /** The number of the person whose address begins like this; null when nobody's can. */
  find(local: string): number | null
}

interface Pool {
  culture: Culture
  given: readonly Word[]
  family: readonly Word[]
  pairs: number
  /** Pairs are walked in steps of this, prime to their number, so that neighbours differ. */
  step: number
  start: number
  back: number
  /** Which of the hundred places in each hundred people belong to this culture. */
  places: number[]
}

const cultures = [...west, ...world]
// One person in forty has a namesake: the one before them in the same culture.
const perNamesake = 40

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}

function createPool(culture: Culture, start: number): Pool {
  const [given, family] = [words(culture.given), words(culture.family)]
  const pairs = given.length * family.length
  let step = Math.floor(pairs * (0.2 + 0.6 * unit(start, pairs)))
  while (greatestCommonDivisor(step, pairs) !== 1) step++
  let back = 1
  while ((back * step) % pairs !== 1) back++
  return { culture, given, family, pairs, step, start: mix(start, pairs, 1) % pairs, back, places: [] }
}

/** The names of the company that grows from `seed`. */
export function createNames(seed: number): Names {
  const pools = cultures.map((culture) => createPool(culture, seed))
  const throwDice = dice(seed ^ 0x6e616d65)
  const order = pools.flatMap((pool, at) =>
    Array.from({ length: pool.culture.share }, () => ({ at, key: throwDice() })),
  )
  order.sort((a, b) => a.key - b.key)
  const poolAt = order.map(({ at }, place) => {
    pools[at]?.places.push(place)
    return at
  })
  const rankAt = poolAt.map((at, place) => pools[at]?.places.indexOf(place) ?? 0)
  const families = new Map(pools.flatMap((pool, at) => pool.family.map((word, n) => [word.slug, { at, n }] as const)))
  const givens = pools.map((pool) => new Map(pool.given.map((word, n) => [word.slug, n])))

  function of(index: number): Name {
    const pool = pools[poolAt[index % 100] ?? 0] as Pool
    const rank = Math.floor(index / 100) * pool.places.length + (rankAt[index % 100] ?? 0)
    const place = rank % perNamesake
    const namesake = place === perNamesake - 1
    const running = Math.floor(rank / perNamesake) * (perNamesake - 1) + (namesake ? place - 1 : place)
    const pair = ((running % pool.pairs) * pool.step + pool.start) % pool.pairs
    const given = pool.given[pair % pool.given.length] as Word
    const family = pool.family[Math.floor(pair / pool.given.length)] as Word
    const serial = 2 * Math.floor(running / pool.pairs) + (namesake ? 1 : 0)
    return {
      culture: pool.culture,
      given,
      family,
      local: `${given.slug}.${family.slug}${serial === 0 ? '' : serial + 1}`,
    }
  }

  function find(local: string): number | null {
    const found = /^([a-z-]+)\.([a-z-]+)(\d*)$/.exec(local)
    if (!found) return null
    const [, givenSlug = '', familySlug = '', digits = ''] = found
    const family = families.get(familySlug)
    const pool = family && pools[family.at]
    const given = family && givens[family.at]?.get(givenSlug)
    if (!pool || given === undefined || family === undefined) return null
    const serial = digits === '' ? 0 : Number(digits) - 1
    const pair = family.n * pool.given.length + given
    const running = Math.floor(serial / 2) * pool.pairs + (((pair - pool.start + pool.pairs) * pool.back) % pool.pairs)
    const within = running % (perNamesake - 1)
    const rank = Math.floor(running / (perNamesake - 1)) * perNamesake + within + (serial % 2)
    const index = Math.floor(rank / pool.places.length) * 100 + (pool.places[rank % pool.places.length] ?? 0)
    return of(index).local === local ? index : null
  }

  return { of, find, cultureOf: (index) => (pools[poolAt[index % 100] ?? 0] as Pool).culture }
}

/** The full name as an admin once typed it or a directory sent it: `at` (0 to just below 1) decides in which of many ways. */
export function writeFullName(name: Name, at: number, extra: (n: number) => number): string {
  const { culture, given, family } = name
  if (at < 0.01) return ''
  if (at < 0.022) return given.latin
  if (at < 0.026) return longName(name, extra)
  const own = extra(1) < culture.native
  const [first, last] = own ? [given.native, family.native] : [given.latin, family.latin]
  if (own) return culture.familyFirst ? `${last} ${first}` : `${first} ${last}`
  if (extra(2) < culture.doubled) {
    const second = pick(words(culture.family), extra(3)).latin
    return culture.familyFirst || culture.doubled < 0.2 ? `${first} ${last}-${second}` : `${first} ${last} ${second}`
  }
  if (extra(2) < culture.doubled + culture.initial)
    return `${first} ${pick(['A', 'B', 'C', 'D', 'E', 'J', 'K', 'L', 'M', 'R', 'T'], extra(3))}. ${last}`
  // One old list was imported as `Family, Given`.
  return at > 0.985 ? `${last}, ${first}` : `${first} ${last}`
}

/** Some people have all the names of their forebears. */
function longName(name: Name, extra: (n: number) => number): string {
  const { given, family } = name.culture
  const [givens, families] = [words(given), words(family)]
  const all = [name.given.latin]
  for (let n = 0; n < 4; n++) all.push(pick(givens, extra(10 + n)).latin)
  for (let n = 0; n < 12; n++) all.push(pick(families, extra(20 + n)).latin)
  return `${all.join(' ')} ${name.family.latin}`
}
