import type { AttributeFilter, UserFilter } from '../../../contract/model.ts'
import { activeFilter, withFilter, withoutChip } from './filters.ts'
import type { PeopleSearch } from './people-search.ts'

/** Filters that are lists of plain values, each with the one that leaves the same values out. */
const opposites = {
  status: 'notStatus',
  notStatus: 'status',
  mfaMethods: 'notMfaMethods',
  notMfaMethods: 'mfaMethods',
  groups: 'notGroups',
  notGroups: 'groups',
} as const
export type ListKey = keyof typeof opposites

/** Whether every part of this filter holds now. */
export function holds(search: PeopleSearch, filter: UserFilter): boolean {
  const active: Record<string, unknown> = { ...activeFilter(search) }
  return Object.entries(filter).every(([key, value]) => JSON.stringify(active[key]) === JSON.stringify(value))
}

/** Sets a filter, or takes it away where it holds already. */
export function toggledFilter(search: PeopleSearch, filter: UserFilter): PeopleSearch {
  if (!holds(search, filter)) return withFilter(search, filter)
  const next: Record<string, unknown> = { ...search }
  for (const key of Object.keys(filter)) delete next[key]
  return next as PeopleSearch
}

/** Whether a value is one of a list that holds now. */
export const listHolds = (search: PeopleSearch, key: ListKey, value: string): boolean =>
  (activeFilter(search)[key] as readonly string[] | undefined)?.includes(value) ?? false

/** Adds a value to a list, or takes it out of it; it cannot be asked for and left out at once. */
export function toggledValue(search: PeopleSearch, key: ListKey, value: string): PeopleSearch {
  const on = listHolds(search, key, value)
  const own = (search[key] as readonly string[] | undefined) ?? []
  const other = opposites[key]
  const next: Record<string, unknown> = { ...search, [key]: undefined }
  const rest = (search[other] as readonly string[] | undefined)?.filter((one) => one !== value)
  if (rest !== undefined) next[other] = rest.length > 0 ? rest : undefined
  const values = on ? own.filter((one) => one !== value) : [...own.filter((one) => one !== value), value]
  const cleared = withoutUndefined(next)
  return values.length === 0 ? cleared : withFilter(cleared, { [key]: values } as UserFilter)
}

type AttributeKey = 'attributes' | 'notAttributes'

/** Whether a value of an attribute is asked for, or left out. */
export const attributeHolds = (search: PeopleSearch, key: AttributeKey, name: string, value: string): boolean =>
  activeFilter(search)[key]?.some((one) => one.name === name && one.values.includes(value)) ?? false

/** Adds a value of an attribute, or takes it away. */
export function toggledAttribute(search: PeopleSearch, key: AttributeKey, name: string, value: string): PeopleSearch {
  const on = attributeHolds(search, key, name, value)
  const own = search[key]?.find((one) => one.name === name)?.values.filter((one) => one !== value) ?? []
  const values = on ? own : [...own, value]
  const other = key === 'attributes' ? 'notAttributes' : 'attributes'
  const cleared = withoutChip(withoutChip(search, `${key}:${name}`), `${other}:${name}`)
  if (values.length === 0) return cleared
  const entry: AttributeFilter = { name, values }
  const next = withFilter(cleared, { [key]: [...(cleared[key] ?? []), entry] } as UserFilter)
  return next
}

const withoutUndefined = (search: Record<string, unknown>): PeopleSearch =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as PeopleSearch
