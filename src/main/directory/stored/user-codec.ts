import { Refusal } from '../../../contract/failure.ts'
import type { ListedPasswords, UserRow } from '../../../contract/model.ts'
import type { StoredUser } from './records.ts'

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
  // Few have it.
  'local',
] as const satisfies readonly (keyof StoredUser)[]

/** What the first version wrote: a record with fewer is damaged, one without the fields after these is an older one. */
const fewest = 27

/** Place of a field in a record, for SQL that looks into one. */
export const placeOf = (field: (typeof fields)[number]): string => `$[${fields.indexOf(field)}]`

/** A person as the text of their record; what nobody has at its end is left out. */
export function encode(user: StoredUser): string {
  const record: unknown[] = fields.map((field) => user[field])
  while (record.length > fewest && record.at(-1) === undefined) record.pop()
  return JSON.stringify(record)
}

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
    if (!Array.isArray(values) || values.length < fewest) return null
    // Spelt out, because a loop over the names costs twice as much.
    // A field that is missing in the list above is a compile error at the return.
    const user: Pick<StoredUser, (typeof fields)[number]> = {
      id: values[0],
      username: values[1],
      fullname: values[2],
      status: values[3],
      goneSince: values[4],
      admin: values[5],
      disabled: values[6],
      neverLoggedIn: values[7],
      score: values[8],
      legacyScore: values[9],
      masterPasswordStrength: values[10],
      created: values[11],
      lastLogin: values[12],
      lastPasswordChange: values[13],
      passwordResetRequired: values[14],
      mfa: values[15],
      duoUsername: values[16],
      linked: values[17],
      hasSharingKeys: values[18],
      sites: values[19],
      notes: values[20],
      formFills: values[21],
      applications: values[22],
      attachments: values[23],
      groups: values[24],
      attributes: values[25],
      other: values[26],
    }
    if (values[27] != null) user.local = values[27]
    return user
  } catch {
    return null
  }
}

/** Somebody of whom nothing is known but an invitation. */
export const invitedUser = (username: string): StoredUser => ({
  id: null,
  username,
  fullname: '',
  status: 'invited',
  admin: false,
  disabled: false,
  neverLoggedIn: true,
  score: null,
  legacyScore: null,
  masterPasswordStrength: null,
  created: null,
  lastLogin: null,
  lastPasswordChange: null,
  passwordResetRequired: false,
  mfa: null,
  duoUsername: null,
  linked: null,
  hasSharingKeys: null,
  sites: null,
  notes: null,
  formFills: null,
  applications: null,
  attachments: null,
  groups: [],
  attributes: {},
  other: {},
  goneSince: null,
})

type Computed = Pick<UserRow, 'folderCount' | 'duplicate' | keyof ListedPasswords>

/** A person as a row of the table; `computed`: what only the directory as a whole can tell. */
export function rowOf(user: StoredUser, computed: Computed): UserRow {
  const { attributes: _attributes, other: _other, local: _local, groups, ...told } = user
  return { ...told, ...computed, groups: groups.slice(0, 20), groupCount: groups.length }
}
