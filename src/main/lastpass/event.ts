import { isRaw, textOf } from './coerce.ts'
import { longest, shortened } from './lengths.ts'
import { toUtc } from './zone.ts'

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

/** One event of the answer; a text instead says why it cannot be read. */
export function eventOf(raw: unknown, zone: string): ServiceEvent | string {
  if (!isRaw(raw)) return 'It is not a record.'
  const localTime = raw.Time
  const time = typeof localTime === 'string' ? toUtc(localTime, zone) : null
  if (time === null) return 'Its time is not a date.'
  const action = textOf(raw.Action)
  if (action === undefined || action === null) return 'It does not say what was done.'
  const data = textOf(raw.Data)
  const username = textOf(raw.Username) ?? ''
  const ip = textOf(raw.IP_Address) ?? ''
  if ([username, ip, action].some((name) => name.length > longest.name)) return 'One of its names is too long.'
  return {
    time,
    localTime: localTime as string,
    username,
    ip,
    action,
    data: shortened(data === undefined ? JSON.stringify(raw.Data) : (data ?? ''), longest.event),
    id: textOf(raw.ID)?.slice(0, longest.name) ?? null,
  }
}
