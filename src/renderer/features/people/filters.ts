import { sortableColumns } from '../../../contract/lists.ts'
import type { AttributeFilter, Sort, UserFilter } from '../../../contract/model.ts'
import type { Chip } from '../../ui/screen/filter-bar.tsx'
import { describe, keysOf, listedIn } from './filter-chips.ts'
import { filterReaders } from './filter-readers.ts'
import type { FilterKey, PeopleSearch } from './people-search.ts'

// A list of people is a selection, not a filter that an address or a chip could hold.
const filterKeys = Object.keys(filterReaders) as FilterKey[]
const isText = (value: unknown): value is string => typeof value === 'string' && value.length > 0 && value.length <= 320
const texts = (value: unknown, most: number): string[] | undefined => {
  const list = Array.isArray(value) ? value.filter(isText).slice(0, most) : []
  return list.length > 0 ? [...new Set(list)] : undefined
}

/** Reads an address; what it does not know, or what is not valid, is left out rather than refused. */
export function readPeopleSearch(raw: Record<string, unknown>): PeopleSearch {
  const search: Record<string, unknown> = {}
  for (const key of filterKeys) {
    const value = filterReaders[key](raw[key])
    if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) continue
    search[key] = Array.isArray(value) ? [...new Set<unknown>(value)] : value
  }
  // Addresses and views of earlier versions had only inclusive bounds.
  for (const [old, kept] of [
    ['minScore', 'aboveScore'],
    ['maxScore', 'belowScore'],
  ] as const) {
    const hundredths = Math.round(Number(search[old]) * 100) % 100
    if (hundredths !== (old === 'minScore' ? 1 : 99) || search[kept] !== undefined) continue
    search[kept] = Math.round(Number(search[old]))
    delete search[old]
  }
  // One entry an attribute, because its name is what its chip goes by.
  for (const key of ['attributes', 'notAttributes'] as const) {
    const list = search[key] as AttributeFilter[] | undefined
    if (list) search[key] = [...new Map(list.toReversed().map((one) => [one.name, one])).values()].toReversed()
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

/** The chips of an address, in a fixed order. The search text has its own field and is no chip. */
export const chipsOf = (search: PeopleSearch): Chip[] =>
  describe(search).map((chip) => ({ ...chip, on: !search.off?.includes(chip.id) }))

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
  const part = listedIn(id)
  const next: Record<string, unknown> = { ...search }
  if (part !== null) {
    const list: readonly (string | { name: string })[] = search[part.key] ?? []
    const others = list.filter((one) => (typeof one === 'string' ? one : one.name) !== part.value)
    if (others.length > 0) return tidy({ ...search, [part.key]: others } as PeopleSearch)
  }
  for (const key of keysOf(id)) delete next[key]
  return tidy(next as PeopleSearch)
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
  const bounds = ['minScore', 'maxScore', 'aboveScore', 'belowScore'] as const
  const methods = ['mfa', 'mfaMethod', 'mfaMethods', 'notMfaMethods'] as const
  const logins = ['loggedIn', 'lastLoginDays', 'activeDays'] as const
  if (bounds.some((key) => key in filter)) drop(...bounds, 'hasScore')
  if ('hasScore' in filter) drop(...bounds)
  if (methods.some((key) => key in filter)) drop(...methods)
  if (logins.some((key) => key in filter)) drop(...logins)
  // Members of a group are in one.
  if (filter.groups !== undefined) drop('hasGroups')
  if ('hasGroups' in filter) drop('groups')
  if (filter.status !== undefined) drop('notStatus')
  if (filter.notStatus !== undefined) drop('status')
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
