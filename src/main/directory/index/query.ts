import { statuses } from '../../../contract/lists.ts'
import type { UserFilter } from '../../../contract/model.ts'
import { withValues } from './attribute-query.ts'
import { type Columns, flag, type Names } from './columns.ts'
import { expiredAt, type Known, noMarks } from './marks.ts'
import { search } from './search.ts'

const day = 86_400

/** A test on one position, or null when the filter does not ask for it. */
type Test = (at: number) => boolean

/** Positions of the people who match, in user-name order. */
export function match(
  columns: Columns,
  names: Names,
  filter: UserFilter,
  now: number,
  marks: Known = noMarks,
): Uint32Array {
  const tests = testsOf(columns, names, filter, now, marks)
  if (tests === null) return new Uint32Array(0)
  const whereGone = filter.gone === true
  const candidates = filter.text === undefined ? null : search(columns, filter.text)
  if (candidates === null) return narrowed(positionsOf(columns, whereGone), tests)
  const wanted = whereGone ? flag.gone : 0
  return narrowed(candidates, [(at) => ((columns.flags[at] as number) & hidden) === wanted, ...tests])
}

/** Those of the positions that pass every test. One test after the other: each has fewer to look at, in a loop of its own. */
function narrowed(positions: Uint32Array, tests: readonly Test[]): Uint32Array {
  let left = positions
  for (const test of tests) {
    const found = new Uint32Array(left.length)
    let count = 0
    for (let index = 0; index < left.length; index++) {
      const at = left[index] as number
      if (test(at)) found[count++] = at
    }
    left = found.subarray(0, count)
  }
  // The caller's own, and no longer than it is: answers are kept, and the buffer of each test has room for everybody.
  return left.slice()
}

/** Who is not in a list: the gone, unless they are asked for, and people whose record cannot be read. */
const hidden = flag.gone | flag.unreadable

interface Split {
  here: Uint32Array
  gone: Uint32Array
}
const splits = new WeakMap<Columns['flags'], Split>()

/** Positions of everybody who is, or is not, gone, worked out once for an index: every filter begins with one of the two. */
function positionsOf({ flags }: Columns, whereGone: boolean): Uint32Array {
  let split = splits.get(flags)
  if (split === undefined) {
    const here = new Uint32Array(flags.length)
    const gone: number[] = []
    let count = 0
    for (let at = 0; at < flags.length; at++) {
      const bits = (flags[at] as number) & hidden
      if (bits === 0) here[count++] = at
      else if (bits === flag.gone) gone.push(at)
    }
    split = { here: here.subarray(0, count), gone: Uint32Array.from(gone) }
    splits.set(flags, split)
  }
  return whereGone ? split.gone : split.here
}

