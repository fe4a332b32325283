import { clockOf } from '../clock.ts'
import { isRaw, type Raw, textOf } from './coerce.ts'
import { longest, shortened } from './lengths.ts'
import { toLocal, toUtc } from './zone.ts'

/** One event of the audit log. */
export interface ServiceEvent {
  time: string
  /** The time as the service wrote it, in the zone of the account. */
  localTime: string
  username: string
  ip: string
  action: string
  data: string
  /** Only the siem format has one. */
  id: string | null
}

type Member = 'time' | 'username' | 'ip' | 'action' | 'data' | 'id'

/** What collectors call the members of an event, in small letters and without what parts words. */
const memberNames = new Map<string, Member>([
  ...['time', 'timestamp', 'datetime', 'eventtime'].map((name) => [name, 'time'] as const),
  ...['username', 'user'].map((name) => [name, 'username'] as const),
  ...['ipaddress', 'ip', 'srcip', 'sourceip', 'clientip'].map((name) => [name, 'ip'] as const),
  ...['action', 'applicationaction'].map((name) => [name, 'action'] as const),
  ...[['data', 'data'] as const, ['id', 'id'] as const],
])

/** The members of an event; collectors write their names in other ways than the service does. */
function membersOf(raw: Raw): Partial<Record<Member, unknown>> {
  if (
    raw.Time !== undefined &&
    raw.Username !== undefined &&
    raw.IP_Address !== undefined &&
    raw.Action !== undefined &&
    raw.Data !== undefined
  )
    return {
      time: raw.Time,
      username: raw.Username,
      ip: raw.IP_Address,
      action: raw.Action,
      data: raw.Data,
      id: raw.ID,
    }
  const found: Partial<Record<Member, unknown>> = {}
  for (const [name, value] of Object.entries(raw)) {
    const member = memberNames.get(name.toLowerCase().replace(/[_\s-]/g, ''))
    if (member !== undefined && found[member] === undefined) found[member] = value
  }
  return found
}

const writtenTime =
  /^(\d{4})([-/])(\d\d)\2(\d\d)[T ]+(\d\d:\d\d)(:\d\d)?(?:[.,]\d+)? ?(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?$/i
/** Seconds or milliseconds since 1970, of the years 2001 to 2286. */
const sinceEpoch = /^(\d{10})(\d{3})?(?:\.\d+)?$/

/** A time as the service writes it: "YYYY-MM-DD HH:MM:SS" on the account's clock; null when it is no date, or one that is a guess. */
function localOf(value: unknown, zone: string): string | null {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value : ''
  if (clockOf(text) !== null) return text
  const seconds = sinceEpoch.exec(text.trim())?.[1]
  if (seconds !== undefined) return toLocal(new Date(Number(seconds) * 1000).toISOString(), zone)
  const parts = writtenTime.exec(text.trim())
  if (parts === null) return null
  const [, year, , month, day, minute, second = ':00', offset] = parts
  const local = `${year}-${month}-${day} ${minute}${second}`
  if (clockOf(local) === null) return null
  if (offset === undefined) return local
  const [, sign, hours, minutes = '00'] = /^([+-])(\d\d):?(\d\d)?$/.exec(offset) ?? ['', '+', '00']
  const instant = Date.parse(`${local.replace(' ', 'T')}${sign}${hours}:${minutes}`)
  return Number.isNaN(instant) ? null : toLocal(new Date(instant).toISOString(), zone)
}

/** What an event's record says; a text instead says why it cannot be read. */
export function recordOf(raw: unknown, zone: string): Omit<ServiceEvent, 'time'> | string {
  if (!isRaw(raw)) return 'It is not a record.'
  const { time: written, username: who, ip: address, action: what, data: text, id } = membersOf(raw)
  const localTime = localOf(written, zone)
  if (localTime === null) return 'Its time is not a date.'
  const action = nameOf(what)
  const username = nameOf(who)
  const ip = nameOf(address)
  if (username.length > longest.name || ip.length > longest.name || action.length > longest.name)
    return 'One of its names is too long.'
  // No name is written as `false`; of a text, it is what stands there.
  const data = text === false ? 'false' : textOf(text)
  return {
    localTime,
    username,
    ip,
    action,
    data: shortened(data === undefined ? JSON.stringify(text) : (data ?? ''), longest.event),
    id: textOf(id)?.slice(0, longest.name) ?? null,
  }
}

/** One event of the answer, with its instant; a text instead says why it cannot be read. */
export function eventOf(raw: unknown, zone: string): ServiceEvent | string {
  const record = recordOf(raw, zone)
  if (typeof record === 'string') return record
  const time = toUtc(record.localTime, zone)
  return time === null ? 'Its time is not a date.' : { time, ...record }
}

/** A name as text; of a list or an object its JSON, so that it is not taken for none. */
const nameOf = (value: unknown): string => {
  const text = textOf(value)
  return text === undefined ? JSON.stringify(value) : (text ?? '')
}
