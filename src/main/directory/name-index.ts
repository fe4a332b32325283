import { inSlices } from '../cooperative/slices.ts'
import { collapse, fold } from '../text/folding.ts'
import {
  initialPairs,
  type Likeness,
  likeness,
  nameKey,
  type PersonName,
  partedName,
  readName,
  unpartedKeys,
  wordPairs,
} from '../text/names/person-name.ts'
import { romanised } from '../text/names/romanise.ts'
import { hashOf, hashOn } from '../text/user-key.ts'
import { createHashIndex } from './hash-index.ts'
import { type Columns, flag } from './index/columns.ts'

/** Finds people by name, from the text of the column index; positions are those of the index. */
export interface NameIndex {
  /** The index that it was made from: another one makes it out of date. */
  readonly columns: Columns
  /** People with all these words as their name, in any order and spelling, and in how far their name is the same. */
  named(name: PersonName): LikePerson[]
  /** People whose name fits the one given otherwise: initials, names left out or added, a former name. */
  fitting(name: PersonName): LikePerson[]
  /** People who have this word in their name, drawn together, and another word with this first letter; nobody where they are more. */
  having(word: string, initial: string | undefined, most: number): number[]
  /** People whose address has just this part before the @. */
  local(part: string): number[]
  /** People whose address has these letters before the @, drawn together, and whose name at most so many words; see `localKey`. */
  localLetters(letters: string, mostWords?: number): number[]
  nameOf(at: number): PersonName
  /** The user name in lower case. */
  keyAt(at: number): string
}

/** Somebody whose name is like another. */
export interface LikePerson {
  at: number
  like: Likeness
}

/** A word that more people share than this leads to nobody; so does a whole name. */
const mostShared = 5000
/** The same of two words, or of a word and an initial. */
const mostPaired = 2000
const mostLastNames = 500
/** Shorter local parts, digits and marks apart, are no names. */
const shortestLocal = 3

const decoder = new TextDecoder()

/** The searchable line of a position's person; see `searchLine`. */
export const lineAt = (columns: Columns, at: number): string =>
  decoder.decode(columns.text.subarray(columns.textStart[at], (columns.textStart[at + 1] as number) - 1))

/** The user name of a position's person in lower case, without reading their record. */
export const keyAt = (columns: Columns, at: number): string => lineAt(columns, at).split('\t', 1)[0] ?? ''

/** Goes over everybody's user name in lower case and folded full name, the gone left out. */
export function* linesOf(columns: Columns): Generator<{ at: number; username: string; fullname: string }> {
  for (let at = 0; at < columns.n.length; at++) {
    if (((columns.flags[at] as number) & flag.gone) !== 0) continue
    const [username = '', fullname = ''] = lineAt(columns, at).split('\t')
    yield { at, username, fullname }
  }
}

/** The part of an address before the @. */
export const localOf = (address: string): string =>
  address.includes('@') ? address.slice(0, address.lastIndexOf('@')) : address

/** What is left of a local part when it is compared with names: letters, drawn together. */
export const localKey = (part: string): string =>
  // Nearly every local part in lower case.
  /^[a-z0-9._-]*$/.test(part)
    ? collapse(part.replace(/[._-]+/g, '').replace(/[0-9]+$/, ''))
    : collapse(
        romanised(
          fold(part)
            .replace(/\+.*$/u, '')
            .replace(/[^\p{L}\p{N}]+/gu, '')
            .replace(/\p{N}+$/u, ''),
        ),
      )

/** A name as it is written, and as it is parted otherwise. */
function formsOf(name: PersonName): readonly PersonName[] {
  const other = partedName(name)
  return other === null ? [name] : [name, other]
}
/** The two whole words of plain letters that a name is made of; null: it is made otherwise. */
function twoWords({ drawn, aside }: PersonName): readonly [string, string] | null {
  const [one = '', other = ''] = drawn
  const isPlain =
    drawn.length === 2 && aside.length === 0 && one !== other && plainWord.test(one) && plainWord.test(other)
  return isPlain ? [one, other] : null
}
const plainWord = /^[a-z]{2,}$/
/** What each of the forms of a name gives, every one once. */
const eachOnce = (forms: readonly PersonName[], of: (form: PersonName) => readonly string[]): Iterable<string> =>
  forms.length === 1 ? new Set(of(forms[0] as PersonName)) : new Set(forms.flatMap(of))

