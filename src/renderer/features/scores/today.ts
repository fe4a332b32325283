import { useNow } from '../../lib/now.ts'
import { useTenant } from '../session/open-company.ts'

/** The day of an instant by a zone's calendar, as the midnight in UTC that begins the day of that name. Pure. */
export function dayIn(instant: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(instant)
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value)
  return Date.UTC(part('year'), part('month') - 1, part('day'))
}

/** Today by the calendar of the account's zone, which is the one that scores are kept by, wherever this workstation is. */
export function useToday(): number {
  const now = useNow()
  const tenant = useTenant()
  return dayIn(now, tenant?.timeZone ?? 'UTC')
}
