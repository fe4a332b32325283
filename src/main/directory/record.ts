import { Refusal } from '../../contract/failure.ts'
import type { StoredUser } from './build.ts'

/**
 * How a person is written into the store: the values alone, in this order, because the names of thirty fields are half of
 * the bytes, and bytes are what writing and encrypting 100,000 people costs. Append only: the order is what older
 * databases were written in.
 */
const fields = [
  'id',
  'username',
  'fullname',
  'status',
  'goneSince',
  'admin',
  'disabled',
  'neverLoggedIn',
  'score',
  'legacyScore',
  'masterPasswordStrength',
  'created',
  'lastLogin',
  'lastPasswordChange',
  'passwordResetRequired',
  'mfa',
  'duoUsername',
  'linked',
  'hasSharingKeys',
  'sites',
  'notes',
  'formFills',
  'applications',
  'attachments',
  'groups',
  'attributes',
  'other',
] as const satisfies readonly (keyof StoredUser)[]

/** Place of a field in a record, for SQL that looks into one. */
export const placeOf = (field: (typeof fields)[number]): string => `$[${fields.indexOf(field)}]`

/** Spelt out because a loop over the names costs five times as much. */
export const encode = (user: StoredUser): string =>
  JSON.stringify([
    user.id,
    user.username,
    user.fullname,
    user.status,
    user.goneSince,
    user.admin,
    user.disabled,
    user.neverLoggedIn,
    user.score,
    user.legacyScore,
    user.masterPasswordStrength,
    user.created,
    user.lastLogin,
    user.lastPasswordChange,
    user.passwordResetRequired,
    user.mfa,
    user.duoUsername,
    user.linked,
    user.hasSharingKeys,
    user.sites,
    user.notes,
    user.formFills,
    user.applications,
    user.attachments,
    user.groups,
    user.attributes,
    user.other,
  ])

/**
 * Reads what `encode` wrote.
 * @throws Refusal `storage` when it was garbled on disk: SQLite sees damage to its own structure only
 */
export function decode(record: string): StoredUser {
  const user = tryDecode(record)
  if (user === null) {
    throw new Refusal('storage', 'A record in the local database is damaged. Refresh to read it anew from LastPass.')
  }
  return user
}

/** As `decode`, but null for a garbled record. */
export function tryDecode(record: string): StoredUser | null {
  try {
    const values = JSON.parse(record) as unknown
    if (!Array.isArray(values) || values.length < fields.length) return null
    const user: Record<string, unknown> = {}
    for (let place = 0; place < fields.length; place++) user[fields[place] as string] = values[place]
    return user as unknown as StoredUser
  } catch {
    return null
  }
}
