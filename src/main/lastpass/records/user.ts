import type { User } from '../../../contract/model.ts'
import { isNoTime } from '../clock.ts'
import { flagOf, isRaw, listOf, numberOf, put, type Raw, textOf, withoutSecrets } from './coerce.ts'
import { createRoom, cutWords, fitted, longest, mostGroups, type Room, shortened } from './lengths.ts'
import { toUtc } from './zone.ts'

/** An account as the service describes it; what only the directory as a whole can tell is left out. */
export type ServiceUser = Omit<User, 'id' | 'status' | 'goneSince' | 'duplicate'> & {
  id: string
  /** Times as the service said them, where the zone's clock never shows them, so that the instant does not tell; left out: none. */
  local?: SkippedTimes
}

type SkippedTimes = {
  created?: string
  lastLogin?: string
  lastPasswordChange?: string
}

const known = new Set([
  'username',
  'fullname',
  'mpstrength',
  'created',
  'last_pw_change',
  'last_login',
  'neverloggedin',
  'disabled',
  'admin',
  'totalscore',
  'legacytotalscore',
  'hasSharingKeys',
  'duousername',
  'multifactor',
  'linked',
  'sites',
  'notes',
  'formfills',
  'applications',
  'attachments',
  'password_reset_required',
  'attribs',
  'groups',
])

/** One account of the answer; a text instead says why it cannot be read. What of it is too long is cut, and told to `onCut`. */
export function userOf(
  id: string,
  raw: unknown,
  zone: string,
  onCut: (reason: string) => void = () => {},
): ServiceUser | string {
  if (!isRaw(raw)) return 'It is not a record.'
  const { username } = raw
  if (typeof username !== 'string')
    return username === undefined ? 'It has no user name.' : 'Its user name is not a text.'
  if (username.trim() === '') return 'Its user name is empty.'
  if (username.length > longest.username) return `Its user name is longer than ${longest.username} characters.`
  if (id.length > longest.id) return `Its number is longer than ${longest.id} characters.`

  // What decides about a person's access is not guessed.
  const disabled = flagOf(raw.disabled)
  const admin = flagOf(raw.admin)
  const neverLoggedIn = flagOf(raw.neverloggedin)
  if (disabled === undefined || admin === undefined || neverLoggedIn === undefined) {
    return `Its field "${disabled === undefined ? 'disabled' : admin === undefined ? 'admin' : 'neverloggedin'}" is neither yes nor no.`
  }
  const room = createRoom()
  const groups = groupsOf(raw.groups, room)
  if (groups === null) return 'Its groups are not a list of names.'

  const other: Raw = {}
  for (const name in raw) if (!known.has(name)) addUnknown(other, name, raw[name], room)

  const skipped: string[] = []
  const user: ServiceUser = {
    id,
    username,
    fullname: fitted(textOf(raw.fullname) ?? '', longest.name, 'fullname', room),
    admin: admin ?? false,
    disabled: disabled ?? false,
    // Where the flag is absent, a login that is none says it; where both are, nothing is claimed.
    neverLoggedIn:
      neverLoggedIn ?? (raw.last_login !== undefined && raw.last_login !== null && isNoTime(raw.last_login)),
    score: within(raw, 'totalscore', 100, other),
    legacyScore: within(raw, 'legacytotalscore', 100, other),
    masterPasswordStrength: within(raw, 'mpstrength', 100, other),
    created: dateOf(raw, 'created', zone, other, skipped),
    lastLogin: dateOf(raw, 'last_login', zone, other, skipped),
    lastPasswordChange: dateOf(raw, 'last_pw_change', zone, other, skipped),
    passwordResetRequired: flag(raw, 'password_reset_required', other) ?? false,
    mfa: methodOf(raw, other, room),
    duoUsername: text(raw, 'duousername', other, room),
    linked: text(raw, 'linked', other, room),
    hasSharingKeys: flag(raw, 'hasSharingKeys', other),
    sites: within(raw, 'sites', most, other),
    notes: within(raw, 'notes', most, other),
    formFills: within(raw, 'formfills', most, other),
    applications: within(raw, 'applications', most, other),
    attachments: within(raw, 'attachments', most, other),
    groups,
    attributes: attributesOf(raw, other, room),
    other,
  }
  if (skipped.length > 0) user.local = localTimes(raw, skipped)
  const cut = cutWords(room)
  if (cut !== null) onCut(cut)
  return user
}

