import { isRaw, textOf } from './coerce.ts'
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
  return {
    time,
    localTime: localTime as string,
    username: textOf(raw.Username) ?? '',
    ip: textOf(raw.IP_Address) ?? '',
    action,
    data: data === undefined ? JSON.stringify(raw.Data) : (data ?? ''),
    id: textOf(raw.ID) ?? null,
  }
}
