import { lettersApart, slipsOf } from '../damerau.ts'
import { collapse } from '../folding.ts'
import { partedAlike } from './particles.ts'
import { romanised } from './romanise.ts'

/** A person's name as it is compared; words are folded. */
export interface PersonName {
  /** The words, in the order in which they stand. */
  words: readonly string[]
  /** The same in Latin letters, drawn together, so that every spelling is one. */
  drawn: readonly string[]
  /** Drawn words of a former name, or of whatever stands in parentheses. */
  aside: readonly string[]
  /** Whether the aside is said to be a name of before: "geb.", "née". */
  former: boolean
  /** Drawn words that are part of a double name. */
  doubled: ReadonlySet<string>
}

/** In how far two names are of one person, the surest first. */
export const likenesses = ['same', 'spelling', 'former', 'double', 'fit', 'initials'] as const
export type Likeness = (typeof likenesses)[number]

const marks = 'geb|geboren|geborene|nee|ne|born|formerly|fka|vormals|roz|z domu|ur|fodt|fodd|nata|nacida|nascida'
const inBrackets = /[([{]([^)\]}]*)[)\]}]?/u
const marked = new RegExp(`^\\s*(?:${marks})\\b\\.?\\s*`, 'u')
/** "Maria Huber geb. Schmidt": at the end only, because "Nee" and "Born" are names too. */
const atEnd = /(?<=\p{L}[\s,]+)(?:geb|geborene?|nee|roz)\b\.?\s+([\p{L}-]+)\s*$/u

const wordsOf = (folded: string): string[] =>
  // Nearly all names are plain letters and blanks.
  (/^[a-z ]*$/.test(folded) ? folded.split(' ') : folded.split(/[^\p{L}\p{N}]+/u)).filter((word) => word !== '')

const drawn = (word: string): string => collapse(romanised(word))

const noWords: ReadonlySet<string> = new Set()
function doubledIn(main: string): ReadonlySet<string> {
  const doubled = new Set<string>()
  for (const [double] of main.matchAll(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)+/gu))
    for (const word of wordsOf(double)) doubled.add(drawn(word))
  return doubled
}

