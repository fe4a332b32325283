import { statuses } from '../../../contract/lists.ts'
import type { AttributeFilter, UserFilter } from '../../../contract/model.ts'
import type { FilterKey } from './people-search.ts'

/** Reads one value; undefined: it is not valid. */
type Read<T> = (value: unknown) => T | undefined

const text =
  (least: number, most: number): Read<string> =>
  (value) =>
    typeof value === 'string' && value.length >= least && value.length <= most ? value : undefined
const yesOrNo: Read<boolean> = (value) => (typeof value === 'boolean' ? value : undefined)
const atLeast =
  (least: number, most: number): Read<number> =>
  (value) =>
    typeof value === 'number' && value >= least && value <= most ? value : undefined
const number = (most: number): Read<number> => atLeast(0, most)
const days: Read<number> = (value) => (Number.isInteger(value) ? number(10_000)(value) : undefined)
/** A list with one entry that is not valid is not valid. */
const list =
  <T>(read: Read<T>, most: number, least = 0): Read<T[]> =>
  (value) => {
    if (!Array.isArray(value) || value.length < least || value.length > most) return undefined
    const entries = value.flatMap((one) => read(one) ?? [])
    return entries.length === value.length ? entries : undefined
  }

const status: Read<(typeof statuses)[number]> = (value) => statuses.find((one) => one === value)
const group = text(1, 1000)
const methods = list(text(1, 100), 20)
const attribute: Read<AttributeFilter> = (value) => {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 2) return undefined
  const [name, values] = [
    'name' in value ? text(1, 200)(value.name) : undefined,
    'values' in value ? list(text(0, 300), 50, 1)(value.values) : undefined,
  ]
  return name === undefined || values === undefined ? undefined : { name, values }
}

/**
 * Readers of every part of the filter that an address can hold, with the bounds of the contract's `UserFilter`. Written out, because
 * its schema would bring the whole library of schemas into the page's start; a test compares the two.
 */
export const filterReaders: { readonly [K in FilterKey]-?: Read<NonNullable<UserFilter[K]>> } = {
  text: text(0, 300),
  status: list(status, 4),
  notStatus: list(status, 4),
  group,
  groups: list(group, 20),
  notGroups: list(group, 20),
  hasGroups: yesOrNo,
  folder: text(0, 100),
  admin: yesOrNo,
  minScore: number(100),
  maxScore: number(100),
  aboveScore: number(100),
  belowScore: number(100),
  hasScore: yesOrNo,
  maxPasswordStrength: number(100),
  loggedIn: yesOrNo,
  lastLoginDays: days,
  activeDays: days,
  passwordDays: days,
  passwordExpired: yesOrNo,
  invitedDays: days,
  scoreFell: atLeast(0.1, 100),
  mfa: yesOrNo,
  mfaMethod: text(0, 100),
  mfaMethods: methods,
  notMfaMethods: methods,
  attributes: list(attribute, 10),
  notAttributes: list(attribute, 10),
  passwordResetRequired: yesOrNo,
  hasFolders: yesOrNo,
  duplicate: yesOrNo,
  gone: yesOrNo,
}
