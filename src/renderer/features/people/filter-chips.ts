import type { Chip } from '../../ui/screen/filter-bar.tsx'
import type { FilterKey, PeopleSearch } from './people-search.ts'
import { bandWords } from './scores.ts'
import { mfaName, statusWords } from './words.ts'

/** An attribute's value in words; the empty one stands for having none. */
export const attributeValue = (value: string): string => (value === '' ? 'none' : value)

const not = (words: string | undefined) => (words === undefined ? undefined : `not ${words}`)
const days = (value: number) => (value === 1 ? '1 day' : `${value} days`)

/** How each field is said; fields that share a chip (the score's bounds) are under the first one's name. */
export function describe(search: PeopleSearch): Omit<Chip, 'on'>[] {
  const chips: Omit<Chip, 'on'>[] = []
  const add = (id: string, field: string, value: string | undefined) =>
    value !== undefined && chips.push({ id, field, value })
  const yesNo = (value: boolean | undefined, yes: string, no: string) =>
    value === undefined ? undefined : value ? yes : no
  const list = (values: readonly string[] | undefined) => values?.join(' or ')
  add('status', 'Status', search.status?.map((one) => statusWords[one].label).join(' or '))
  add('notStatus', 'Status', not(list(search.notStatus?.map((one) => statusWords[one].label))))
  add('admin', 'Role', yesNo(search.admin, 'Admin', 'Not an admin'))
  for (const group of search.groups ?? []) add(`groups:${group}`, 'Group', group)
  for (const group of search.notGroups ?? []) add(`notGroups:${group}`, 'Group', `not ${group}`)
  add('hasGroups', 'Group', yesNo(search.hasGroups, 'any', 'none'))
  add('folder', 'Shared folder', search.folder)
  add('score', 'Score', bandWords(search))
  add('hasScore', 'Score', yesNo(search.hasScore, 'known', 'none yet'))
  add(
    'maxPasswordStrength',
    'Master password strength',
    search.maxPasswordStrength === undefined ? undefined : `at most ${search.maxPasswordStrength}`,
  )
  add('loggedIn', 'Last login', yesNo(search.loggedIn, 'at least once', 'none known'))
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
  add('passwordExpired', 'Master password', yesNo(search.passwordExpired, 'expired', 'not expired'))
  add(
    'invitedDays',
    'Invited',
    search.invitedDays === undefined ? undefined : `${days(search.invitedDays)} ago or longer`,
  )
  add(
    'scoreFell',
    'Score',
    search.scoreFell === undefined ? undefined : `fell by ${search.scoreFell} or more in 30 days`,
  )
  add('mfa', 'Multifactor', yesNo(search.mfa, 'some method', 'none'))
  add('mfaMethod', 'Multifactor', search.mfaMethod === undefined ? undefined : mfaName(search.mfaMethod))
  add('mfaMethods', 'Multifactor', list(search.mfaMethods?.map(mfaName)))
  add('notMfaMethods', 'Multifactor', not(list(search.notMfaMethods?.map(mfaName))))
  for (const { name, values } of search.attributes ?? [])
    add(`attributes:${name}`, name, list(values.map(attributeValue)))
  for (const { name, values } of search.notAttributes ?? [])
    add(`notAttributes:${name}`, name, not(list(values.map(attributeValue))))
  add('passwordResetRequired', 'Password reset', yesNo(search.passwordResetRequired, 'required', 'not required'))
  add('hasFolders', 'Shared folders', yesNo(search.hasFolders, 'some', 'none'))
  add('duplicate', 'User name', yesNo(search.duplicate, 'used by two accounts', 'used once'))
  add('gone', 'In LastPass', yesNo(search.gone, 'no longer', 'now'))
  return chips
}

/** Filters of which each value is a chip of its own: an id is the filter's name, a colon, and the value. */
const listed = ['groups', 'notGroups', 'attributes', 'notAttributes'] as const
type Listed = (typeof listed)[number]

/** Which list a chip belongs to, and what of it it stands for; null: the chip is a whole filter. */
export function listedIn(id: string): { key: Listed; value: string } | null {
  const key = listed.find((one) => id.startsWith(`${one}:`))
  return key === undefined ? null : { key, value: id.slice(key.length + 1) }
}

/** The parts of a filter that a chip stands for. */
export const keysOf = (id: string): FilterKey[] =>
  id === 'score' ? ['minScore', 'maxScore', 'aboveScore', 'belowScore'] : [listedIn(id)?.key ?? (id as FilterKey)]
