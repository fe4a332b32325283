import type { StoredUser } from '../directory/index/build.ts'
import { localOf, type NameIndex } from '../directory/name-index.ts'
import type { Reads } from '../directory/reads.ts'
import { cleanAddress } from '../text/characters.ts'
import { findAddresses } from '../text/find-addresses.ts'
import { fold } from '../text/folding.ts'
import { readName } from '../text/person-name.ts'
import { keyOf } from '../text/user-key.ts'

/** A line of a list of people, and who it is. */
export interface Resolved {
  given: string
  /** Lower-case user name; null: nobody could be told. */
  key: string | null
  user: StoredUser | null
}

const together = 100

/** The address that a text holds as a whole, invisible characters taken off; null: none, several, or one that cannot be told for sure. */
function addressIn(text: string): string | null {
  const [first, ...others] = findAddresses(text)
  if (first === undefined || others.length > 0 || first.unsure) return null
  return first.readings[0].address
}

/** Finds the person of each line by address: as it stands, else without what nobody sees, else as a mail program wraps it. Yields now and then. */
export function* resolvePeople(reads: Pick<Reads, 'lookup'>, given: readonly string[]): Generator<void, Resolved[]> {
  const resolved = given.map((text): Resolved => ({ given: text.trim(), key: null, user: null }))
  const readings: ((text: string) => string | null)[] = [
    (text) => (text.length <= 320 ? text : null),
    (text) => (text.length <= 400 ? cleanAddress(text).address : null),
    (text) => (text.includes('@') && text.length <= 1000 ? addressIn(text) : null),
  ]
  for (const read of readings) {
    const open = resolved.filter(({ user, given: text }) => user === null && text !== '')
    for (let from = 0; from < open.length; from += together) {
      const part = open.slice(from, from + together)
      const names = part.map(({ given: text }) => read(text) ?? '')
      const found = reads.lookup(names)
      for (const [index, one] of part.entries()) {
        const [user] = found[index] ?? []
        if (user === undefined || names[index] === '') continue
        one.user = user
        one.key = keyOf(user.username)
      }
      yield
    }
  }
  return resolved
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
export function whyNobody(given: string, near: readonly StoredUser[]): string {
  const who = near
    .slice(0, mostNear)
    .map(({ fullname, username }) => (fullname === '' ? username : `${fullname} (${username})`))
  const offer =
    who.length === 0
      ? ''
      : ` Nearest: ${who.join(', ')}${near.length > who.length ? ` and ${near.length - who.length} more` : ''}.`
  return given.includes('@')
    ? `Nobody has the address "${short(given)}" in the data at hand.${offer} Correct it in the list, or refresh to see who LastPass has now.`
    : `"${short(given)}" is no address, and nobody is taken by a name alone.${offer} Give the address instead.`
}
