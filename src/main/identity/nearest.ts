import type { MatchRow } from '../../contract/calls/leavers/leavers.ts'
import { type LikePerson, localKey, localOf, type NameIndex } from '../directory/name-index.ts'
import { lettersApart, slipsOf } from '../text/damerau.ts'
import { collapse, fold } from '../text/folding.ts'
import { type Likeness, likenesses, type PersonName, readName, slipsApart } from '../text/names/person-name.ts'
import { namesBeside } from '../text/names/short-names.ts'
import type { TypoIndex } from './typo-index.ts'

/** Why somebody is offered. */
export type Why = MatchRow['candidates'][number]['why']

/** Somebody who may be meant, by position in the column index. */
export interface Offer {
  at: number
  why: Why
  /** For what was theirs before: when a refresh saw that it changed. */
  until: string | null
}

const offer = (at: number, why: Why): Offer => ({ at, why, until: null })

const whyOf: Readonly<Record<Likeness, Why>> = {
  same: 'same-name',
  spelling: 'other-spelling',
  former: 'maiden-name',
  double: 'double-name',
  fit: 'names-fit',
  initials: 'initials',
}

const byLikeness = (found: readonly LikePerson[]): Offer[] =>
  found
    .toSorted((a, b) => likenesses.indexOf(a.like) - likenesses.indexOf(b.like) || a.at - b.at)
    .map(({ at, like }) => offer(at, whyOf[like]))

/** Everybody once, by the first reason. */
export function distinct(offers: readonly Offer[]): Offer[] {
  const seen = new Set<number>()
  return offers.filter(({ at }) => !seen.has(at) && seen.add(at))
}

const titles: ReadonlySet<string> = new Set([
  ...[
    'dr',
    'prof',
    'mr',
    'mrs',
    'ms',
    'miss',
    'herr',
    'frau',
    'mag',
    'dipl',
    'ing',
    'jr',
    'sr',
    'ii',
    'iii',
    'phd',
    'msc',
    'mba',
  ],
])
const withoutTitles = (words: readonly string[]): readonly string[] => {
  const bare = words.filter((word) => !titles.has(word))
  return bare.length < 2 ? words : bare
}

/** The local parts that are made of a name: `whole` of all of first and last, `short` of one and an initial. */
function localsOf({ drawn }: PersonName): { whole: string[]; short: string[] } {
  const words = withoutTitles(drawn)
  const [first, last] = [words[0], words.at(-1)]
  if (first === undefined || last === undefined || words.length < 2) return { whole: [], short: [] }
  return {
    whole: [words.join(''), `${first}${last}`, `${last}${first}`].map(collapse),
    short: [`${first[0]}${last}`, `${last}${first[0]}`, `${first}${last[0]}`, `${last[0]}${first}`, last, first].map(
      collapse,
    ),
  }
}

/** People whose address is made of this name; those whose own name says otherwise only where the address has all of it. */
function byLocalOfName(name: PersonName, index: NameIndex, mostWords: number): Offer[] {
  const { whole, short } = localsOf(name)
  return [
    ...new Set([
      ...whole.flatMap((local) => index.localLetters(local, mostWords)),
      ...short.flatMap((local) => index.localLetters(local, Math.min(mostWords, 1))),
    ]),
  ].map((at) => offer(at, 'address-from-name'))
}

/** People who may be meant by a name, its spelling taken as right. */
export function byName(text: string, index: NameIndex): Offer[] {
  const name = readName(fold(text))
  const named = byLikeness(index.named(name))
  const sure = named.filter(({ why }) => why === 'same-name' || why === 'other-spelling')
  // Beside people who have this name only those count who have none, but an address that is made of it.
  if (sure.length > 0) return distinct([...sure, ...byLocalOfName(name, index, 0)])
  const found = distinct([...named, ...byLikeness(index.fitting(name)), ...byLocalOfName(name, index, 255)])
  const [only, ...others] = name.drawn.filter((word) => !titles.has(word))
  // "Herr Müller" says no more than "Müller".
  return found.length > 0 || only === undefined || others.length > 0 || name.drawn.length < 2
    ? found
    : byName(only, index)
}