/** A field that Provost does not know, as far as there is room for it. */
function addUnknown(other: Raw, name: string, value: unknown, room: Room): void {
  room.left -= name.length
  if (room.left < 0 || name.length > longest.key) room.cut.push(shortened(name, longest.key))
  else put(other, name, withoutSecrets(name, value, room))
}

const timeFields = [
  ['created', 'created'],
  ['lastLogin', 'last_login'],
  ['lastPasswordChange', 'last_pw_change'],
] as const

/** The times that the zone's clock skips, as they were said: a zone that is set wrongly is the usual reason. */
const localTimes = (raw: Raw, skipped: readonly unknown[]): SkippedTimes =>
  Object.fromEntries(timeFields.flatMap(([field, name]) => (skipped.includes(raw[name]) ? [[field, raw[name]]] : [])))

const most = Number.MAX_SAFE_INTEGER
/** A value that cannot be read is kept where a person can see it, and is not turned into one that looks right. */
const keep = (raw: Raw, name: string, other: Raw): null => {
  other[name] = withoutSecrets('', raw[name])
  return null
}

function within(raw: Raw, name: string, highest: number, other: Raw): number | null {
  const value = numberOf(raw[name])
  return value === undefined || (value !== null && (value < 0 || value > highest)) ? keep(raw, name, other) : value
}

function dateOf(raw: Raw, name: string, zone: string, other: Raw, skipped: string[]): string | null {
  const value = raw[name]
  if (isNoTime(value)) return null
  return (typeof value === 'string' ? toUtc(value, zone, skipped) : null) ?? keep(raw, name, other)
}

function text(raw: Raw, name: string, other: Raw, room: Room): string | null {
  const value = textOf(raw[name])
  return value === undefined ? keep(raw, name, other) : value === null ? null : fitted(value, longest.name, name, room)
}

function flag(raw: Raw, name: string, other: Raw): boolean | null {
  const value = flagOf(raw[name])
  return value === undefined ? keep(raw, name, other) : value
}

function methodOf(raw: Raw, other: Raw, room: Room): string | null {
  const methods = raw.multifactor
  if (!Array.isArray(methods)) return text(raw, 'multifactor', other, room)
  const names = methods.filter((method) => typeof method === 'string' && method !== '').join(', ')
  return fitted(names, longest.name, 'multifactor', room) || null
}

/** Group names of an account; null when there is something else than names. */
function groupsOf(value: unknown, room: Room): string[] | null {
  const items = typeof value === 'string' && value !== '' ? [value] : listOf(value)
  if (!items) return null
  if (items.length === 0) return []
  const names = new Set<string>()
  for (const item of items) {
    // A group named 2024 may lose its quotes on the way.
    const name = typeof item === 'number' ? String(item) : item
    if (typeof name !== 'string') return null
    // A name is a group's only key, so a part of it would be another group.
    if (name.length > longest.name || names.size >= mostGroups) room.cut.push('groups')
    else if (name !== '') names.add(name)
  }
  return [...names]
}

function attributesOf(raw: Raw, other: Raw, room: Room): Record<string, unknown> {
  const value = raw.attribs
  if (isRaw(value)) return withoutSecrets('', value, room, 'attribs') as Record<string, unknown>
  if (Array.isArray(value)) {
    const attributes: Raw = {}
    const items = withoutSecrets('', value, room, 'attribs') as unknown[]
    items.forEach((item, index) => {
      put(attributes, String(index), item)
    })
    return attributes
  }
  if (textOf(value) !== null) other.attribs = '[unreadable]'
  return {}
}
