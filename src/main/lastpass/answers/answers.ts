import { Refusal } from '../../../contract/failure.ts'
import { isNoTime } from '../clock.ts'
import { isRaw, listOf, numberOf, put, type Raw, type SetAside, textOf } from '../records/coerce.ts'
import { eventOf, type ServiceEvent } from '../records/event.ts'
import { folderOf, type ServiceFolder } from '../records/folder.ts'
import { longest, shortened } from '../records/lengths.ts'
import { type ServiceUser, userOf } from '../records/user.ts'
import { toUtc } from '../records/zone.ts'
import { errorsOf, notAsExpected, parse, requireSuccess, type StatusWord, statusOf } from './envelope.ts'

/** One page of `getuserdata`. */
export interface UserPage {
  /** How many accounts match on all pages; null: not said. */
  total: number | null
  /** How many accounts the service says are on this page. */
  count: number
  /** How many were there, those set aside included. */
  entries: number
  users: ServiceUser[]
  /** Members by group name; only groups of people on this page may be there. */
  groups: Map<string, string[]>
  invited: string[]
  setAside: SetAside[]
}

/** Reads an answer to `getuserdata`; dates are local to `zone`. */
export function readUserData(bytes: Uint8Array, zone: string): UserPage {
  const answer = parse(bytes)
  requireSuccess(answer, false)
  if (Array.isArray(answer) || !Object.hasOwn(answer, 'Users')) {
    if (errorsOf(answer).length > 0) throw refused(answer)
    throw notAsExpected('its answer has no list of users')
  }
  const setAside: SetAside[] = []
  const users: ServiceUser[] = []
  const map = byId(answer.Users)
  if (!map) throw notAsExpected('its list of users is neither a list nor a map')
  const ids = Object.keys(map)
  for (const id of ids) {
    const user = userOf(id, map[id], zone, (reason) => setAside.push({ what: 'field', id, reason }))
    if (typeof user === 'string') setAside.push({ what: 'user', id: id.slice(0, longest.id), reason: user })
    else users.push(user)
  }
  return {
    total: numberOf(answer.total) ?? null,
    count: numberOf(answer.count) ?? ids.length,
    entries: ids.length,
    users,
    groups: readGroups(answer.Groups, setAside),
    invited: readInvited(answer.invited ?? answer.Invited, setAside),
    setAside,
  }
}

const refused = (answer: Raw | unknown[]): Refusal =>
  new Refusal('service-refused', 'LastPass did not carry out the request. Its own words are under Details.', {
    details: errorsOf(answer).join('\n').slice(0, 3000),
  })

/** Records by id. In a list, the record's own id is taken, else its user name, which is as steady. */
function byId(value: unknown): Raw | null {
  if (!Array.isArray(value)) return isRaw(value) ? value : null
  const map: Raw = {}
  value.forEach((raw: unknown, index) => {
    const own = isRaw(raw) ? (textOf(raw.id) ?? textOf(raw.user_id) ?? textOf(raw.username) ?? '') : ''
    put(map, own !== '' && !Object.hasOwn(map, own) ? own : `${own}#${index + 1}`, raw)
  })
  return map
}

function readGroups(value: unknown, setAside: SetAside[]): Map<string, string[]> {
  const groups = new Map<string, string[]>()
  if (value === undefined || value === null || value === '') return groups
  if (typeof value !== 'object') {
    setAside.push({ what: 'group', id: 'Groups', reason: 'It is not a map of groups.' })
    return groups
  }
  // A list is what PHP makes of groups that are named 0, 1, 2 ...
  for (const [name, members] of Object.entries(value)) {
    const list = listOf(members)
    if (name.length > longest.name) {
      setAside.push({
        what: 'group',
        id: name.slice(0, longest.id),
        reason: `Its name is longer than ${longest.name} characters.`,
      })
      continue
    }
    if (!list) {
      setAside.push({ what: 'group', id: name, reason: 'Its members are not a list.' })
      continue
    }
    const usernames = list.filter(isUsername)
    if (usernames.length < list.length)
      setAside.push({
        what: 'group',
        id: name,
        reason: `${list.length - usernames.length} of its members are not user names.`,
      })
    groups.set(name, usernames)
  }
  return groups
}

const isUsername = (member: unknown): member is string =>
  typeof member === 'string' && member !== '' && member.length <= longest.username

function readInvited(value: unknown, setAside: SetAside[]): string[] {
  const list = listOf(value)
  if (!list) {
    setAside.push({ what: 'invited', id: 'invited', reason: 'It is not a list.' })
    return []
  }
  const invited = new Map<string, string>()
  list.forEach((item, index) => {
    const name = isRaw(item) ? (item.username ?? item.email) : item
    if (typeof name !== 'string' || name.trim() === '')
      setAside.push({ what: 'invited', id: `#${index + 1}`, reason: 'It is not a user name.' })
    else if (name.length > longest.username)
      setAside.push({
        what: 'invited',
        id: `#${index + 1}`,
        reason: `Its user name is longer than ${longest.username} characters.`,
      })
    else if (!invited.has(name.toLowerCase())) invited.set(name.toLowerCase(), name)
  })
  return [...invited.values()]
}

