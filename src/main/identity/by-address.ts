import type { Entry } from '../intake/list-entry.ts'
import { spellingsOf } from '../text/addresses/address-readings.ts'
import { keyOf } from '../text/user-key.ts'

type AddressEntry = Pick<Entry, 'address' | 'readings' | 'unsure' | 'exact'>

/** Who has the address that a list gives. */
export type ByAddress<Person> =
  /** `differs`: the account's address is written in another way than the list's, accents and apostrophes among it. */
  | { found: 'one'; users: readonly Person[]; differs: boolean }
  /**
   * The address can be read in several ways, or a part of it is somebody's: a person has to say who is meant. `whole`: some have the
   * very address (`own`; left out: the first), and only what stands beside it speaks for the others, `as` whom they are offered.
   */
  | {
      found: 'several'
      users: readonly Person[]
      why: string
      whole?: boolean
      own?: readonly Person[]
      as?: 'another-reading' | 'same-name' | 'names-fit'
    }
  /** `why`: what would speak against the address if somebody had it. */
  | { found: 'none'; why?: string }

const readingsOf = ({ address, readings }: AddressEntry) =>
  readings ?? (address === null ? [] : [{ address, raw: address, whole: true }])

/** The texts under which one reading may stand in the directory. */
const formsOf = ({ address, raw }: { address: string; raw: string }): string[] => [
  ...new Set([...spellingsOf(address), ...(raw === '' ? [] : [raw])]),
]

/** The text itself, where a file of this product gave it. */
const rawOf = ({ exact, readings }: AddressEntry): string[] =>
  exact === 'first' && readings?.[0] !== undefined && readings[0].raw !== '' ? [readings[0].raw] : []

/** Every text that has to be looked up to know who has an entry's address. */
export function addressForms(entry: AddressEntry): string[] {
  if (entry.address === null) return []
  if (entry.exact === 'only') return [entry.address]
  return [...new Set([...readingsOf(entry).flatMap(formsOf), ...rawOf(entry)])]
}

/** The texts that are the whole address, in any spelling. */
export const wholeForms = (entry: AddressEntry): string[] =>
  entry.address === null || entry.exact === 'only'
    ? addressForms(entry)
    : readingsOf(entry).flatMap((reading) => (reading.whole ? formsOf(reading) : []))

/**
 * Decides who is meant by an address. Somebody is taken only for the whole of it, and only where nobody else could be meant: an
 * account whose address is a part of it is asked about, however well it fits. Pure but for what `present` reads.
 */
export function byAddress<Person>(
  entry: AddressEntry,
  present: (address: string) => readonly Person[],
): ByAddress<Person> {
  if (entry.address === null) return { found: 'none' }
  if (entry.exact !== undefined) {
    const [raw = entry.address] = rawOf(entry)
    const users = present(raw)
    if (users.length > 0) return { found: 'one', users, differs: false }
    if (entry.exact === 'only') return { found: 'none' }
  }
  const whole = new Map<string, readonly Person[]>()
  const parts = new Map<string, readonly Person[]>()
  let differs = false
  for (const reading of readingsOf(entry)) {
    for (const form of formsOf(reading)) {
      const users = present(form)
      if (users.length === 0) continue
      const key = keyOf(form)
      if (reading.whole) {
        if (whole.size === 0) differs = key !== keyOf(reading.address)
        whole.set(key, users)
      } else parts.set(key, users)
    }
  }
  const all = [...new Map([...whole, ...parts]).values()].flat()
  if (all.length === 0) return { found: 'none' }
  if (entry.unsure)
    return { found: 'several', users: all, why: 'Where the address begins or ends cannot be told from the text. ' }
  const [only, ...others] = [...whole.values()]
  if (only !== undefined && others.length === 0) return { found: 'one', users: only, differs }
  return {
    found: 'several',
    users: all,
    why:
      only === undefined
        ? 'Nobody has this address; a part of it, or another way to read it, is somebody’s. '
        : 'The address can be read in several ways. ',
  }
}
