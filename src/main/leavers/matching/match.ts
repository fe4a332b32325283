import type { MatchRow } from '../../../contract/calls/leavers.ts'
import type { StoredUser } from '../../directory/index/build.ts'
import type { Entry } from '../../intake/list-entry.ts'
import { keyOf } from '../../text/user-key.ts'
import { byAddress, wholeForms } from './by-address.ts'

/** What a person is offered to choose from. */
export type Candidate = MatchRow['candidates'][number]

/** Where matching looks for people. */
export interface Sources {
  /** Everyone present with this address. */
  present(address: string): readonly StoredUser[]
  /** When somebody with this address was last missed; null: never heard of. */
  goneSince(address: string): string | null
  /** By whole name, by part of a name, by the part of an address before the @. */
  byName(name: string): readonly Candidate[]
  byLocal(part: string): readonly Candidate[]
}

/** A row as kept: the contract's, with all candidates. */
export type Matched = Omit<MatchRow, 'candidates' | 'moreCandidates'> & {
  candidates: readonly Candidate[]
  /** For a repeated row: what it is if no earlier row means the same person. */
  alone?: Pick<MatchRow, 'result' | 'message'>
}

const nobody = { username: null, fullname: null, lastLogin: null, admin: false, candidates: [] as readonly Candidate[] }

const identity = (user: StoredUser) => ({
  username: user.username,
  fullname: user.fullname,
  lastLogin: user.lastLogin,
  admin: user.admin,
  candidates: [],
})

/** What an account that was found means for a row. */
export function settle(
  user: StoredUser,
): Pick<Matched, 'result' | 'message' | 'username' | 'fullname' | 'lastLogin' | 'admin' | 'candidates'> {
  if (user.status === 'invited')
    return {
      ...identity(user),
      result: 'invited',
      message: 'Was invited and has no account yet: there is nothing to disable. The invitation can be withdrawn.',
    }
  if (user.disabled)
    return { ...identity(user), result: 'disabled', message: 'Is disabled already. Nothing is to be done.' }
  return {
    ...identity(user),
    result: 'matched',
    message: user.admin ? 'Found by address. Is an admin.' : 'Found by address.',
  }
}

/** Looks for one person: by address, then by name; never guesses. Pure but for what `sources` reads. */
export function matchEntry(entry: Entry, row: number, sources: Sources): Matched {
  const base = { row, line: entry.line, given: entry.given }
  const choose = (candidates: readonly Candidate[], before: string): Matched => ({
    ...base,
    ...nobody,
    candidates,
    result: 'choose',
    message: `${before}${candidates.length === 1 ? 'One person fits' : `${candidates.length.toLocaleString('en-US')} people fit`}; choose who is meant, or leave the row out.`,
  })
  if (entry.address !== null) {
    const { address } = entry
    const read = byAddress(entry, sources.present)
    if (read.found === 'several') {
      const candidates = distinct(read.users.map((user) => candidateOf(user, 'another-reading')))
      return choose(candidates, read.why)
    }
    const found = read.found === 'one' ? read.users : []
    const accounts = found.filter(({ status }) => status !== 'invited')
    if (accounts.length > 1)
      return {
        ...base,
        ...nobody,
        candidates: accounts.map((user) => candidateOf(user, 'same-address')),
        result: 'ambiguous',
        message: `${accounts.length} accounts have this very address, and LastPass takes changes by address only. Tell them apart in LastPass' own console.`,
      }
    const only = accounts[0] ?? found[0]
    if (only !== undefined) {
      const settled = settle(only)
      const differs = read.found === 'one' && read.differs
      return {
        ...base,
        ...settled,
        message: differs
          ? `${settled.message} The list writes it with other apostrophes, hyphens or accents.`
          : settled.message,
      }
    }
    const gone = newest(wholeForms(entry).map(sources.goneSince))
    if (gone !== null)
      return {
        ...base,
        ...nobody,
        result: 'gone',
        message: `Was in LastPass before and is not any more; missed first on ${gone.slice(0, 10)}.`,
      }
    const others = [
      ...(entry.name === null ? [] : sources.byName(entry.name)),
      ...sources.byLocal(address.slice(0, address.lastIndexOf('@'))),
    ]
    const candidates = distinct(others)
    if (candidates.length > 0) return choose(candidates, 'Nobody has this address. ')
    return {
      ...base,
      ...nobody,
      result: 'unmatched',
      message: 'Nobody in LastPass has this address, and nobody fits otherwise.',
    }
  }
  const name = entry.name ?? ''
  const candidates = distinct([...sources.byName(name), ...(/\s/u.test(name) ? [] : sources.byLocal(name))])
  if (candidates.length > 0) return choose(candidates, '')
  return { ...base, ...nobody, result: 'unmatched', message: 'Nobody in LastPass has this name.' }
}

const candidateOf = ({ username, fullname, status, lastLogin }: StoredUser, why: Candidate['why']): Candidate => ({
  username,
  fullname,
  status,
  lastLogin,
  why,
})

const newest = (instants: readonly (string | null)[]): string | null =>
  instants.reduce((latest, instant) => ((instant ?? '') > (latest ?? '') ? instant : latest), null)

function distinct(candidates: readonly Candidate[]): Candidate[] {
  const seen = new Set<string>()
  return candidates.filter(({ username }) => {
    const key = keyOf(username)
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

/** Marks rows that mean a person whom an earlier row means already; the same when done twice. Yields now and then. */
export function* markRepeated(rows: readonly Matched[]): Generator<void, Matched[]> {
  const first = new Map<string, Matched>()
  const marked: Matched[] = []
  for (const each of rows) {
    if (marked.length % 500 === 499) yield
    const { alone, ...rest } = each
    const row: Matched = alone === undefined ? each : { ...rest, ...alone }
    const earlier = row.username === null ? undefined : first.get(keyOf(row.username))
    if (row.username !== null && earlier === undefined) first.set(keyOf(row.username), row)
    marked.push(
      earlier === undefined
        ? row
        : {
            ...row,
            result: 'repeated',
            message: `The same person as on line ${earlier.line}.`,
            alone: { result: row.result, message: row.message },
          },
    )
  }
  return marked
}
