import type { Positioned } from '../../directory/index/by-name.ts'
import type { NameIndex } from '../../directory/name-index.ts'
import type { Reads } from '../../directory/reads.ts'
import type { StoredUser } from '../../directory/stored/records.ts'
import { addressForms, type ByAddress, wholeForms } from '../../identity/by-address.ts'
import { doubted } from '../../identity/doubted.ts'
import type { Offer } from '../../identity/nearest.ts'
import { type Directory, mostSlips } from '../../identity/offers.ts'
import { whoHas } from '../../identity/who-has.ts'
import { employmentWarning, whyNotLeft } from '../../intake/employment/employment.ts'
import type { Entry } from '../../intake/list-entry.ts'
import { keyOf } from '../../text/user-key.ts'
import { type Candidate, isSaidToStay, isSettled, type Known, type Matched, markRepeated, matchEntry } from './match.ts'

/** Candidates beyond this are counted, not offered: the name says too little. */
const keptCandidates = 50
/** Rows are looked up this many at a time: about 5 ms of reading. */
const lookupSlice = 300

/** What the list says of somebody's employment, kept with the row whoever is chosen for it. */
function listSays({ employment }: Entry): Pick<Matched, 'lastDay' | 'listSays'> {
  if (employment === undefined) return {}
  const says = employmentWarning(employment)
  return {
    ...(employment.lastDay === null ? {} : { lastDay: employment.lastDay }),
    ...(says === null ? {} : { listSays: says }),
  }
}

/** Reads the people who are offered, a part of them at a time. */
function* candidatesOf(offers: readonly Offer[][], reads: () => Reads): Generator<void, Candidate[][]> {
  const positions = [...new Set(offers.flatMap((each) => each.map(({ at }) => at)))]
  const people = new Map<number, Omit<Candidate, 'why' | 'until'>>()
  for (let from = 0; from < positions.length; from += lookupSlice) {
    for (const { at, user } of reads().at(positions.slice(from, from + lookupSlice))) {
      const { username, fullname, status, lastLogin, admin } = user
      people.set(at, { username, fullname, status, lastLogin, admin })
    }
    yield
  }
  return offers.map((each) =>
    each.flatMap(({ at, why, until }) => {
      const known = people.get(at)
      return known === undefined ? [] : [{ ...known, why, until }]
    }),
  )
}

/**
 * What speaks against whoever is offered for a name alone, so that they are not taken with others unseen; null: nothing. `addressed`:
 * the lines that give an address.
 */
function againstName(
  entry: Entry,
  offered: readonly Offer[],
  addressed: ReadonlySet<number>,
  names: NameIndex,
): string | null {
  const at = offered.map((offer) => offer.at)
  const said = doubted({ doubt: entry.doubt, address: null }, at, names)
  if (said !== null) return said
  if (isSaidToStay(entry)) return whyNotLeft(entry.employment)
  // Of two of one line the address says who is meant, and the name may be anybody's.
  return addressed.has(entry.line) ? 'Its line also gives an address. ' : null
}

/** Matches the entries of a list in order, and says what was not done for all of them. Yields now and then. */
export function* matchEntries(
  entries: readonly Entry[],
  reads: () => Reads,
  directory: Directory,
): Generator<void, { rows: Matched[]; notes: string[] }> {
  const rows: Matched[] = []
  const addressed = new Set(entries.flatMap(({ line, address }) => (address === null ? [] : [line])))
  let nobodyFits = 0
  yield
  for (let from = 0; from < entries.length; from += lookupSlice) {
    const part = entries.slice(from, from + lookupSlice)
    const found = reads().positionsOf(part.flatMap(addressForms))
    yield
    const known: Known[] = []
    const offers: Offer[][] = []
    for (const entry of part) {
      const everybody = (address: string) => found.get(keyOf(address)) ?? []
      const read = peopleOf(entry, everybody, reads, directory)
      const goneSince =
        read.found !== 'none'
          ? null
          : wholeForms(entry)
              .flatMap(everybody)
              .reduce<string | null>(
                (newest, { user }) => ((user.goneSince ?? '') > (newest ?? '') ? user.goneSince : newest),
                null,
              )
      const settled = { read, goneSince }
      const open = !isSettled(settled)
      let offered = open ? directory.offers(entry) : []
      const searched = open && offered.length === 0 && ++nobodyFits <= mostSlips
      if (searched) offered = yield* directory.slips(entry)
      offers.push(offered.slice(0, keptCandidates))
      const before = settled.read.found === 'one' ? wholeForms(entry).flatMap(directory.before) : []
      const against = !open || entry.address !== null ? null : againstName(entry, offered, addressed, directory.names)
      known.push({ ...settled, before, candidates: [], against, searched })
      yield
    }
    for (const [offset, candidates] of (yield* candidatesOf(offers, reads)).entries())
      rows.push({
        ...listSays(part[offset] as Entry),
        ...matchEntry(part[offset] as Entry, from + offset, { ...(known[offset] as Known), candidates }),
      })
  }
  const notes =
    nobodyFits <= mostSlips
      ? []
      : [
          `Only the first ${mostSlips.toLocaleString('en-US')} rows without a match were also compared with nearly identical names and addresses; ${(nobodyFits - mostSlips).toLocaleString('en-US')} more were not.`,
        ]
  return { rows: yield* markRepeated(yield* withAskedNames(rows)), notes }
}

/**
 * Rows of a name alone that mean somebody of whom another row, with their very address, is a question: they are not taken with others
 * unseen either. Yields now and then.
 */
function* withAskedNames(rows: readonly Matched[]): Generator<void, Matched[]> {
  const asked = new Map<string, Matched>()
  for (const row of rows)
    if (row.doubt !== undefined)
      for (const { username, why } of row.candidates) if (why === 'same-address') asked.set(keyOf(username), row)
  yield
  if (asked.size === 0) return [...rows]
  return rows.map((row): Matched => {
    const [only, ...others] = row.candidates
    if (row.doubt !== undefined || only?.why !== 'same-name' || others.length > 0) return row
    const other = asked.get(keyOf(only.username))
    return other === undefined ? row : { ...row, doubt: `Line ${other.line} has their address, and is asked about.` }
  })
}

/** The people whom an entry's address leads to, or who may be meant by it. */
function peopleOf(
  entry: Entry,
  everybody: (address: string) => readonly Positioned[],
  reads: () => Reads,
  { names }: Directory,
): ByAddress<StoredUser> {
  const at = new Map<number, StoredUser>()
  const present = (address: string) =>
    everybody(address).flatMap((one) => {
      if (one.user.goneSince !== null) return []
      at.set(one.at, one.user)
      return [one.at]
    })
  const read = whoHas(entry, present, names)
  if (read.found === 'none') return read
  const others = read.users.filter((one) => !at.has(one)).slice(0, keptCandidates)
  if (others.length > 0) for (const one of reads().at(others)) at.set(one.at, one.user)
  const peopleAt = (some: readonly number[]) => some.flatMap((one) => at.get(one) ?? [])
  if (read.found === 'one') return { ...read, users: peopleAt(read.users) }
  const { own, ...rest } = read
  return { ...rest, users: peopleAt(read.users), ...(own === undefined ? {} : { own: peopleAt(own) }) }
}
