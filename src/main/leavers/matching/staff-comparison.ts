import type { comparisonKinds } from '../../../contract/lists.ts'
import { type Columns, flag } from '../../directory/index/columns.ts'
import { doubted } from '../../identity/doubted.ts'
import { distinct, type Offer } from '../../identity/nearest.ts'
import { type Directory, mostSlips } from '../../identity/offers.ts'
import { whoHas } from '../../identity/who-has.ts'
import { whyLeft } from '../../intake/employment/employment.ts'
import type { Entry } from '../../intake/list-entry.ts'
import type { Mentioned } from '../../intake/table/read-table.ts'
import { fold } from '../../text/folding.ts'
import { keyOf } from '../../text/user-key.ts'

/** One finding of a comparison; `at` is a position in the index, `entry` one in the list. */
export interface Compared {
  kind: (typeof comparisonKinds)[number]
  at: number | null
  entry: number | null
  why: string | null
}

/** What a comparison found, and over how many. */
export interface Comparison {
  found: Compared[]
  /** Different people on the list. */
  listed: number
  /** Accounts and invitations that the list is held against; disabled accounts are none. */
  accounts: number
  warning: string | null
}

const disabledStatus = 1
/** More than three near people for one line help nobody. */
const nearPerEntry = 3

const reasons: Readonly<Record<Offer['why'], string>> = {
  'same-address': 'The same address.',
  'another-reading': 'The address can be read in several ways.',
  'former-address': 'Had this address before.',
  'same-name': 'The same name with another address.',
  'former-name': 'Had this name before.',
  'other-spelling': 'The same in another spelling or script.',
  'maiden-name': 'The same name but for a former one.',
  'double-name': 'Half of a double name is left out.',
  'names-fit': 'The names fit, but are not the same.',
  'short-name': 'Another form of the first name.',
  initials: 'The initials fit.',
  'address-without-domain': 'The addresses differ after the @.',
  'address-from-name': 'The name of one and the address of the other fit.',
  'similar-address': 'The addresses are nearly the same.',
  'similar-name': 'The names are nearly the same.',
}

/** An entry's identity: its address, or its name where it has none. */
const identityOf = ({ address, name }: Entry) => (address === null ? `name ${fold(name ?? '')}` : keyOf(address))

/**
 * Compares a list of current staff with everyone in LastPass who is not gone and not disabled.
 * `exact` gives the positions with just this address; `mentioned`: who stands only in another column. Pure; yields now and then.
 */