/** Makes the index of everyone's names; takes about 0.5 s for 100,000 people, so it yields. */
export function* indexNames(columns: Columns): Generator<void, NameIndex> {
  const keys = createHashIndex()
  const words = createHashIndex()
  const pairs = createHashIndex()
  const initials = createHashIndex()
  const bareInitials = createHashIndex()
  const locals = createHashIndex()
  const wordCount = new Uint8Array(columns.n.length)
  let count = 0
  for (const { at, username, fullname } of linesOf(columns)) {
    const local = localOf(username)
    locals.add(`@${fold(local)}`, at)
    const letters = localKey(local)
    if (letters.length >= shortestLocal) locals.add(letters, at)
    const name = readName(fullname)
    wordCount[at] = Math.min(name.drawn.length, 255)
    const forms = formsOf(name)
    const two = forms.length === 1 ? twoWords(name) : null
    if (two !== null) {
      // The same keys as below, without putting them together: of nearly everybody.
      const [one, other] = two
      const [first, second] = [hashOf(one), hashOf(other)]
      words.addHashed(first, at)
      words.addHashed(second, at)
      const both = one < other ? hashOn(hashOn(first, ' '), other) : hashOn(hashOn(second, ' '), one)
      keys.addHashed(both, at)
      pairs.addHashed(both, at)
      initials.addHashed(hashOn(hashOn(first, ' '), other[0] as string), at)
      initials.addHashed(hashOn(hashOn(second, ' '), one[0] as string), at)
    } else if (name.drawn.length > 0) {
      const [unparted] = unpartedKeys(name)
      if (unparted !== undefined) keys.add(unparted, at)
      for (const key of eachOnce(forms, ({ drawn }) => [nameKey(drawn)])) keys.add(key, at)
      for (const word of eachOnce(forms, ({ drawn, aside }) => [...drawn, ...aside])) words.add(word, at)
      for (const pair of eachOnce(forms, wordPairs)) pairs.add(pair, at)
      for (const pair of eachOnce(forms, (form) => initialPairs(form, false))) initials.add(pair, at)
      for (const pair of eachOnce(forms, (form) => initialPairs(form, true))) bareInitials.add(pair, at)
    }
    if (++count % 200 === 0) yield
  }

  // One line of a list asks for the same few names many times over.
  const lastNames = new Map<number, PersonName>()
  const nameOf = (at: number): PersonName => {
    const known = lastNames.get(at)
    if (known !== undefined) return known
    const name = readName(lineAt(columns, at).split('\t')[1] ?? '')
    if (lastNames.size >= mostLastNames) lastNames.clear()
    lastNames.set(at, name)
    return name
  }
  const usernameAt = (at: number) => keyAt(columns, at)
  const liking = (name: PersonName, positions: Iterable<number>): LikePerson[] =>
    [...positions].flatMap((at) => {
      const like = likeness(name, nameOf(at))
      return like === null ? [] : [{ at, like }]
    })

  return {
    columns,
    nameOf,
    keyAt: usernameAt,
    named(name) {
      const found = name.drawn.length === 0 ? [] : eachOnce(formsOf(name), ({ drawn }) => [nameKey(drawn)])
      return liking(name, new Set([...found].flatMap((key) => keys.get(key, mostShared))))
    },
    fitting(name) {
      const unparted = unpartedKeys(name).flatMap((key) => keys.get(key, mostShared))
      const found = formsOf(name).flatMap((form) => {
        const [only = '', ...others] = form.drawn
        if (others.length === 0) return words.get(only, mostShared)
        return [
          ...wordPairs(form).flatMap((pair) => pairs.get(pair, mostPaired)),
          // Who is in the directory with an initial, and whom the list has with one.
          ...initialPairs(form, false).flatMap((pair) => bareInitials.get(pair, mostPaired)),
          ...initialPairs(form, true).flatMap((pair) => initials.get(pair, mostPaired)),
        ]
      })
      return liking(name, new Set([...unparted, ...found]))
    },
    having: (word, initial, most) =>
      initial === undefined ? words.get(word, most) : initials.get(`${word} ${initial}`, most),
    local(part) {
      const folded = fold(part)
      return locals.get(`@${folded}`, mostShared).filter((at) => fold(localOf(usernameAt(at))) === folded)
    },
    localLetters: (letters, mostWords = 255) =>
      letters.length < shortestLocal
        ? []
        : locals
            .get(letters, mostPaired)
            .filter((at) => (wordCount[at] as number) <= mostWords && localKey(localOf(usernameAt(at))) === letters),
  }
}

/** Keeps the index of the newest columns; it is made when first needed. */
export function createNameIndex(columns: () => Columns): (signal?: AbortSignal) => Promise<NameIndex> {
  let kept: NameIndex | null = null
  return async (signal) => {
    const now = columns()
    if (kept?.columns === now) return kept
    kept = await inSlices(indexNames(now), signal)
    return kept
  }
}