/** Reads a folded name. */
export function readName(folded: string): PersonName {
  let main = folded
  let aside: string[] = []
  let former = false
  const bracket = /[([{]/.test(folded) ? inBrackets.exec(folded) : null
  const end = bracket === null && /geb|nee|roz/.test(folded) ? atEnd.exec(folded) : null
  if (bracket !== null && wordsOf(folded.replace(inBrackets, ' ')).length > 0) {
    const inside = bracket[1] ?? ''
    former = marked.test(inside)
    aside = wordsOf(inside.replace(marked, ''))
    main = folded.replace(inBrackets, ' ')
  } else if (end !== null) {
    former = true
    aside = wordsOf(end[1] ?? '')
    main = folded.slice(0, end.index)
  }
  const words = wordsOf(main)
  const doubled = main.includes('-') ? doubledIn(main) : noWords
  return { words, drawn: words.map(drawn), aside: aside.map(drawn), former, doubled }
}

/** The same for "Anna Smith", "Smith, Anna" and "smith anna". */
export function nameKey(words: readonly string[]): string {
  const [one, other] = words
  if (words.length !== 2 || one === undefined || other === undefined) return words.toSorted().join(' ')
  return one <= other ? `${one} ${other}` : `${other} ${one}`
}

/**
 * Two words each by which names that fit one another can be found: they share at least one pair, unless one of them has initials. Three
 * words and more are taken as two in each way that people write them: "van den Berg" is "Vandenberg".
 */
export function wordPairs({ drawn, aside }: PersonName): string[] {
  const all = [...drawn, ...aside].filter((word) => word.length > 1)
  const pairs = new Set<string>()
  for (const [at, word] of all.entries()) for (const other of all.slice(at + 1)) pairs.add(nameKey([word, other]))
  const [first, last] = [drawn[0], drawn.at(-1)]
  if (drawn.length > 2 && first !== undefined && last !== undefined) {
    pairs.add(nameKey([first, drawn.slice(1).join('')]))
    pairs.add(nameKey([last, drawn.slice(0, -1).join('')]))
    pairs.add(nameKey([drawn.slice(0, 2).join(''), last]))
  }
  return [...pairs]
}

/** Each whole word with the first letter of each other word; `bare`: only where that other word is an initial. */
export function initialPairs({ drawn }: PersonName, bare: boolean): string[] {
  const pairs = new Set<string>()
  for (const [at, word] of drawn.entries()) {
    if (word.length < 2) continue
    for (const [other, each] of drawn.entries())
      if (other !== at && (!bare || each.length === 1)) pairs.add(`${word} ${each[0]}`)
  }
  return [...pairs]
}

interface Cover {
  initials: boolean
  left: string[]
}

/** Finds a word for each of `fewer` among `more`, initials standing for words; null: one has none. */
function cover(fewer: readonly string[], more: readonly string[]): Cover | null {
  const left = [...more]
  let initials = false
  // Whole names first, so that an initial does not take the name that another word needs.
  for (const word of fewer.toSorted((a, b) => b.length - a.length)) {
    let at = left.indexOf(word)
    if (at === -1) {
      at = left.findIndex(
        (other) => (word.length === 1 && other.startsWith(word)) || (other.length === 1 && word.startsWith(other)),
      )
      initials = true
    }
    if (at === -1) return null
    left.splice(at, 1)
  }
  return { initials, left }
}

const sameWords = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && nameKey(one) === nameKey(other)

/** The words written as one, in either order of first name and family name. */
function joined({ drawn }: PersonName): string[] {
  const whole = drawn.join('')
  return [whole, [...drawn.slice(1), drawn[0]].join(''), [drawn.at(-1), ...drawn.slice(0, -1)].join('')]
}

/** Scripts that write the words of a name without a blank between them, or with one, as they like; folded. */
const unparted = /[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[\ud840-\ud887]/u

/** The keys under which a name can be found whose blanks may be left out: its words as one, in either order. */
export const unpartedKeys = (name: PersonName): string[] =>
  name.drawn.some((word) => unparted.test(word)) ? [...new Set(joined(name))].map((key) => `=${key}`) : []

/** The same name with what stands before its parts drawn together with them; null: nothing stands there. */
export function partedName(name: PersonName): PersonName | null {
  const words = partedAlike(name.drawn)
  return words === null ? null : { ...name, words, drawn: words }
}

/** So many letters are initials that may stand for as many words. */
const mostInitials = 3
/** What the words of a name begin with, a bit for each letter; several letters may share one. */
function beginningsOf({ drawn, aside }: PersonName): number {
  let bits = 0
  for (const words of [drawn, aside])
    for (const word of words) {
      if (word === '') return -1
      const letters = word.length <= mostInitials ? word.length : 1
      for (let at = 0; at < letters; at++) bits |= 1 << (word.charCodeAt(at) & 31)
    }
  return bits
}

/** Whether two names can be one person's, and in how far; null: they do not fit. */
export function likeness(given: PersonName, theirs: PersonName): Likeness | null {
  // Names that are like each other have a word or an initial in common.
  if ((beginningsOf(given) & beginningsOf(theirs)) === 0) return null
  return comparedNames(given, theirs)
}

/** The same by all their words. */
export function comparedNames(given: PersonName, theirs: PersonName): Likeness | null {
  const like = likenessOf(given, theirs)
  if (like !== null) return like
  const [one, other] = [partedName(given), partedName(theirs)]
  if (one === null && other === null) return null
  const alike = likenessOf(one ?? given, other ?? theirs)
  return alike === 'same' ? 'spelling' : alike
}

function likenessOf(given: PersonName, theirs: PersonName): Likeness | null {
  if (given.drawn.length === 0 || theirs.drawn.length === 0) return null
  const sameAside = sameWords(given.aside, theirs.aside)
  if (sameAside && sameWords(given.words, theirs.words)) return 'same'
  if (sameAside && sameWords(given.drawn, theirs.drawn)) return 'spelling'
  const former = given.former || theirs.former
  if (sameWords(given.drawn, theirs.drawn)) return former ? 'former' : 'fit'
  if (given.drawn.length > 1 || theirs.drawn.length > 1) {
    const whole = theirs.drawn.join('')
    if (joined(given).includes(whole)) return 'spelling'
  }
  // One word alone says as much as the list gives; two words have to be found in the other name.
  if (given.drawn.length === 1 && theirs.drawn.length > 1)
    return (given.drawn[0] as string).length > 1 && theirs.drawn.includes(given.drawn[0] as string) ? 'fit' : null
  if (theirs.drawn.length === 1) return null
  const within = cover(given.drawn, theirs.drawn) ?? cover(theirs.drawn, given.drawn)
  if (within !== null) {
    if (within.initials) return 'initials'
    const doubled = (word: string) => given.doubled.has(word) || theirs.doubled.has(word)
    return within.left.length > 0 && within.left.every(doubled) ? 'double' : 'fit'
  }
  const wide =
    cover(given.drawn, [...theirs.drawn, ...theirs.aside]) ?? cover(theirs.drawn, [...given.drawn, ...given.aside])
  if (wide === null || wide.initials) return null
  return former ? 'former' : 'fit'
}

/** How many letters a word may be away from another of a name; short ones, beside a word that tells more, one left out or put in. */
function slipsBetween(word: string, other: string, isAlone: boolean): number {
  const most = Math.min(slipsOf(word), slipsOf(other))
  const isShort = most === 0 && word.length !== other.length && Math.max(word.length, other.length) > 2
  return isShort && !isAlone ? 1 : most
}

/** How many letters two names are apart, word by word, when each word is a slip of another at most; null: further. */
export function slipsApart(given: readonly string[], theirs: readonly string[]): number | null {
  const [fewer, more] = given.length <= theirs.length ? [given, theirs] : [theirs, given]
  if (fewer.length === 0 || more.length - fewer.length > 1 || (fewer.length === 1 && more.length > 1)) return null
  const left = [...more]
  let sum = 0
  for (const word of fewer.toSorted((a, b) => b.length - a.length)) {
    let best = { at: -1, apart: 3 }
    for (const [at, other] of left.entries()) {
      const most = slipsBetween(word, other, fewer.length === 1)
      const apart = lettersApart(word, other, most)
      if (apart <= most && apart < best.apart) best = { at, apart }
    }
    if (best.at === -1) return null
    sum += best.apart
    left.splice(best.at, 1)
  }
  return sum <= 2 ? sum : null
}