/** People who may be meant by an address that nobody has, its letters taken as right. */
export function byLocalPart(address: string, index: NameIndex): Offer[] {
  const local = localOf(address)
  const domain = domainOf(address)
  const alike = index
    .localLetters(localKey(local))
    .filter((at) => collapse(fold(index.keyAt(at))) === collapse(fold(address)))
  const other = index.local(local)
  const [untagged = ''] = local.split('+')
  const tagged = untagged === local || untagged === '' ? [] : index.local(untagged)
  return distinct([
    ...tagged.filter((at) => domainOf(index.keyAt(at)) === domain).map((at) => offer(at, 'similar-address')),
    ...alike.map((at) => offer(at, 'other-spelling')),
    ...other.map((at) =>
      offer(at, lettersApart(domain, domainOf(index.keyAt(at)), 2) <= 2 ? 'similar-address' : 'address-without-domain'),
    ),
  ])
}

/** People who have the name with another form of one of its words: "Bob Stone" is Robert Stone, perhaps. */
export function byShortName(text: string, index: NameIndex): Offer[] {
  const { words } = readName(fold(text))
  if (words.length < 2) return []
  const found = words.flatMap((word, at) =>
    namesBeside(word).flatMap((other) => {
      const name = readName([...words.slice(0, at), other, ...words.slice(at + 1)].join(' '))
      return [...index.named(name), ...index.fitting(name).filter(({ like }) => like !== 'initials')]
    }),
  )
  return distinct(found.map(({ at }) => offer(at, 'short-name')))
}

const domainOf = (address: string): string => fold(address.slice(localOf(address).length))

/** The people whose name an address is made of: `m.weiss@` is of Max Weiß. */
export function byNameInAddress(address: string, index: NameIndex): Offer[] {
  const local = fold(localOf(address))
    .replace(/\+.*$/u, '')
    .replace(/\p{N}+/gu, ' ')
  const name = readName(local.replace(/[^\p{L}]+/gu, ' '))
  const [only] = name.drawn
  const written =
    name.drawn.length === 1 && only !== undefined
      ? [readName(`${only.slice(0, 1)} ${only.slice(1)}`), readName(`${only.slice(0, -1)} ${only.slice(-1)}`)]
      : [name]
  return distinct(
    written
      .filter(({ drawn }) => drawn.length > 1 && drawn.some((word) => word.length > 2))
      .flatMap((each) => [...byLikeness(index.named(each)), ...byLikeness(index.fitting(each))])
      .filter(({ why }) => why !== 'names-fit')
      .map(({ at }) => offer(at, 'address-from-name')),
  )
}

/** What slips are looked for in. */
export interface Typos {
  /** Every word of a name, once. */
  words: TypoIndex
  /** Local parts of everybody's address, by position. */
  locals: TypoIndex
}

/** A word that more people share would cost more than it finds: their other name has to be near too. */
const mostHaving = 300

/** People whose name is at most two letters away, the nearest first. */
export function bySlipInName(text: string, index: NameIndex, { words }: Typos): Offer[] {
  const given = withoutTitles(readName(fold(text)).drawn)
  const found = new Set<number>()
  for (const [at, word] of given.entries()) {
    for (const near of [word, ...words.near(word).map((each) => each.text)]) {
      if (given.length === 1) for (const each of index.having(near, undefined, mostHaving)) found.add(each)
      for (const [other, each] of given.entries())
        if (other !== at) for (const person of index.having(near, each[0], mostHaving)) found.add(person)
    }
  }
  return [...found]
    .flatMap((at) => {
      const apart = slipsApart(given, withoutTitles(index.nameOf(at).drawn))
      return apart === null ? [] : [{ at, apart }]
    })
    .sort((a, b) => a.apart - b.apart || a.at - b.at)
    .map(({ at }) => offer(at, 'similar-name'))
}

/** People one of whose names is at most two letters away from a word, the nearest first: for a search, in which people type one name. */
export function bySlipOfWord(word: string, index: NameIndex, { words }: Typos): Offer[] {
  const near = words.near(fold(word)).toSorted((a, b) => a.apart - b.apart)
  return near.flatMap(({ text }) => index.having(text, undefined, mostHaving).map((at) => offer(at, 'similar-name')))
}

/** People whose whole address is at most two letters away, the nearest first. */
export function bySlipInAddress(address: string, { locals }: Typos, index: NameIndex): Offer[] {
  const domain = domainOf(address)
  const domains = new Map<string, number>()
  return locals
    .near(fold(localOf(address)))
    .flatMap(({ value, apart }) => {
      const theirs = domainOf(index.keyAt(value))
      const known = domains.get(theirs) ?? lettersApart(domain, theirs, Math.min(2, slipsOf(domain)))
      domains.set(theirs, known)
      return apart + known <= 2 ? [{ at: value, apart: apart + known }] : []
    })
    .sort((a, b) => a.apart - b.apart || a.at - b.at)
    .map(({ at }) => offer(at, 'similar-address'))
}
