import type { NameIndex } from '../directory/name-index.ts'
import type { Reads } from '../directory/reads.ts'
import type { Entry } from '../intake/list-entry.ts'
import { keyOf } from '../text/user-key.ts'
import { addressForms, type ByAddress, byAddress } from './by-address.ts'
import { secondLook } from './second-look.ts'

/**
 * Whom a line of a list means, by positions of the index: whoever has its address, unless the line itself speaks for somebody else. Then
 * it is a question, with those others among the people who may be meant. Every list of people asks here, whatever it is for. `strictly`:
 * for lists in which nobody is shown and chosen, so that a strange name beside an address is a question too.
 */
export function whoHas(
  entry: Entry,
  present: (address: string) => readonly number[],
  names: NameIndex,
  strictly = false,
): ByAddress<number> {
  const read = byAddress(entry, present)
  if (read.found === 'none') {
    const look = secondLook(entry, [], names, strictly)
    return look === null ? read : { ...read, why: look.why }
  }
  const look = secondLook(entry, read.users, names, strictly)
  if (look === null) return read
  if (read.found === 'several') return { ...read, users: [...new Set([...look.others, ...read.users])] }
  const users = look.rather === true ? [...look.others, ...read.users] : [...read.users, ...look.others]
  const { why, as = 'another-reading' } = look
  return { found: 'several', users, why, whole: true, own: read.users, as }
}

/** 300 addresses are looked up in about 5 ms. */
const together = 300

/** `whoHas` for the lines of a list, looked up together; those who are gone have no address. Yields now and then. */
export function* whoHaveThem(
  entries: readonly Entry[],
  reads: Pick<Reads, 'positionsOf'>,
  names: NameIndex,
  strictly = false,
): Generator<void, ByAddress<number>[]> {
  const answers: ByAddress<number>[] = []
  for (let from = 0; from < entries.length; from += together) {
    const part = entries.slice(from, from + together)
    const found = reads.positionsOf(part.flatMap(addressForms))
    yield
    const present = (address: string) =>
      (found.get(keyOf(address)) ?? []).flatMap(({ at, user }) => (user.goneSince === null ? [at] : []))
    for (const entry of part) answers.push(whoHas(entry, present, names, strictly))
    yield
  }
  return answers
}
