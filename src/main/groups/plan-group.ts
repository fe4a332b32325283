import type { Change } from '../../contract/change.ts'
import type { Row } from '../changes/plan/evaluate.ts'
import { inSlices } from '../cooperative/slices.ts'
import { keyAt } from '../directory/name-index.ts'
import type { Reads } from '../directory/reads.ts'
import type { StoredUser } from '../directory/stored/records.ts'
import type { KnownPeople } from '../identity/known-people.ts'
import { lettersApart } from '../text/damerau.ts'
import { keyOf } from '../text/user-key.ts'
import { doubtedLines, type GivenLine, type Near, nearTo, type Resolved, resolvePeople, whyNobody } from './resolve.ts'

/** What a plan is made of that makes a group like a list. */
export interface GroupPlan {
  changes: Change[]
  /** Rows that say why nothing is done. */
  further: Omit<Row, 'row'>[]
  stays: number
  /** How many members the group has now. */
  members: number
  /** Why the list is doubtful as a whole; undefined: it is not. */
  doubt?: string
}

/** Up to so many people who are as they should be are rows of the plan; more are only counted, because a preview is to come at once. */
const mostUnchanged = 500
/** From so many members on, a list with nobody of them is taken for the wrong list. */
const fewestForOther = 5
/** So many lines that are nobody are compared with everybody who would be removed; beyond that, nobody is removed. */
const mostCompared = 200
/** For so few lines names and addresses that are nearly the same are looked for too. */
const mostSlips = 50

