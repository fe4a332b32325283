import { type Status, statuses, type UserFilter } from '../../../contract/model.ts'
import { type Columns, flag, type Names } from './columns.ts'
import { search } from './search.ts'

const day = 86_400

/** A test on one position, or null when the filter does not ask for it. */
type Test = (at: number) => boolean

/** Positions of the people who match, in user-name order. */
export function match(columns: Columns, names: Names, filter: UserFilter, now: number): Uint32Array {
  const tests = testsOf(columns, names, filter, now)
  if (tests === null) return new Uint32Array(0)
  const candidates = filter.text === undefined ? null : search(columns, filter.text)
  const size = candidates === null ? columns.n.length : candidates.length
  const found = new Uint32Array(size)
  let count = 0
  next: for (let index = 0; index < size; index++) {
    const at = candidates === null ? index : (candidates[index] as number)
    for (const test of tests) if (!test(at)) continue next
    found[count++] = at
  }
  return found.subarray(0, count)
}

/** Null: nobody can match, because a group, folder or method is not known. */
function testsOf(columns: Columns, names: Names, filter: UserFilter, now: number): Test[] | null {
  const { flags, status, score, strength, lastLogin, lastPasswordChange, mfa, folderCount, groupCount } = columns
  const tests: Test[] = []
  const gone = filter.gone === true ? flag.gone : 0
  tests.push((at) => ((flags[at] as number) & flag.gone) === gone)

  if (filter.status !== undefined && filter.status.length > 0) {
    const wanted = new Uint8Array(statuses.length)
    for (const name of filter.status) wanted[statuses.indexOf(name)] = 1
    tests.push((at) => wanted[status[at] as number] === 1)
  }
  const bit = (wanted: boolean | undefined, mask: number) => {
    if (wanted !== undefined) tests.push((at) => (((flags[at] as number) & mask) !== 0) === wanted)
  }
  bit(filter.admin, flag.admin)
  bit(filter.duplicate, flag.duplicate)
  bit(filter.passwordResetRequired, flag.passwordResetRequired)

  // NaN, a missing score, fails every comparison.
  const { minScore, maxScore, hasScore, maxPasswordStrength } = filter
  if (minScore !== undefined) tests.push((at) => (score[at] as number) >= minScore)
  if (maxScore !== undefined) tests.push((at) => (score[at] as number) <= maxScore)
  if (hasScore !== undefined) tests.push((at) => !Number.isNaN(score[at]) === hasScore)
  if (maxPasswordStrength !== undefined) tests.push((at) => (strength[at] as number) <= maxPasswordStrength)

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

  // People who are only invited have no account that could have a method.
  if (filter.mfa !== undefined) tests.push((at) => status[at] !== invited && (mfa[at] !== 0) === filter.mfa)
  if (filter.mfaMethod !== undefined) {
    const method = names.methods.indexOf(filter.mfaMethod) + 1
    if (method === 0) return null
    tests.push((at) => mfa[at] === method)
  }
  if (filter.hasFolders !== undefined) tests.push((at) => (folderCount[at] as number) > 0 === filter.hasFolders)

  const { hasGroups } = filter
  if (hasGroups !== undefined) tests.push((at) => (groupCount[at] as number) > 0 === hasGroups)
  for (const name of [...(filter.group === undefined ? [] : [filter.group]), ...(filter.groups ?? [])]) {
    const group = names.groups.indexOf(name)
    if (group === -1) return null
    tests.push(within(columns.n.length, columns.groupMembers, columns.groupStart, group))
  }
  if (filter.folder !== undefined) {
    const folder = names.folders.findIndex(({ id }) => id === filter.folder)
    if (folder === -1) return null
    tests.push(within(columns.n.length, columns.folderMembers, columns.folderStart, folder))
  }
  return tests
}

const invited = statuses.indexOf('invited')

function within(size: number, members: Uint32Array, start: Uint32Array, list: number): Test {
  const member = new Uint8Array(size)
  for (let index = start[list] as number; index < (start[list + 1] as number); index++)
    member[members[index] as number] = 1
  return (at) => member[at] === 1
}

export interface FacetCounts {
  total: number
  status: Record<Status, number>
  admins: number
  noMfa: number
  duplicates: number
  noGroup: number
  gone: number
  scores: number[]
  mfaMethods: { method: string; people: number }[]
}

/** Counts over the people found; `gone` counts over everyone. */
export function facets(columns: Columns, names: Names, found: Uint32Array): FacetCounts {
  const byStatus = new Array<number>(statuses.length).fill(0)
  const methods = new Array<number>(256).fill(0)
  const scores = [0, 0, 0, 0, 0]
  let admins = 0
  let duplicates = 0
  let noGroup = 0
  let noMfa = 0
  for (const at of found) {
    const status = columns.status[at] as number
    byStatus[status] = (byStatus[status] as number) + 1
    const bits = columns.flags[at] as number
    if (bits & flag.admin) admins++
    if (bits & flag.duplicate) duplicates++
    if (columns.groupCount[at] === 0) noGroup++
    const method = columns.mfa[at] as number
    methods[method] = (methods[method] as number) + 1
    if (method === 0 && status !== invited) noMfa++
    const band = bandOf(columns.score[at] as number)
    scores[band] = (scores[band] as number) + 1
  }
  let gone = 0
  for (const bits of columns.flags) if (bits & flag.gone) gone++
  return {
    total: found.length,
    status: Object.fromEntries(statuses.map((name, index) => [name, byStatus[index]])) as Record<Status, number>,
    admins,
    noMfa,
    duplicates,
    noGroup,
    gone,
    scores,
    mfaMethods: names.methods.slice(0, 50).map((method, index) => ({ method, people: methods[index + 1] as number })),
  }
}

/** 0-25, 26-50, 51-75, 76-100 and none, as LastPass' own console cuts; 25.5 belongs to the second. */
export const bandOf = (score: number): number =>
  Number.isNaN(score) ? 4 : score <= 25 ? 0 : score <= 50 ? 1 : score <= 75 ? 2 : 3
