import { type Sort, sortableColumns, UserFilter } from '../../../contract/model.ts'
import { bandWords } from './scores.ts'
import { mfaName, statusWords } from './words.ts'

/** What the address of the people screen holds: the filter, and how the table looks. */
export type PeopleSearch = Omit<UserFilter, 'usernames'> & {
  /** Order as "score.desc,username.asc". */
  sort?: string
  /** Chips that are switched off but kept. */
  off?: string[]
  /** Columns in order, when a view brings its own. */
  cols?: string[]
  /** The person whose panel is open. */
  person?: string
}
type FilterKey = Exclude<keyof UserFilter, 'usernames'>

// A list of people is a selection, not a filter that an address or a chip could hold.
const filterKeys = Object.keys(UserFilter.shape).filter((key) => key !== 'usernames') as FilterKey[]
const isText = (value: unknown): value is string => typeof value === 'string' && value.length > 0 && value.length <= 320
const texts = (value: unknown, most: number): string[] | undefined => {
  const list = Array.isArray(value) ? value.filter(isText).slice(0, most) : []
  return list.length > 0 ? [...new Set(list)] : undefined
}

/** Reads an address; what it does not know, or what is not valid, is left out rather than refused. */
export function readPeopleSearch(raw: Record<string, unknown>): PeopleSearch {
  const search: Record<string, unknown> = {}
  for (const key of filterKeys) {
    const parsed = UserFilter.shape[key].safeParse(raw[key])
    const value = parsed.success ? parsed.data : undefined
    if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) continue
    search[key] = Array.isArray(value) ? [...new Set<unknown>(value)] : value
  }
  // One group and several are the same filter; the address has one way to say it.
  if (typeof search.group === 'string') {
    search.groups = [...new Set([...((search.groups as string[] | undefined) ?? []), search.group])].slice(0, 20)
    delete search.group
  }
  const sort = writeSort(readSort(raw.sort))
  if (sort) search.sort = sort
  const off = texts(raw.off, 40)
  if (off) search.off = off
  const cols = texts(raw.cols, 60)
  if (cols) search.cols = cols
  if (isText(raw.person)) search.person = raw.person
  return search as PeopleSearch
}

/** "score.desc,username.asc" -> the contract's order; unknown columns and repeats are left out. */
export function readSort(text: unknown): Sort[] {
  if (typeof text !== 'string') return []
  const sorts: Sort[] = []
  for (const part of text.split(',')) {
    const [by, direction = 'asc'] = part.split('.')
    const column = sortableColumns.find((one) => one === by)
    if (!column || (direction !== 'asc' && direction !== 'desc') || sorts.some((one) => one.by === column)) continue
    sorts.push({ by: column, direction })
  }
  return sorts.slice(0, 5)
}

export const writeSort = (sorts: readonly Sort[]): string | undefined =>
  sorts.length === 0 ? undefined : sorts.map((one) => `${one.by}.${one.direction}`).join(',')

/** One filter as a chip: what it is called, what it says, and whether it is switched on. */
export interface Chip {
  id: string
  field: string
  value: string
  on: boolean
}

const days = (value: number) => (value === 1 ? '1 day' : `${value} days`)

/** How each field is said; fields that share a chip (the score's bounds) are under the first one's name. */
function describe(search: PeopleSearch): Omit<Chip, 'on'>[] {
  const chips: Omit<Chip, 'on'>[] = []
  const add = (id: string, field: string, value: string | undefined) =>
    value !== undefined && chips.push({ id, field, value })
  const yesNo = (value: boolean | undefined, yes: string, no: string) =>
    value === undefined ? undefined : value ? yes : no
  add('status', 'Status', search.status?.map((one) => statusWords[one].label).join(' or '))
  add('admin', 'Role', yesNo(search.admin, 'Admin', 'Not an admin'))
  for (const group of search.groups ?? []) add(`groups:${group}`, 'Group', group)
  add('hasGroups', 'Group', yesNo(search.hasGroups, 'any', 'none'))
  add('folder', 'Shared folder', search.folder)
  if (search.minScore !== undefined || search.maxScore !== undefined)
    add('score', 'Score', bandWords(search.minScore, search.maxScore))
  add('hasScore', 'Score', yesNo(search.hasScore, 'known', 'none yet'))
  add(
    'maxPasswordStrength',
    'Master password strength',
    search.maxPasswordStrength === undefined ? undefined : `at most ${search.maxPasswordStrength}`,
  )
  add(
    'lastLoginDays',
    'Last login',
    search.lastLoginDays === undefined ? undefined : `${days(search.lastLoginDays)} ago or longer`,
  )
  add('activeDays', 'Last login', search.activeDays === undefined ? undefined : `within ${days(search.activeDays)}`)
  add(
    'passwordDays',
    'Master password',
    search.passwordDays === undefined ? undefined : `unchanged for ${days(search.passwordDays)} or longer`,
  )
  add('mfa', 'Multifactor', yesNo(search.mfa, 'some method', 'none'))
  add('mfaMethod', 'Multifactor', search.mfaMethod === undefined ? undefined : mfaName(search.mfaMethod))
  add('passwordResetRequired', 'Password reset', yesNo(search.passwordResetRequired, 'required', 'not required'))
  add('hasFolders', 'Shared folders', yesNo(search.hasFolders, 'some', 'none'))
  add('duplicate', 'User name', yesNo(search.duplicate, 'used by two accounts', 'used once'))
  add('gone', 'In LastPass', yesNo(search.gone, 'no longer', 'now'))
  return chips
}