const plural = (count: number, one: string, many: string) =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`

/** A row that says why nothing is done. */
export const blocked = (change: Change, reason: string, user: StoredUser | null): Omit<Row, 'row'> => ({
  change,
  before: user === null ? null : stateOf(user),
  verdict: 'blocked',
  reason,
  undo: null,
  differences: [],
  send: null,
})

const stateOf = (user: StoredUser): NonNullable<Row['before']> => ({
  id: user.id,
  username: user.username,
  fullname: user.fullname,
  status: user.status,
  admin: user.admin,
  disabled: user.disabled,
  neverLoggedIn: user.neverLoggedIn,
  lastLogin: user.lastLogin,
  passwordResetRequired: user.passwordResetRequired,
  mfa: user.mfa,
  groups: [...user.groups],
})

/** Lower-case user names of a group's members with their places in the index. Yields now and then. */
function* membersOf(reads: Reads, group: string): Generator<void, Map<string, number>> {
  const columns = reads.columns()
  const at = reads.names().groups.indexOf(group)
  const members = new Map<string, number>()
  if (at === -1) return members
  const positions = columns.groupMembers.subarray(columns.groupStart[at], columns.groupStart[at + 1])
  for (const [index, position] of positions.entries()) {
    members.set(keyAt(columns, position), position)
    if (index % 1000 === 999) yield
  }
  return members
}

/** Whether a line that is nobody may be a slip of somebody's address. */
function mayBe(given: string, key: string): boolean {
  const [local = '', domain = ''] = keyOf(given).split('@')
  const [theirs = '', theirDomain = ''] = key.split('@')
  if (local === theirs) return true
  return lettersApart(`${local}@${domain}`, `${theirs}@${theirDomain}`, 2) <= 2
}

/** How many members a group gains by changes; below 0: loses. */
export const gainOf = (group: string, changes: readonly Change[]): number =>
  changes.reduce((gain, change) => {
    if (change.kind !== 'groups') return gain
    return gain + Number(change.add.includes(group)) - Number(change.remove.includes(group))
  }, 0)

/** A list that a group is made like. */
export interface GroupList {
  name: string
  /** Lines, as people give them. */
  usernames: readonly string[]
  /** Rows of tables and files, with the person of each. */
  rows: readonly Resolved[]
  mode: 'add' | 'remove' | 'exact'
}

/** Works out what makes a group like a list, row by row. */
export async function planGroup(
  reads: Reads,
  people: KnownPeople,
  { name, usernames, rows, mode }: GroupList,
  signal: AbortSignal,
): Promise<GroupPlan> {
  const members = await inSlices(membersOf(reads, name), signal)
  const [add, remove] = [
    (username: string): Change => ({ kind: 'groups', username, add: [name], remove: [] }),
    (username: string): Change => ({ kind: 'groups', username, add: [], remove: [name] }),
  ]
  const asked = mode === 'remove' ? remove : add

  // Most of a list that a group is kept by are members: these need no look into the store.
  const doubted = await inSlices(doubtedLines(usernames, mode === 'remove' ? 'leavers' : 'present'), signal)
  const listed = new Set<string>()
  const others: GivenLine[] = []
  for (const [at, text] of usernames.entries()) {
    const key = keyOf(text.trim())
    const doubt = doubted.get(at)
    if (key === '' || listed.has(key)) continue
    if (members.has(key) && doubt === undefined) listed.add(key)
    else others.push({ text, doubt })
  }
  const resolved = [
    ...(others.length === 0 ? [] : await inSlices(resolvePeople(reads, await people.names(signal), others), signal)),
    ...rows,
  ]
  const strangers: Resolved[] = []
  const found: StoredUser[] = []
  const seen = new Set<string>()
  for (const one of resolved) {
    if (one.given === '') continue
    if (one.user === null || one.key === null) {
      const key = keyOf(one.given)
      if (!seen.has(key)) strangers.push(one)
      seen.add(key)
    } else if (members.has(one.key)) listed.add(one.key)
    else if (!seen.has(one.key)) {
      seen.add(one.key)
      found.push(one.user)
    }
  }

  const further: Omit<Row, 'row'>[] = []
  /** Whom a line may mean that is nobody, with the line. */
  const held = new Map<string, string>()
  const directory = strangers.length === 0 ? null : await people.directory(signal)
  for (const stranger of strangers) {
    const { given } = stranger
    const offers =
      directory === null ? [] : await inSlices(nearTo(given, directory, strangers.length <= mostSlips), signal)
    const users = new Map(reads.at(offers.map(({ at }) => at)).map(({ at, user }) => [at, user]))
    const near = offers.flatMap(({ at, why, until }): Near[] => {
      const user = users.get(at)
      return user === undefined || user.goneSince !== null ? [] : [{ user, why, until }]
    })
    further.push(blocked(asked(given.slice(0, 320)), whyNobody(stranger, near), null))
    for (const user of [...stranger.doubted, ...near.map((each) => each.user)]) held.set(keyOf(user.username), given)
  }

  const changes: Change[] = []
  let stays = 0
  const unchanged = mode === 'remove' ? [] : [...listed]
  if (unchanged.length <= mostUnchanged) changes.push(...unchanged.map((key) => asked(key)))
  else stays = unchanged.length
  if (mode === 'remove') changes.push(...[...listed].map((key) => remove(key)))
  changes.push(...found.map(({ username }) => asked(username)))

  if (mode === 'exact') {
    const leaving = [...members].filter(([key]) => !listed.has(key))
    const tooMany = strangers.length > mostCompared
    for (const [key, at] of leaving) {
      const meant =
        held.get(key) ??
        (tooMany ? undefined : strangers.find(({ given }) => given.includes('@') && mayBe(given, key))?.given)
      if (meant === undefined && !tooMany) {
        changes.push(remove(key))
        continue
      }
      const user = reads.at([at])[0]?.user ?? null
      further.push(
        blocked(
          remove(user?.username ?? key),
          meant === undefined
            ? `${plural(strangers.length, 'line', 'lines')} of the list could not be matched to a person, so nobody is removed until that is settled.`
            : `Stays for now: the line "${meant.slice(0, 200)}" could not be matched to a person, and may mean this one.`,
          user,
        ),
      )
    }
  }
  const doubt = mode === 'exact' ? doubtAbout(name, members.size, listed.size, listed.size + found.length) : undefined
  return {
    changes,
    further,
    stays,
    members: members.size,
    ...(doubt === undefined ? {} : { doubt }),
  }
}

/** Why a list must not make a group its image without a person's yes; undefined: nothing stands in the way. */
function doubtAbout(name: string, members: number, kept: number, entries: number): string | undefined {
  if (members === 0) return undefined
  if (entries * 2 < members)
    return `The list has ${plural(entries, 'person', 'people')} who could be found; "${name}" has ${plural(members, 'member', 'members')} now. The list may be incomplete.`
  if (kept === 0 && members >= fewestForOther)
    return `None of the ${members.toLocaleString('en-US')} members of "${name}" is in the list. It may be the list of another group.`
  return undefined
}
