import type { Instant, Observation } from '../../../contract/model.ts'
import type { StoredUser } from '../stored/records.ts'
import { decode, encode, tryDecode } from '../stored/user-codec.ts'
import { observedFields } from '../user-fields.ts'

/** What a comparison of two states of the directory leads to. */
export interface Comparison {
  /** Row number of each person of `next`, in its order. */
  numbers: number[]
  /** Rows of `next` that stay as they are in the store, by identity: they were read later. */
  kept: Map<string, StoredUser>
  /** People who are not in `next`: gone, now or before, read later than `next`, or not readable in it. */
  others: { n: number; user: StoredUser }[]
  rows: (readonly [n: number, identity: string, json: string])[]
  observations: Observation[]
}

/** A person of the later state, as it would be stored. */
export interface Next {
  key: string
  /** False for people who are only invited. */
  account: boolean
  record: string
}

/** A row of the store's `users` table. */
export interface Row {
  n: number
  identity: string
  json: string
}

export interface CompareOptions {
  now: Instant
  /** Rows that were read again after `next` was begun to be read: they are newer and stay. */
  fresher: ReadonlySet<number>
  /** Identities whose records came and could not be read: they are there, and stay as they were known. */
  unread: ReadonlySet<string>
  /** Nothing was known before: that everybody is new is not worth remembering. */
  first: boolean
  /** The highest row number in use. */
  last: number
}

/** Compares the rows of some people with what LastPass has of them now; pure. */
export function compare(
  previous: readonly Row[],
  next: ReadonlyMap<string, Next>,
  { now, fresher, unread, first, last }: CompareOptions,
): Comparison {
  const byIdentity = new Map(previous.map((row) => [row.identity, row]))
  const numbers: number[] = []
  const kept = new Map<string, StoredUser>()
  const others: Comparison['others'] = []
  const rows: Comparison['rows'] = []
  const observations: Observation[] = []
  let highest = last
  const see = (user: StoredUser, kind: Observation['kind'], changes: Observation['changes'] = []) =>
    observations.push({ time: now, username: user.username, kind, changes })

  // Who was only invited and now has an account is the same person: the row goes over, and the history with it.
  const joined = new Map<string, Row>()
  for (const row of previous) {
    const key = invitedKey(row)
    if (key !== null && !next.has(row.identity)) joined.set(key, row)
  }

  for (const [identity, { key, account, record }] of next) {
    const row = byIdentity.get(identity) ?? (account ? joined.get(key) : undefined)
    if (row === undefined) {
      highest++
      numbers.push(highest)
      rows.push([highest, identity, record])
      if (!first) see(decode(record), 'added')
      continue
    }
    numbers.push(row.n)
    if (row.identity !== identity) joined.delete(key)
    if (fresher.has(row.n)) {
      kept.set(identity, decode(row.json))
      continue
    }
    if (record === row.json && row.identity === identity) continue
    rows.push([row.n, identity, record])
    const before = tryDecode(row.json)
    // A garbled row is written anew; what it was is not known, so nothing is claimed to have changed.
    if (before === null) continue
    const user = decode(record)
    const changes = difference(before, user)
    if (before.goneSince !== null) see(user, 'back', changes)
    else if (changes.length > 0) see(user, 'changed', changes)
  }

  for (const row of previous) {
    if (next.has(row.identity)) continue
    const key = invitedKey(row)
    if (key !== null && joined.get(key) !== row) continue
    const user = tryDecode(row.json)
    if (user === null) continue
    if (fresher.has(row.n) || unread.has(row.identity) || user.goneSince !== null) {
      others.push({ n: row.n, user })
      continue
    }
    const gone: StoredUser = { ...user, goneSince: now }
    others.push({ n: row.n, user: gone })
    rows.push([row.n, row.identity, encode(gone)])
    see(user, 'gone')
  }
  return { numbers, kept, others, rows, observations }
}

/** The key of somebody who is only invited; null for accounts. */
const invitedKey = ({ identity }: Row): string | null =>
  identity.startsWith('invited:') ? identity.slice('invited:'.length) : null

/** What differs between two states of a person, among the fields worth remembering. */
export function difference(before: StoredUser, after: StoredUser): Observation['changes'] {
  return observedFields
    .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .map((field) => ({ field, before: before[field], after: after[field] }))
}