/** The chips of an address, in a fixed order. The search text has its own field and is no chip. */
export const chipsOf = (search: PeopleSearch): Chip[] =>
  describe(search).map((chip) => ({ ...chip, on: !search.off?.includes(chip.id) }))

const keysOf = (id: string): FilterKey[] =>
  id === 'score' ? ['minScore', 'maxScore'] : id.startsWith('groups:') ? ['groups'] : [id as FilterKey]

/** The filter that applies: chips that are switched off are left out. */
export function activeFilter(search: PeopleSearch): UserFilter {
  let rest = search
  for (const id of search.off ?? []) rest = withoutChip(rest, id)
  const filter: Record<string, unknown> = {}
  for (const key of filterKeys) if (rest[key] !== undefined) filter[key] = rest[key]
  if (typeof filter.text === 'string') {
    filter.text = filter.text.trim()
    if (filter.text === '') delete filter.text
  }
  return filter as UserFilter
}

const tidy = (search: PeopleSearch): PeopleSearch => {
  const next = Object.fromEntries(
    Object.entries(search).filter(([, value]) => value !== undefined && value !== ''),
  ) as PeopleSearch
  const off = next.off?.filter((id) => describe(next).some((chip) => chip.id === id))
  if (off && off.length > 0) return { ...next, off }
  delete next.off
  return next
}

/** The address without one chip. */
export function withoutChip(search: PeopleSearch, id: string): PeopleSearch {
  if (id.startsWith('groups:')) {
    const groups = search.groups?.filter((one) => `groups:${one}` !== id)
    return tidy({ ...search, groups: groups && groups.length > 0 ? groups : undefined })
  }
  const next = { ...search }
  for (const key of keysOf(id)) delete next[key]
  return tidy(next)
}

/** Switches one chip off or on again. */
export function toggledChip(search: PeopleSearch, id: string): PeopleSearch {
  const off = search.off ?? []
  return tidy({ ...search, off: off.includes(id) ? off.filter((one) => one !== id) : [...off, id] })
}

/** Sets filters. Those that contradict what is set (a band and "no score", two ages of login) make room. */
export function withFilter(search: PeopleSearch, filter: UserFilter): PeopleSearch {
  const next: PeopleSearch = { ...search }
  const drop = (...keys: FilterKey[]) => {
    for (const key of keys) delete next[key]
  }
  if ('minScore' in filter || 'maxScore' in filter) drop('minScore', 'maxScore', 'hasScore')
  if ('hasScore' in filter) drop('minScore', 'maxScore')
  if ('mfa' in filter) drop('mfaMethod')
  if ('mfaMethod' in filter) drop('mfa')
  // Members of a group are in one.
  if (filter.groups !== undefined) drop('hasGroups')
  if ('hasGroups' in filter) drop('groups')
  if ('lastLoginDays' in filter) drop('activeDays')
  if ('activeDays' in filter) drop('lastLoginDays')
  const groups = filter.groups && [...new Set([...(search.groups ?? []), ...filter.groups])].slice(0, 20)
  const merged = tidy({ ...next, ...filter, ...(groups ? { groups } : {}) })
  const set = new Set(describe(filter).map((chip) => chip.id))
  return tidy({ ...merged, off: merged.off?.filter((id) => !set.has(id)) })
}

/** Everything about how the table looks stays; every filter and the text goes. */
export function cleared(search: PeopleSearch): PeopleSearch {
  const next = { ...search }
  for (const key of filterKeys) delete next[key]
  delete next.off
  return next
}
