import { statuses } from '../../../contract/model.ts'
import { hashOf, keyOf } from '../../text/user-key.ts'
import { type AttributeDraft, createAttributeDraft } from './attributes.ts'
import type { StoredUser } from './build.ts'
import { type Columns, flag } from './columns.ts'
import { searchLine } from './search.ts'

/** Columns with one number a person, and what each holds of one. */
const makers = {
  status: Uint8Array,
  flags: Uint16Array,
  mfa: Uint8Array,
  score: Float64Array,
  strength: Float32Array,
  lastLogin: Uint32Array,
  created: Uint32Array,
  lastPasswordChange: Uint32Array,
  sites: Int32Array,
  notes: Int32Array,
  formFills: Int32Array,
  applications: Int32Array,
  attachments: Int32Array,
  groupCount: Uint32Array,
  keyHash: Uint32Array,
} as const
export type Numbers = { [Name in keyof typeof makers]: InstanceType<(typeof makers)[Name]> }
export const numberNames = Object.keys(makers) as (keyof Numbers)[]

/** Empty columns for so many people. */
export const emptyNumbers = (size: number): Numbers =>
  Object.fromEntries(numberNames.map((name) => [name, new makers[name](size)])) as unknown as Numbers

/**
 * People in the order in which they come, already as columns: what is kept of each is a few numbers and its texts, so
 * that gathering 100,000 of them does not fill the memory with records.
 */
export interface Draft {
  /** Adds a person; returns the index, by which it can be replaced. */
  add(user: StoredUser): number
  /** Takes another state of the person in the place of the one at `index`. */
  replace(index: number, user: StoredUser): void
  readonly size: number
  readonly numbers: Numbers
  readonly keys: readonly string[]
  /** Full names, without blanks around them. */
  readonly names: readonly string[]
  /** Searchable line of each person, without line breaks inside or at the end. */
  readonly lines: readonly string[]
  readonly groups: readonly (readonly string[])[]
  readonly gone: readonly boolean[]
  /** What `attributeDraft` made of each person's attributes. */
  readonly attributes: readonly (readonly number[])[]
  readonly attributeDraft: AttributeDraft
  /** Multifactor methods as they came; the column holds one more than the index. */
  readonly methods: readonly string[]
}

export function createDraft(): Draft {
  let numbers = emptyNumbers(1024)
  let size = 0
  const keys: string[] = []
  const names: string[] = []
  const lines: string[] = []
  const groups: (readonly string[])[] = []
  const gone: boolean[] = []
  const attributes: (readonly number[])[] = []
  const attributeDraft = createAttributeDraft()
  const methods: string[] = []
  const methodPlaces = new Map<string, number>()

  function grow(): void {
    const larger = emptyNumbers(size * 2)
    for (const name of numberNames) larger[name].set(numbers[name])
    numbers = larger
  }

  /** At most 254 methods fit the column; more do not exist. */
  function methodOf(method: string | null): number {
    if (method === null) return 0
    const known = methodPlaces.get(method)
    if (known !== undefined) return known
    if (methods.length === 254) return 255
    methods.push(method)
    methodPlaces.set(method, methods.length)
    return methods.length
  }

  function write(index: number, user: StoredUser): void {
    writeNumbers(numbers, index, user, methodOf(user.mfa))
    const key = keyOf(user.username)
    numbers.groupCount[index] = user.groups.length
    numbers.keyHash[index] = hashOf(key)
    keys[index] = key
    names[index] = user.fullname.trim()
    lines[index] = searchLine(user.username, user.fullname)
    groups[index] = user.groups
    gone[index] = user.goneSince !== null
    attributes[index] = attributeDraft.idsOf(user.attributes)
  }

  return {
    add(user) {
      if (size === numbers.status.length) grow()
      write(size, user)
      return size++
    },
    replace: write,
    get size() {
      return size
    },
    get numbers() {
      return numbers
    },
    keys,
    names,
    lines,
    groups,
    gone,
    attributes,
    attributeDraft,
    methods,
  }
}

/** Writes what the columns hold of one person alone. */
export function writeNumbers(
  numbers: Pick<Columns, Exclude<keyof Numbers, 'groupCount' | 'keyHash'>>,
  at: number,
  user: StoredUser,
  method: number,
): void {
  numbers.status[at] = statuses.indexOf(user.status)
  numbers.flags[at] =
    (user.admin ? flag.admin : 0) |
    (user.disabled ? flag.disabled : 0) |
    (user.neverLoggedIn ? flag.neverLoggedIn : 0) |
    (user.goneSince !== null ? flag.gone : 0) |
    (user.passwordResetRequired ? flag.passwordResetRequired : 0)
  numbers.mfa[at] = method
  numbers.score[at] = user.score ?? Number.NaN
  numbers.strength[at] = user.masterPasswordStrength ?? Number.NaN
  numbers.lastLogin[at] = secondsOf(user.lastLogin)
  numbers.created[at] = secondsOf(user.created)
  numbers.lastPasswordChange[at] = secondsOf(user.lastPasswordChange)
  numbers.sites[at] = countOf(user.sites)
  numbers.notes[at] = countOf(user.notes)
  numbers.formFills[at] = countOf(user.formFills)
  numbers.applications[at] = countOf(user.applications)
  numbers.attachments[at] = countOf(user.attachments)
}

/** -1: unknown. */
const countOf = (value: number | null): number => (value === null ? -1 : Math.min(2 ** 31 - 1, Math.trunc(value)))

/** Seconds since 1970; 0: never. */
function secondsOf(instant: string | null): number {
  if (instant === null) return 0
  // Our own instants are all of one form; Date.parse costs ten times as much, three times for everybody.
  const two = (at: number) => (instant.charCodeAt(at) - 48) * 10 + instant.charCodeAt(at + 1) - 48
  const month = two(5)
  const year = two(0) * 100 + two(2) - (month <= 2 ? 1 : 0)
  // Days since 1970 of a year that begins in March, so that leap days come last.
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + two(8) - 1
  const days = 365 * year + Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400) + dayOfYear - 719_468
  return Math.max(1, days * 86_400 + two(11) * 3600 + two(14) * 60 + two(17))
}
