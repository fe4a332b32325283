import type { UserRow } from '../../contract/model.ts'
import type { StoredUser } from './stored/records.ts'

/** A field as numbers in the column index. */
interface NumberColumn<A extends NumberArray = NumberArray> {
  /** An array for so many people. */
  make(size: number): A
  /** What stands for a person's value, none included. */
  write(user: StoredUser): number
  /** A key below 2^32 - 1 that orders as the number does; `absent` for people without a value. */
  key(number: number): number
}
type NumberArray =
  | Uint32Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Float32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>

/** One field of a person, wherever main lists fields. */
interface UserField {
  /** What an export holds of it; left out: it is not exported. */
  cell?: (row: UserRow) => unknown
  /** Its change between two refreshes is worth remembering; logins and counts change by themselves every day. */
  observed?: true
  /** Left out: it does not sort, or is written in a way of its own (`index/column-builder.ts`). */
  column?: NumberColumn
}

/** The key of people without a value. */
export const absent = 0xffffffff

/** Seconds since 1970; 0: never. */
const time = (value: (user: StoredUser) => string | null): NumberColumn<Uint32Array<ArrayBuffer>> => ({
  make: (size) => new Uint32Array(size),
  write: (user) => secondsOf(value(user)),
  key: (seconds) => (seconds === 0 ? absent : seconds),
})

/** -1: unknown. */
const count = (value: (user: StoredUser) => number | null): NumberColumn<Int32Array<ArrayBuffer>> => ({
  make: (size) => new Int32Array(size),
  write(user) {
    const number = value(user)
    return number === null ? -1 : Math.min(2 ** 31 - 1, Math.trunc(number))
  },
  key: (number) => (number < 0 ? absent : number),
})

/** NaN: none. */
const fraction = <A extends Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>>(
  make: (size: number) => A,
  value: (user: StoredUser) => number | null,
): NumberColumn<A> => ({
  make,
  write: (user) => value(user) ?? Number.NaN,
  key: (number) => (Number.isNaN(number) ? absent : Math.round((number + 1000) * 1000)),
})

/**
 * The fields of a person: what an export holds, what is remembered, and which are numbers that sort. How a person is stored stands
 * in `user-codec.ts`, whose order older databases were written in.
 */
export const userFields = {
  username: { cell: (row) => row.username, observed: true },
  fullname: { cell: (row) => row.fullname, observed: true },
  status: { cell: (row) => row.status, observed: true },
  admin: { cell: (row) => row.admin, observed: true },
  score: {
    cell: (row) => row.score,
    observed: true,
    column: fraction(
      (size) => new Float64Array(size),
      (user) => user.score,
    ),
  },
  legacyScore: { cell: (row) => row.legacyScore },
  masterPasswordStrength: {
    cell: (row) => row.masterPasswordStrength,
    observed: true,
    column: fraction(
      (size) => new Float32Array(size),
      (user) => user.masterPasswordStrength,
    ),
  },
  lastLogin: { cell: (row) => row.lastLogin, column: time((user) => user.lastLogin) },
  created: { cell: (row) => row.created, column: time((user) => user.created) },
  lastPasswordChange: {
    cell: (row) => row.lastPasswordChange,
    observed: true,
    column: time((user) => user.lastPasswordChange),
  },
  passwordExpired: { cell: (row) => row.passwordExpired },
  weakPasswords: { cell: (row) => row.weakPasswords },
  reusedPasswords: { cell: (row) => row.reusedPasswords },
  passwordResetRequired: { cell: (row) => row.passwordResetRequired, observed: true },
  mfa: { cell: (row) => row.mfa, observed: true },
  duoUsername: { cell: (row) => row.duoUsername, observed: true },
  linked: { cell: (row) => row.linked, observed: true },
  groups: { cell: (row) => row.groups, observed: true },
  groupCount: { cell: (row) => row.groupCount },
  folders: { cell: (row) => row.folderCount },
  sites: { cell: (row) => row.sites, column: count((user) => user.sites) },
  notes: { cell: (row) => row.notes, column: count((user) => user.notes) },
  formFills: { cell: (row) => row.formFills, column: count((user) => user.formFills) },
  applications: { cell: (row) => row.applications, column: count((user) => user.applications) },
  attachments: { cell: (row) => row.attachments, column: count((user) => user.attachments) },
  hasSharingKeys: { cell: (row) => row.hasSharingKeys },
  attributes: { observed: true },
  id: { cell: (row) => row.id },
  goneSince: { cell: (row) => row.goneSince },
  duplicate: { cell: (row) => row.duplicate },
} as const satisfies Record<string, UserField>

type Fields = typeof userFields
/** Names of the fields that are number columns. */
export type NumberField = {
  [F in keyof Fields]: Fields[F] extends { column: NumberColumn } ? F : never
}[keyof Fields]
/** The number columns, one number a person. */
export type NumberColumns = { [F in NumberField]: ReturnType<Fields[F]['column']['make']> }

const entries: readonly (readonly [string, UserField])[] = Object.entries(userFields)

/** The number columns with their names. */
export const numberColumns = entries.flatMap(([name, { column }]) =>
  column === undefined ? [] : [[name as NumberField, column] as const],
)

/** The fields whose change is remembered. */
export const observedFields = entries.flatMap(([name, { observed }]) =>
  observed ? [name as keyof Fields & keyof StoredUser] : [],
)

/** What an export holds of a field, by its name; null: there is none to export. */
export const cellOf = (name: string): ((row: UserRow) => unknown) | null =>
  (Object.hasOwn(userFields, name) ? (userFields[name as keyof Fields] as UserField).cell : null) ?? null

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