/** Null: nobody can match, because a group, folder or method is not known. */
function testsOf(columns: Columns, names: Names, filter: UserFilter, now: number, marks: Known): Test[] | null {
  const { flags, status, score, masterPasswordStrength, lastLogin, lastPasswordChange, mfa, folderCount, groupCount } =
    columns
  const tests: Test[] = []

  if (filter.status !== undefined && filter.status.length > 0) {
    const wanted = new Uint8Array(statuses.length)
    for (const name of filter.status) wanted[statuses.indexOf(name)] = 1
    tests.push((at) => wanted[status[at] as number] === 1)
  }
  const { notStatus } = filter
  if (notStatus !== undefined) {
    const unwanted = new Set(notStatus.map((name) => statuses.indexOf(name)))
    tests.push((at) => !unwanted.has(status[at] as number))
  }
  const bit = (wanted: boolean | undefined, mask: number) => {
    if (wanted !== undefined) tests.push((at) => (((flags[at] as number) & mask) !== 0) === wanted)
  }
  bit(filter.admin, flag.admin)
  bit(filter.duplicate, flag.duplicate)
  bit(filter.passwordResetRequired, flag.passwordResetRequired)

  // NaN, a missing score, fails every comparison.
  const { minScore, maxScore, aboveScore, belowScore, hasScore, maxPasswordStrength } = filter
  if (minScore !== undefined) tests.push((at) => (score[at] as number) >= minScore)
  if (maxScore !== undefined) tests.push((at) => (score[at] as number) <= maxScore)
  if (aboveScore !== undefined) tests.push((at) => (score[at] as number) > aboveScore)
  if (belowScore !== undefined) tests.push((at) => (score[at] as number) < belowScore)
  if (hasScore !== undefined) tests.push((at) => !Number.isNaN(score[at]) === hasScore)
  if (maxPasswordStrength !== undefined)
    tests.push((at) => (masterPasswordStrength[at] as number) <= maxPasswordStrength)

  const seconds = Math.floor(now / 1000)
  const { lastLoginDays, activeDays, passwordDays } = filter
  if (lastLoginDays !== undefined) {
    const bound = seconds - lastLoginDays * day
    tests.push((at) => lastLogin[at] !== 0 && (lastLogin[at] as number) <= bound)
  }
  if (activeDays !== undefined) {
    const bound = seconds - activeDays * day
    tests.push((at) => lastLogin[at] !== 0 && (lastLogin[at] as number) >= bound)
  }
  if (passwordDays !== undefined) {
    const bound = seconds - passwordDays * day
    tests.push((at) => lastPasswordChange[at] !== 0 && (lastPasswordChange[at] as number) <= bound)
  }

  const { passwordExpired } = filter
  if (passwordExpired !== undefined) tests.push((at) => expiredAt(columns, marks, at) === passwordExpired)

  const { invitedDays, scoreFell } = filter
  if (invitedDays !== undefined) {
    const bound = seconds - invitedDays * day
    const since = marks.invited()
    tests.push((at) => (since.get(columns.n[at] as number)?.time ?? Number.POSITIVE_INFINITY) <= bound)
  }
  if (scoreFell !== undefined) {
    const moved = marks.moved()
    tests.push((at) => (moved.get(columns.n[at] as number) ?? 0) <= -scoreFell)
  }

  // People who are only invited have no account that could have logged in or have a method.
  const { loggedIn } = filter
  if (loggedIn !== undefined) tests.push((at) => status[at] !== invited && (lastLogin[at] !== 0) === loggedIn)
  if (filter.mfa !== undefined) tests.push((at) => status[at] !== invited && (mfa[at] !== 0) === filter.mfa)
  if (filter.mfaMethod !== undefined) {
    const method = names.methods.indexOf(filter.mfaMethod) + 1
    if (method === 0) return null
    tests.push((at) => mfa[at] === method)
  }
  const methodsIn = (wanted: readonly string[]) => {
    const marks = new Uint8Array(256)
    for (const name of wanted) marks[names.methods.indexOf(name) + 1] = 1
    // 0 stands for no method, and for one that nobody has.
    marks[0] = 0
    return marks
  }
  if (filter.mfaMethods !== undefined && filter.mfaMethods.length > 0) {
    const wanted = methodsIn(filter.mfaMethods)
    tests.push((at) => wanted[mfa[at] as number] === 1)
  }
  if (filter.notMfaMethods !== undefined) {
    const unwanted = methodsIn(filter.notMfaMethods)
    tests.push((at) => unwanted[mfa[at] as number] === 0)
  }
  if (filter.hasFolders !== undefined) tests.push((at) => (folderCount[at] as number) > 0 === filter.hasFolders)

  const { hasGroups } = filter
  if (hasGroups !== undefined) tests.push((at) => (groupCount[at] as number) > 0 === hasGroups)
  for (const name of [...(filter.group === undefined ? [] : [filter.group]), ...(filter.groups ?? [])]) {
    const group = names.groups.indexOf(name)
    if (group === -1) return null
    tests.push(within(columns.n.length, columns.groupMembers, columns.groupStart, group))
  }
  for (const name of filter.notGroups ?? []) {
    const group = names.groups.indexOf(name)
    if (group === -1) continue
    const member = within(columns.n.length, columns.groupMembers, columns.groupStart, group)
    tests.push((at) => !member(at))
  }
  for (const attribute of filter.attributes ?? []) {
    const marks = withValues(columns, names, attribute)
    if (marks === null) return null
    tests.push((at) => marks[at] === 1)
  }
  for (const attribute of filter.notAttributes ?? []) {
    const marks = withValues(columns, names, attribute)
    if (marks !== null) tests.push((at) => marks[at] === 0)
  }
  if (filter.folder !== undefined) {
    const folder = names.folders.findIndex(({ id }) => id === filter.folder)
    if (folder === -1) return null
    tests.push(within(columns.n.length, columns.folderMembers, columns.folderStart, folder))
  }
  return tests
}

/** Where the status of people who have no account stands. */
export const invited = statuses.indexOf('invited')

function within(size: number, members: Uint32Array, start: Uint32Array, list: number): Test {
  const member = new Uint8Array(size)
  for (let index = start[list] as number; index < (start[list + 1] as number); index++)
    member[members[index] as number] = 1
  return (at) => member[at] === 1
}