/** Reads an answer to `getsfdata`, or to `getdetailedsfdata` when `detailed`. */
export function readSharedFolders(
  bytes: Uint8Array,
  detailed: boolean,
): { folders: ServiceFolder[]; setAside: SetAside[]; entries: number } {
  const answer = parse(bytes)
  requireSuccess(answer, false)
  const entries = Object.entries(answer).filter(([key]) => key !== 'status')
  // Not one record among the entries: this is no list of folders, and must not pass for a company that has none.
  if (entries.length > 0 && !entries.some(([, raw]) => isRaw(raw)))
    throw errorsOf(answer).length > 0 ? refused(answer) : notAsExpected('its answer is not a list of folders')
  const setAside: SetAside[] = []
  const folders: ServiceFolder[] = []
  for (const [key, raw] of entries) {
    const id = Array.isArray(answer) ? (isRaw(raw) && textOf(raw.id)) || `#${Number(key) + 1}` : key
    const folder = folderOf(id, raw, detailed, setAside)
    if (typeof folder === 'string') setAside.push({ what: 'folder', id: id.slice(0, longest.id), reason: folder })
    else folders.push(folder)
  }
  return { folders, setAside, entries: entries.length }
}

/**
 * Reads an answer to `reporting`, in its order: newest first. `next` is the cursor of the rest, null at the end; `unread`: records
 * of unknown shape, as they came.
 */
export function readReporting(
  bytes: Uint8Array,
  zone: string,
): { events: ServiceEvent[]; next: string | null; entries: number; setAside: SetAside[]; unread: unknown[] } {
  const answer = parse(bytes)
  // The siem format has no status word.
  const siem = !Array.isArray(answer) && Object.hasOwn(answer, 'events')
  requireSuccess(answer, !siem)
  const body = Array.isArray(answer) ? undefined : siem ? answer.events : answer.data
  const records = isRaw(body)
    ? byNumber(Object.entries(body))
    : listOf(body)?.map((raw, index): [string, unknown] => [`Event${index + 1}`, raw])
  if (!records || body === undefined) throw notAsExpected('its events are neither a list nor a map')
  const events: ServiceEvent[] = []
  const unread: unknown[] = []
  const setAside: SetAside[] = []
  for (const [key, raw] of records) {
    const event = eventOf(raw, zone)
    if (typeof event === 'string') {
      setAside.push({ what: 'event', id: key.slice(0, longest.id), reason: event })
      const text = JSON.stringify(raw)
      unread.push(text.length > longest.event ? shortened(text, longest.event) : raw)
    } else events.push(event)
  }
  const next = Array.isArray(answer) || answer.next === 0 || answer.next === '0' ? null : (textOf(answer.next) ?? null)
  return { events, next, entries: records.length, setAside, unread }
}

/** Entries in the order of the numbers in their names: whoever sorts them as text puts Event10 before Event2. */
function byNumber(entries: [string, unknown][]): [string, unknown][] {
  const numbers = entries.map(([key]) => Number(/\d{1,15}$/.exec(key)?.[0] ?? Number.NaN))
  if (numbers.every((number, at) => at === 0 || number > (numbers[at - 1] as number))) return entries
  if (numbers.some((number) => Number.isNaN(number))) return entries
  return entries
    .map((entry, at) => ({ entry, number: numbers[at] as number }))
    .sort((a, b) => a.number - b.number)
    .map(({ entry }) => entry)
}

/** What the service says about a change; it gives no receipt for each person. */
export interface StatusAnswer {
  /** `warn`: some entries were refused, the others carried out. */
  status: StatusWord
  errors: string[]
  message: string | null
  /** The user names that `enableuser` or `disableuser` changed. */
  changed: string[]
  unchanged: string[]
}

/** Reads the answer to a change. A yes with complaints counts as `warn`. */
export function readStatus(bytes: Uint8Array, command: string): StatusAnswer {
  const answer = parse(bytes)
  const errors = errorsOf(answer)
  const word = statusOf(answer) ?? (statusOf(answer) === null && errors.length > 0 ? 'fail' : null)
  if (word === null || Array.isArray(answer))
    throw notAsExpected(`its answer to ${command} does not say whether it succeeded`)
  return {
    status: word === 'ok' && errors.length > 0 ? 'warn' : word,
    errors,
    message: textOf(answer.message) ?? null,
    changed: names(answer.enabled_users ?? answer.disabled_users),
    unchanged: names(answer.unchanged_users),
  }
}

const names = (value: unknown): string[] =>
  (typeof value === 'string' && value !== '' ? [value] : (listOf(value) ?? [])).filter(
    (name): name is string => typeof name === 'string',
  )

/** One person whose master password has expired. */
export interface ExpiredPassword {
  id: string
  username: string
  lastPasswordChange: string | null
}

/** Reads an answer to `expiredmasterpwlist`; `next` is the token of the rest, null at the end. */
export function readExpired(
  bytes: Uint8Array,
  zone: string,
): { people: ExpiredPassword[]; next: string | null; remaining: number | null; entries: number; setAside: SetAside[] } {
  const answer = parse(bytes)
  requireSuccess(answer, true)
  const items = Array.isArray(answer) || answer.items === undefined ? null : listOf(answer.items)
  if (!items || Array.isArray(answer)) throw notAsExpected('its list of people is missing')
  const people: ExpiredPassword[] = []
  const setAside: SetAside[] = []
  items.forEach((raw, index) => {
    const username = isRaw(raw) ? raw.user_name : null
    if (!isRaw(raw) || typeof username !== 'string' || username === '')
      setAside.push({ what: 'expired', id: `#${index + 1}`, reason: 'It has no user name.' })
    else if (username.length > longest.username)
      setAside.push({ what: 'expired', id: `#${index + 1}`, reason: 'Its user name is too long.' })
    else
      people.push({
        id: textOf(raw.user_id) ?? username,
        username,
        lastPasswordChange:
          typeof raw.last_pw_change === 'string' && !isNoTime(raw.last_pw_change)
            ? toUtc(raw.last_pw_change, zone)
            : null,
      })
  })
  const continuation = isRaw(answer.continuation) ? answer.continuation : {}
  return {
    people,
    next: textOf(continuation.token) ?? null,
    remaining: numberOf(continuation.remaining_item_count) ?? null,
    entries: items.length,
    setAside,
  }
}
