import type { NameIndex } from '../directory/name-index.ts'
import type { Reads } from '../directory/reads.ts'
import type { StoredUser } from '../directory/stored/records.ts'
import type { Offer } from '../identity/nearest.ts'
import type { Directory } from '../identity/offers.ts'
import { whoHaveThem } from '../identity/who-has.ts'
import { headedDeed } from '../intake/asked/deed-columns.ts'
import type { Entry } from '../intake/list-entry.ts'
import { isOfOthers, isRefusal } from '../intake/others/others-words.ts'
import { readPlain } from '../intake/read-free-text.ts'
import { personTitle } from '../text/names/person-title.ts'
import { keyOf } from '../text/user-key.ts'
import { foldedWords } from '../text/word-set.ts'

/** A line of a list of people, and who it is. */
export interface Resolved {
  given: string
  /** Lower-case user name; null: nobody could be told. */
  key: string | null
  user: StoredUser | null
  /** People whose addresses the line holds, where it cannot be told that it means them: a question, never an answer. */
  doubted: readonly StoredUser[]
  /** Why not, as a sentence; empty: nothing speaks against them. */
  why: string
}

const together = 100
/** A longer line is no person's. */
const longestLine = 1000

const severalPeople = 'It holds several addresses. '

type Doubt = NonNullable<Entry['doubt']>
/** What the whole list says against some of its lines, by number of the line. */
export type DoubtedLines = ReadonlyMap<number, Doubt>

/** Whether a line is one address and nothing else. */
export const isAddressAlone = (text: string): boolean => /^[^\s@<>"(),:;[\]~#]+@[^\s@<>"(),:;[\]~#]+$/u.test(text)

const saysKnown = (doubt: Doubt): boolean =>
  doubt.kind === 'elsewhere'
    ? doubt.words.some((word) => isOfOthers(word) || isRefusal(word))
    : doubt.kind !== 'above' && doubt.kind !== 'unread'

/**
 * The lines that other lines speak against: under a heading, crossed out, with a mark that some alone carry. Of addresses and nothing
 * else there are none. `of`: whom the list is of, people to be taken out or people who are in. Yields now and then.
 */
export function* doubtedLines(given: readonly string[], of: 'leavers' | 'present'): Generator<void, DoubtedLines> {
  const doubted = new Map<number, Doubt>()
  const lines = given.map((text) => (text.length > longestLine ? '' : text.replace(/\s+/gu, ' ').trim()))
  if (lines.every((line) => line === '' || isAddressAlone(line))) return doubted
  for (const entry of yield* readPlain(lines.join('\n'), of)) {
    const at = entry.line - 1
    const { doubt } = entry
    if (entry.address === null || doubt === undefined) continue
    // A word that nobody knows, on a line of its own, says nothing of an address on another.
    if (isAddressAlone(lines[at] ?? '') && !saysKnown(doubt)) continue
    if (!doubted.has(at)) doubted.set(at, doubt)
  }
  underOtherDeed(lines, of === 'leavers' ? 'remove' : 'add', doubted)
  return doubted
}

/** Doubts the addresses under a line that says that the opposite is done with them: "Remove from the group:" where people are put in. */
function underOtherDeed(lines: readonly string[], deed: 'add' | 'remove', doubted: Map<number, Doubt>): void {
  let against: string | null = null
  for (const [at, line] of lines.entries()) {
    if (line === '') continue
    if (!line.includes('@')) {
      const heads = headedDeed(line)
      if (heads !== null || /[:：]$/u.test(line)) against = heads === null || heads === deed ? null : line
    } else if (against !== null && !doubted.has(at)) doubted.set(at, { kind: 'words', words: foldedWords(against) })
  }
}

/** A line of a list, and what the whole list says against it. */
export interface GivenLine {
  text: string
  doubt?: Doubt | undefined
}

/** Finds the person of each line by address: as it stands, else as lists and mail programs write it. Yields now and then. */
export function* resolvePeople(
  reads: Pick<Reads, 'lookup' | 'positionsOf' | 'at'>,
  names: NameIndex,
  given: readonly GivenLine[],
): Generator<void, Resolved[]> {
  const resolved = given.map(
    ({ text }): Resolved => ({ given: text.trim(), key: null, user: null, doubted: [], why: '' }),
  )
  const doubts = new Map(resolved.map((one, at) => [one, given[at]?.doubt]))
  const take = (one: Resolved, user: StoredUser | undefined) => {
    if (user === undefined) return
    one.user = user
    one.key = keyOf(user.username)
  }
  const open = () => resolved.filter(({ user, given: text }) => user === null && text !== '')
  const bare = open().filter((one) => doubts.get(one) === undefined)
  for (const part of chunks(bare, together)) {
    const found = reads.lookup(part.map(({ given: text }) => (text.length <= 320 ? text : '')))
    for (const [index, one] of part.entries()) take(one, found[index]?.[0])
    yield
  }
  const lines = open().filter(({ given: text }) => /[@＠﹫]/u.test(text) && text.length <= longestLine)
  for (const part of chunks(lines, together)) {
    const read: { one: Resolved; entries: readonly Entry[] }[] = []
    for (const one of part) {
      const doubt = doubts.get(one)
      const entries = (yield* readPlain(one.given))
        .filter(({ address }) => address !== null)
        .map((entry) => (doubt === undefined ? entry : { ...entry, doubt }))
      if (entries.length > 0) read.push({ one, entries })
    }
    const answers = yield* whoHaveThem(
      read.flatMap(({ entries }) => entries),
      reads,
      names,
      true,
    )
    let next = 0
    for (const { one, entries } of read) {
      const mine = answers.slice(next, next + entries.length)
      next += entries.length
      const users = reads
        .at([...new Set(mine.flatMap((each) => (each.found === 'none' ? [] : each.users)))])
        .map(({ user }) => user)
      const [only] = mine
      if (mine.length === 1 && only?.found === 'one' && users.length === 1) take(one, users[0])
      else {
        one.doubted = users
        one.why = mine.length > 1 ? severalPeople : only?.found === 'several' ? only.why : ''
      }
    }
    yield
  }
  return resolved
}

function* chunks<T>(all: readonly T[], size: number): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += size) yield all.slice(from, from + size)
}

