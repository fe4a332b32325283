import type { StoredUser } from '../directory/index/build.ts'
import { localOf, type NameIndex } from '../directory/name-index.ts'
import type { Reads } from '../directory/reads.ts'
import type { Entry } from '../intake/list-entry.ts'
import { readPlain } from '../intake/read-free-text.ts'
import { cleanAddress } from '../text/characters.ts'
import { findAddresses } from '../text/find-addresses.ts'
import { fold } from '../text/folding.ts'
import { likeness, readName } from '../text/person-name.ts'
import { personTitle } from '../text/person-title.ts'
import { keyOf } from '../text/user-key.ts'

/** A line of a list of people, and who it is. */
export interface Resolved {
  given: string
  /** Lower-case user name; null: nobody could be told. */
  key: string | null
  user: StoredUser | null
  /** Whose address the line holds, where what stands beside it may mean somebody else: a question, never an answer. */
  doubted?: StoredUser
}

const together = 100

/** The address that a text holds as a whole, invisible characters taken off; null: none, several, or one that cannot be told for sure. */
function addressIn(text: string): string | null {
  const [first, ...others] = findAddresses(text)
  if (first === undefined || others.length > 0 || first.unsure) return null
  return first.readings[0].address
}

/** Whether a line with more than an address speaks of whoever has it, and of nobody else. */
function isOf({ name, address, beside, doubt }: Entry, { fullname }: StoredUser): boolean {
  if (doubt !== undefined) return false
  if (name === null) return beside === undefined || `${beside.before}${beside.after}` === ''
  const given = readName(fold(name))
  const letters = localOf(address ?? '').replace(/[^\p{L}]/gu, '')
  return likeness(given, readName(fold(fullname))) !== null || given.drawn.join('') === letters
}

/** The person of a line, where it holds one address for sure. */
function* soleEntry(text: string): Generator<void, Entry | null> {
  const [entry, ...others] = yield* readPlain(text)
  return entry === undefined || others.length > 0 || entry.address === null || entry.unsure ? null : entry
}

/** Finds the person of each line by address: as it stands, else without what nobody sees, else as a mail program wraps it. Yields now and then. */
export function* resolvePeople(reads: Pick<Reads, 'lookup'>, given: readonly string[]): Generator<void, Resolved[]> {
  const resolved = given.map((text): Resolved => ({ given: text.trim(), key: null, user: null }))
  const take = (one: Resolved, user: StoredUser | undefined) => {
    if (user === undefined) return
    one.user = user
    one.key = keyOf(user.username)
  }
  const open = () => resolved.filter(({ user, given: text }) => user === null && text !== '')
  const readings: ((text: string) => string)[] = [
    (text) => (text.length <= 320 ? text : ''),
    (text) => (text.length <= 400 ? (cleanAddress(text).address ?? '') : ''),
  ]
  for (const read of readings)
    for (const part of chunks(open(), together)) {
      const found = reads.lookup(part.map(({ given: text }) => read(text)))
      for (const [index, one] of part.entries()) take(one, found[index]?.[0])
      yield
    }
  const lines = open().filter(({ given: text }) => text.includes('@') && text.length <= 1000)
  for (const part of chunks(lines, together)) {
    const read: { one: Resolved; entry: Entry; before: string }[] = []
    for (const one of part) {
      const entry = yield* soleEntry(one.given)
      if (entry !== null) read.push({ one, entry, before: entry.beside?.before ?? '' })
    }
    const found = reads.lookup(read.map(({ entry }) => entry.address ?? ''))
    // With the word before it the address may be somebody else's.
    const joined = reads.lookup(read.map(({ entry, before }) => (before === '' ? '' : `${before}${entry.address}`)))
    for (const [index, { one, entry, before }] of read.entries()) {
      const user = found[index]?.[0]
      if (user === undefined) continue
      const isWhole = before === '' || (joined[index] ?? []).length === 0
      if (isWhole && isOf(entry, user)) take(one, user)
      else one.doubted = user
    }
    yield
  }
  return resolved
}

function* chunks<T>(all: readonly T[], size: number): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += size) yield all.slice(from, from + size)
}

const mostNear = 3

/** Who may be meant by a line that is nobody's address: by the name, or by the part before the @. Positions of the index, the likeliest first. */
export function nearTo(text: string, names: NameIndex): number[] {
  const address = text.includes('@') ? keyOf(addressIn(text) ?? text) : null
  const found =
    address === null
      ? [...names.named(readName(fold(text))), ...names.fitting(readName(fold(text)))].map(({ at }) => at)
      : [...names.local(localOf(address)), ...names.localLetters(localOf(address).replace(/[^\p{L}]/gu, ''))]
  return [...new Set(found)].slice(0, 50)
}

const short = (text: string): string => (text.length > 200 ? `${text.slice(0, 199)}…` : text)

/** Why a line is nobody, with those who may be meant. */
export function whyNobody({ given, doubted }: Resolved, near: readonly StoredUser[]): string {
  if (doubted !== undefined)
    return `"${short(given)}" holds the address of ${personTitle(doubted)}, but what stands beside it may mean somebody else. Give the address alone.`
  const who = near.slice(0, mostNear).map(personTitle)
  const offer =
    who.length === 0
      ? ''
      : ` Nearest: ${who.join(', ')}${near.length > who.length ? ` and ${near.length - who.length} more` : ''}.`
  if (findAddresses(given).length > 1) return `"${short(given)}" holds several addresses. Give each a line of its own.`
  return given.includes('@')
    ? `Nobody has the address "${short(given)}" in the data at hand.${offer} Correct it in the list, or refresh to see who LastPass has now.`
    : `"${short(given)}" is no address, and nobody is taken by a name alone.${offer} Give the address instead.`
}
