import { isNoTime } from '../clock.ts'
import { isRaw, listOf, numberOf, type SetAside, textOf } from '../records/coerce.ts'
import { eventOf, recordOf, type ServiceEvent } from '../records/event.ts'
import { folderOf, type ServiceFolder } from '../records/folder.ts'
import { longest, shortened } from '../records/lengths.ts'
import { toUtc } from '../records/zone.ts'
import { errorsOf, notAsExpected, parse, refused, requireSuccess, type StatusWord, statusOf } from './envelope.ts'
import { type PlainEvent, scanEvents } from './event-scan.ts'

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

/** The records of an answer to `reporting`, in its order: newest first. `next` is the cursor of the rest, null at the end. */
function recordsOf(bytes: Uint8Array): { records: [string, unknown][]; next: string | null } {
  const answer = parse(bytes)
  // The siem format has no status word.
  const siem = !Array.isArray(answer) && Object.hasOwn(answer, 'events')
  requireSuccess(answer, !siem)
  const body = Array.isArray(answer) ? undefined : siem ? answer.events : answer.data
  const records = isRaw(body)
    ? byNumber(Object.entries(body))
    : listOf(body)?.map((raw, index): [string, unknown] => [`Event${index + 1}`, raw])
  if (!records || body === undefined) throw notAsExpected('its events are neither a list nor a map')
  const next = Array.isArray(answer) || answer.next === 0 || answer.next === '0' ? null : (textOf(answer.next) ?? null)
  return { records, next }
}

/** A record of unknown shape, as it is kept. */
function asItCame(raw: unknown): unknown {
  const text = JSON.stringify(raw)
  return text.length > longest.event ? shortened(text, longest.event) : raw
}

/** Reads an answer to `reporting`, in its order: newest first. `unread`: records of unknown shape, as they came. */
export function readReporting(
  bytes: Uint8Array,
  zone: string,
): { events: ServiceEvent[]; next: string | null; entries: number; setAside: SetAside[]; unread: unknown[] } {
  const { records, next } = recordsOf(bytes)
  const events: ServiceEvent[] = []
  const unread: unknown[] = []
  const setAside: SetAside[] = []
  for (const [key, raw] of records) {
    const event = eventOf(raw, zone)
    if (typeof event === 'string') {
      setAside.push({ what: 'event', id: key.slice(0, longest.id), reason: event })
      unread.push(asItCame(raw))
    } else events.push(event)
  }
  return { events, next, entries: records.length, setAside, unread }
}

/**
 * As `readReporting`, an event at a time and without its instant: an archive reads millions of them. `plain`: the same events, most of
 * which come so, where they lie in the bytes.
 */
export function walkReporting(
  bytes: Uint8Array,
  zone: string,
  {
    plain,
    event,
    unread,
  }: {
    plain: (event: PlainEvent) => void
    event: (record: Omit<ServiceEvent, 'time'>) => void
    unread: (raw: unknown) => void
  },
): { next: string | null; entries: number } {
  const other = (raw: unknown) => {
    const record = recordOf(raw, zone)
    if (typeof record === 'string') unread(asItCame(raw))
    else event(record)
  }
  const scanned = scanEvents(bytes)
  const { records, next } = recordsOf(scanned?.envelope ?? bytes)
  for (const [, raw] of records) other(raw)
  scanned?.each(plain, other)
  return { next, entries: scanned?.count ?? records.length }
}

/** Entries in the order of the numbers in their names: whoever sorts them as text puts Event10 before Event2. */
function byNumber(entries: [string, unknown][]): [string, unknown][] {
  const numbers = entries.map(([key]) => numberAtEnd(key))
  if (numbers.every((number, at) => at === 0 || number > (numbers[at - 1] as number))) return entries
  if (numbers.some((number) => Number.isNaN(number))) return entries
  return entries
    .map((entry, at) => ({ entry, number: numbers[at] as number }))
    .sort((a, b) => a.number - b.number)
    .map(({ entry }) => entry)
}

/** The number in up to fifteen digits at the end of a name; NaN: there is none. */
function numberAtEnd(name: string): number {
  let start = name.length
  while (start > 0 && name.length - start < 15) {
    const code = name.charCodeAt(start - 1)
    if (code < 48 || code > 57) break
    start--
  }
  return start === name.length ? Number.NaN : Number(name.slice(start))
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
