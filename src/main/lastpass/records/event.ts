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

const members = ['time', 'username', 'ipaddress', 'action', 'data', 'id'] as const
type Member = (typeof members)[number]

/** The members of an event; collectors write their names in other ways than the service does. */
function membersOf(raw: Raw): Partial<Record<Member, unknown>> {
  if (raw.Time !== undefined && raw.Action !== undefined)
    return {
      time: raw.Time,
      username: raw.Username,
      ipaddress: raw.IP_Address ?? raw.IPAddress,
      action: raw.Action,
      data: raw.Data,
      id: raw.ID,
    }
  const found: Partial<Record<Member, unknown>> = {}
  for (const [name, value] of Object.entries(raw)) {
    const member = members.find((each) => each === name.toLowerCase().replace(/[_\s-]/g, ''))
    if (member !== undefined && found[member] === undefined) found[member] = value
  }
  return found
}

const isoTime = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?$/

/** A time as the service writes it: "YYYY-MM-DD HH:MM:SS" on the account's clock; null when it is no date. */
function localOf(value: unknown, zone: string): string | null {
  if (typeof value !== 'string') return null
  if (clockOf(value) !== null) return value
  const parts = isoTime.exec(value.trim())
  if (parts === null) return null
  const [, day, time, offset] = parts
  const local = `${day} ${time}`
  if (clockOf(local) === null) return null
  if (offset === undefined) return local
  const instant = Date.parse(`${day}T${time}${offset === 'Z' ? 'Z' : offset.replace(/^(...):?(..)$/, '$1:$2')}`)
  return Number.isNaN(instant) ? null : toLocal(new Date(instant).toISOString(), zone)
}

/** What an event's record says; a text instead says why it cannot be read. */
export function recordOf(raw: unknown, zone: string): Omit<ServiceEvent, 'time'> | string {
  if (!isRaw(raw)) return 'It is not a record.'
  const { time: written, username: who, ipaddress, action: what, data: text, id } = membersOf(raw)
  const localTime = localOf(written, zone)
  if (localTime === null) return 'Its time is not a date.'
  const action = nameOf(what)
  const username = nameOf(who)
  const ip = nameOf(ipaddress)
  if (username.length > longest.name || ip.length > longest.name || action.length > longest.name)
    return 'One of its names is too long.'
  const data = textOf(text)
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
