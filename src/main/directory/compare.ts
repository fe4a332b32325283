import type { Instant, Observation } from '../../contract/model.ts'
import type { Person, StoredUser } from './build.ts'
import { decode, encode, tryDecode } from './record.ts'
import { keyOf } from './text.ts'

/** The fields whose change is worth remembering; logins and counts change by themselves every day. */
const observed = [
  'username',
  'fullname',
  'status',
  'admin',
  'score',
  'masterPasswordStrength',
  'lastPasswordChange',
  'passwordResetRequired',
  'mfa',
  'duoUsername',
  'linked',
  'groups',
  'attributes',
] as const satisfies readonly (keyof StoredUser)[]

/** What a comparison of two states of the directory leads to. */
export interface Comparison {
  /** Everybody of the later state, the gone included. */
  people: Person[]
  rows: (readonly [n: number, identity: string, json: string])[]
  observations: Observation[]
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
  /** Nothing was known before: that everybody is new is not worth remembering. */
  first: boolean
  /** The highest row number in use. */
  last: number
}

/** Compares the rows of some people with what LastPass has of them now; pure. */
export function compare(
  previous: readonly Row[],
  next: ReadonlyMap<string, StoredUser>,
  options: CompareOptions,
): Comparison {
  const { now, fresher, first } = options
  let { last } = options
  const byIdentity = new Map(previous.map((row) => [row.identity, row]))
  const people: Person[] = []
  const rows: Comparison['rows'] = []
  const observations: Observation[] = []

  // Who was only invited and now has an account is the same person: the row goes over, and the history with it.
  const joined = new Map<string, Row>()
  for (const row of previous) {
    if (row.identity.startsWith('invited:') && !next.has(row.identity))
      joined.set(row.identity.slice('invited:'.length), row)
  }

  for (const [identity, user] of next) {
    const key = keyOf(user.username)
    const row = byIdentity.get(identity) ?? (user.id === null ? undefined : joined.get(key))
    if (row === undefined) {
      last++
      people.push({ n: last, user })
      rows.push([last, identity, encode(user)])
      if (!first) observations.push({ time: now, username: user.username, kind: 'added', changes: [] })
      continue
    }
    if (row.identity !== identity) joined.delete(key)
    if (fresher.has(row.n)) {
      people.push({ n: row.n, user: decode(row.json) })
      continue
    }
    people.push({ n: row.n, user })
    const json = encode(user)
    if (json === row.json && row.identity === identity) continue
    rows.push([row.n, identity, json])
    const before = tryDecode(row.json)
    // A garbled row is written anew; what it was is not known, so nothing is claimed to have changed.
    if (before === null) continue
    const changes = difference(before, user)
    if (before.goneSince !== null) observations.push({ time: now, username: user.username, kind: 'back', changes })
    else if (changes.length > 0) observations.push({ time: now, username: user.username, kind: 'changed', changes })
  }

  for (const row of previous) {
    if (next.has(row.identity)) continue
    const key = row.identity.startsWith('invited:') ? row.identity.slice('invited:'.length) : null
    if (key !== null && joined.get(key) !== row) continue
    const user = tryDecode(row.json)
    if (user === null) continue
    if (fresher.has(row.n) || user.goneSince !== null) {
      people.push({ n: row.n, user })
      continue
    }
    const gone: StoredUser = { ...user, goneSince: now }
    people.push({ n: row.n, user: gone })
    rows.push([row.n, row.identity, encode(gone)])
    observations.push({ time: now, username: user.username, kind: 'gone', changes: [] })
  }
  return { people, rows, observations }
}

/** What differs between two states of a person, among the fields worth remembering. */
export function difference(before: StoredUser, after: StoredUser): Observation['changes'] {
  return observed
    .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .map((field) => ({ field, before: before[field], after: after[field] }))
}