const mostNear = 50
const shownNear = 3

/** Who may be meant by a line that is nobody's address, the likeliest first. `slips`: nearly the same names and addresses too. Yields now and then. */
export function* nearTo(text: string, directory: Directory, slips: boolean): Generator<void, Offer[]> {
  if (text.length > longestLine) return []
  const found = new Map<number, Offer>()
  for (const entry of yield* readPlain(text)) {
    const offers = directory.offers(entry)
    for (const offer of offers.length > 0 || !slips ? offers : yield* directory.slips(entry))
      if (!found.has(offer.at)) found.set(offer.at, offer)
  }
  return [...found.values()].slice(0, mostNear)
}

const short = (text: string): string => (text.length > 200 ? `${text.slice(0, 199)}…` : text)
const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })

/** Somebody who may be meant, with why. */
export interface Near extends Pick<Offer, 'why' | 'until'> {
  user: StoredUser
}

/** Why a line is nobody, with those who may be meant. */
export function whyNobody({ given, doubted, why }: Resolved, near: readonly Near[]): string {
  const several = (people: readonly StoredUser[]) =>
    `${people.slice(0, shownNear).map(personTitle).join(', ')}${people.length > shownNear ? ` and ${people.length - shownNear} more` : ''}`
  if (doubted.length > 0) {
    const holds = `"${short(given)}" holds the address of ${several(doubted)}`
    if (why === severalPeople) return `${holds}, among several addresses. Give each a line of its own.`
    return isAddressAlone(given)
      ? `${holds}, but what the list says around it may speak against it. ${why}If this person is meant, give the address by itself, without the lines or cells around it.`
      : `${holds}, but what stands beside it may mean somebody else. ${why}Give the address alone.`
  }
  const [first] = near
  const offer =
    first === undefined
      ? ''
      : first.why === 'former-address' && first.until !== null
        ? ` ${personTitle(first.user)} had it before ${date.format(new Date(first.until))}.`
        : ` Nearest: ${several(near.map(({ user }) => user))}.`
  if (why === severalPeople) return `"${short(given)}" holds several addresses. Give each a line of its own.`
  return given.includes('@')
    ? `Nobody has the address "${short(given)}" in the data at hand.${offer} Correct it in the list, or refresh to see who LastPass has now.`
    : `"${short(given)}" is no address, and nobody is taken by a name alone.${offer} Give the address instead.`
}
