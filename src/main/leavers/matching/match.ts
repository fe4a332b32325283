import type { MatchRow } from '../../../contract/calls/leavers/leavers.ts'
import type { StoredUser } from '../../directory/stored/records.ts'
import type { ByAddress } from '../../identity/by-address.ts'
import type { Former } from '../../identity/former-names.ts'
import { type Employment, whyNotLeft } from '../../intake/employment/employment.ts'
import type { Entry } from '../../intake/list-entry.ts'
import { personTitle } from '../../text/names/person-title.ts'
import { keyOf } from '../../text/user-key.ts'

/** What a person is offered to choose from. */
export type Candidate = MatchRow['candidates'][number]

/** What matching knows of an entry. */
export interface Known {
  /** Everyone present with its address. */
  read: ByAddress<StoredUser>
  /** When somebody with its address was last missed; null: never heard of. */
  goneSince: string | null
  /** Who had its address before whoever has it now. */
  before: readonly Former[]
  /** Who may be meant, where its address settles nothing. */
  candidates: readonly Candidate[]
  /** What speaks against those who are offered for a name alone, as a sentence; null: nothing. */
  against: string | null
  /** Whether names and addresses that are nearly the same were looked for too. */
  searched: boolean
}

/** A row as kept: the contract's, with all candidates. */
export type Matched = Omit<MatchRow, 'candidates' | 'moreCandidates'> & {
  candidates: readonly Candidate[]
  /** LastPass' number of the account that was found or chosen; left out: there is none. */
  account?: string | null
  /** For a repeated row: what it is if no earlier row means the same person. */
  alone?: Pick<MatchRow, 'result' | 'message'>
}

const nobody = { username: null, fullname: null, lastLogin: null, admin: false, candidates: [] as readonly Candidate[] }

const identity = (user: StoredUser) => ({
  username: user.username,
  account: user.id,
  fullname: user.fullname,
  status: user.status,
  lastLogin: user.lastLogin,
  admin: user.admin,
  candidates: [],
})

/** What an account that was found means for a row. */
export function settle(
  user: StoredUser,
): Pick<Matched, 'result' | 'message' | 'username' | 'fullname' | 'status' | 'lastLogin' | 'admin' | 'candidates'> {
  if (user.status === 'invited')
    return {
      ...identity(user),
      result: 'invited',
      message: 'Was invited and has no account yet: there is nothing to disable. The invitation can be withdrawn.',
    }
  if (user.disabled) return { ...identity(user), result: 'disabled', message: 'Already disabled. Nothing to do.' }
  return {
    ...identity(user),
    result: 'matched',
    message: user.admin ? 'Found by address. An admin.' : 'Found by address.',
  }
}

const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
const shownNearest = 3
const askToChoose = 'Choose who is meant, or leave the row out.'
/** Where there is no doubt who is meant. */
const askToTake = 'Choose the account to disable it all the same, or leave the row out.'

/** What to know before one of the candidates is chosen, as sentences. */
function introduce(candidates: readonly Candidate[]): string {
  const [first] = candidates
  if (first?.why === 'former-address' && first.until !== null)
    return `No account has this address now. ${personTitle(first)} had it before ${date.format(new Date(first.until))}. ${askToChoose}`
  if (candidates.every(({ why }) => why === 'same-name'))
    return `${candidates.length === 1 ? 'One person has' : `${candidates.length.toLocaleString('en-US')} people have`} this name. ${askToChoose}`
  const more = candidates.length - shownNearest
  const nearest = candidates.slice(0, shownNearest).map(personTitle).join(', ')
  return `No exact match; nearest: ${nearest}${more > 0 ? ` and ${more} more` : ''}. ${askToChoose}`
}

/** Whether an entry's address says all there is to know, so that nobody else has to be looked for. */
export const isSettled = ({ read, goneSince }: Pick<Known, 'read' | 'goneSince'>): boolean =>
  read.found !== 'none' || goneSince !== null

const candidateOf = (
  { username, fullname, status, lastLogin, admin }: StoredUser,
  why: Candidate['why'],
): Candidate => ({ username, fullname, status, lastLogin, admin, why, until: null })

/** Whether the list says of somebody that they have not left, or not yet. */
export const isSaidToStay = (entry: Entry): entry is Entry & { employment: Employment } =>
  entry.employment?.left === false

/** Says what is known of one entry. Only a whole address settles one; everybody else is offered, never taken. Pure. */
export function matchEntry(
  entry: Entry,
  row: number,
  { read, goneSince, before, candidates, against, searched }: Known,
): Matched {
  const base = { row, line: entry.line, given: entry.given }
  if (read.found === 'several') {
    const own = read.own ?? (read.whole === true ? read.users.slice(0, 1) : [])
    const isOwn = (user: StoredUser) => own.some(({ username }) => keyOf(username) === keyOf(user.username))
    const fitting = [...new Map(read.users.map((user) => [keyOf(user.username), user])).values()]
    return {
      ...base,
      ...nobody,
      candidates: fitting.map((user) =>
        candidateOf(user, isOwn(user) ? 'same-address' : (read.as ?? 'another-reading')),
      ),
      result: 'choose',
      doubt: read.why.trim(),
      message: `${read.why}${fitting.length === 1 ? 'One person fits' : `${fitting.length.toLocaleString('en-US')} people fit`}. ${askToChoose}`,
    }
  }
  const present = read.found === 'one' ? read.users : []
  const accounts = present.filter(({ status }) => status !== 'invited')
  if (accounts.length > 1)
    return {
      ...base,
      ...nobody,
      candidates: accounts.map((user) => candidateOf(user, 'same-address')),
      result: 'ambiguous',
      message: `${accounts.length} accounts have this very address, and LastPass takes changes by address only. Tell them apart in LastPass' own console.`,
    }
  const only = accounts[0] ?? present[0]
  if (only !== undefined && entry.exact === undefined && isSaidToStay(entry) && !only.disabled)
    return {
      ...base,
      ...nobody,
      candidates: [candidateOf(only, 'same-address')],
      result: 'choose',
      doubt: whyNotLeft(entry.employment),
      ...(entry.employment.ahead && entry.employment.against === null ? { ahead: true as const } : {}),
      message: `${whyNotLeft(entry.employment)} ${askToTake}`,
    }
  if (only !== undefined) {
    const settled = settle(only)
    const [other] = before.filter(({ username }) => keyOf(username) !== keyOf(only.username))
    const message = [
      settled.message,
      ...(read.found === 'one' && read.differs
        ? ['The list writes it with other apostrophes, hyphens or accents.']
        : []),
      ...(other === undefined
        ? []
        : [
            `Before ${date.format(new Date(other.until))} this address was that of ${other.username}: make sure who is meant.`,
          ]),
    ].join(' ')
    return { ...base, ...settled, message }
  }
  if (goneSince !== null)
    return {
      ...base,
      ...nobody,
      result: 'gone',
      message: `Was in LastPass before and is not any more; missed first on ${goneSince.slice(0, 10)}.`,
    }
  if (candidates.length > 0) {
    const doubt = against === null ? {} : { doubt: against.trim() }
    return { ...base, ...nobody, candidates, result: 'choose', ...doubt, message: introduce(candidates) }
  }
  return {
    ...base,
    ...nobody,
    result: 'unmatched',
    message: searched ? 'No exact match, and nobody similar enough to suggest.' : 'No exact match.',
  }
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