export function* compareStaff(
  entries: readonly Entry[],
  columns: Columns,
  directory: Directory,
  exact: (address: string) => readonly number[],
  mentioned: Mentioned = new Map(),
): Generator<void, Comparison> {
  const counts = (at: number) =>
    ((columns.flags[at] as number) & flag.gone) === 0 && columns.status[at] !== disabledStatus
  const people = new Set<number>()
  let steps = 0
  for (let at = 0; at < columns.n.length; at++) {
    if (counts(at)) people.add(at)
    if (++steps % 5000 === 0) yield
  }

  const found: Compared[] = []
  const taken = new Set<number>()
  const open: number[] = []
  const listed = new Set<string>()
  /** Whose address a line's may be, where it can be read in several ways. */
  const several = new Map<number, readonly number[]>()
  /** Why a line's address, though somebody has it, may not be theirs. */
  const asked = new Map<number, string>()
  /** Lines of people who are no staff any more. */
  const left: number[] = []
  for (const [index, entry] of entries.entries()) {
    if (++steps % 200 === 0) yield
    // What speaks against the row may speak against its having left too.
    if (entry.employment?.left === true && whoHas(entry, exact, directory.names).found !== 'several') {
      left.push(index)
      continue
    }
    const identity = identityOf(entry)
    if (listed.has(identity)) continue
    listed.add(identity)
    const read = whoHas(entry, exact, directory.names)
    if (read.found === 'several') {
      several.set(index, read.users)
      if (read.whole === true) asked.set(index, read.why.trim())
    }
    const same = read.found === 'one' ? read.users : []
    if (same.length > 0) {
      for (const at of same) taken.add(at)
      const [first] = same.filter(counts)
      // Somebody on the list whose account is disabled: worth a look, because one of the two is wrong.
      if (first === undefined)
        found.push({
          kind: 'disabled',
          at: same[0] ?? null,
          entry: index,
          why: 'The same address; the account is disabled.',
        })
      else found.push({ kind: 'on-both', at: first, entry: index, why: null })
    } else open.push(index)
  }

  const unsettled: { index: number; offers: Offer[] }[] = []
  for (const index of open) {
    if (++steps % 20 === 0) yield
    const entry = entries[index] as Entry
    const offers = directory.offers(entry)
    const same = offers.filter(({ at, why }) => why === 'same-name' && counts(at) && !taken.has(at))
    const [only] = same
    const doubt = only === undefined ? null : doubted(entry, [only.at], directory.names)
    if (entry.address === null && only !== undefined && same.length === 1 && doubt === null) {
      taken.add(only.at)
      found.push({ kind: 'on-both', at: only.at, entry: index, why: 'By name: the list has no address here.' })
    } else {
      if (doubt !== null && same.length === 1) asked.set(index, doubt.trim())
      unsettled.push({ index, offers })
    }
  }

  const nearTo = new Set<number>()
  let slips = 0
  for (const { index, offers } of unsettled) {
    if (++steps % 20 === 0) yield
    const entry = entries[index] as Entry
    const free = (some: readonly Offer[]) => some.filter(({ at }) => !taken.has(at))
    const readings = (several.get(index) ?? []).map((at): Offer => ({ at, why: 'another-reading', until: null }))
    let near = free(distinct([...readings, ...offers]))
    if (near.length === 0 && ++slips <= mostSlips) near = free(yield* directory.slips(entry))
    if (near.length === 0) found.push({ kind: 'not-in-lastpass', at: null, entry: index, why: null })
    for (const { at, why } of near.slice(0, nearPerEntry)) {
      nearTo.add(at)
      const doubt = why === 'another-reading' || why === 'same-name' ? asked.get(index) : undefined
      const reason =
        doubt ?? (why === 'same-name' && entry.address === null ? 'Several people have this name.' : reasons[why])
      found.push({ kind: 'near', at, entry: index, why: counts(at) ? reason : `${reason} The account is disabled.` })
    }
  }
  const leftovers = [...people].filter((at) => !taken.has(at))
  const leftAt = new Map<number, number>()
  for (const index of left) {
    if (++steps % 200 === 0) yield
    const entry = entries[index] as Entry
    const read = whoHas(entry, exact, directory.names)
    for (const at of read.found === 'one' ? read.users : []) leftAt.set(at, index)
  }
  const mentions = new Map([...mentioned].flatMap(([key, one]) => exact(key).map((at) => [at, one] as const)))
  for (const at of leftovers) {
    if (nearTo.has(at)) continue
    const index = leftAt.get(at) ?? null
    const mention = index === null ? mentions.get(at) : undefined
    if (mention !== undefined) {
      nearTo.add(at)
      found.push({ kind: 'near', at, entry: mention.entry, why: whyMentioned(mention.header) })
      continue
    }
    const employment = index === null ? undefined : entries[index]?.employment
    found.push({ kind: 'not-on-list', at, entry: index, why: employment === undefined ? null : whyLeft(employment) })
  }

  const missing = leftovers.filter((at) => !nearTo.has(at)).length
  return { found, listed: listed.size, accounts: people.size, warning: warningOf(listed.size, people.size, missing) }
}

const whyMentioned = (header: string): string =>
  `Only ${header === '' ? 'in another column' : `in the column “${header.slice(0, 60)}”`} of this row, and in no row of their own.`

/** A fifth: no company loses that many between two lists. One person is no sign of anything. */
function warningOf(listed: number, accounts: number, missing: number): string | null {
  if (missing < 2 || missing * 5 <= accounts) return null
  const number = (count: number) => count.toLocaleString('en-US')
  return `The list has ${number(listed)} ${listed === 1 ? 'person' : 'people'}, LastPass ${number(accounts)}; ${number(missing)} of them are not on the list. That is more than leave at once: the list may be cut short, or of one department only. Make sure before planning anything from it.`
}
