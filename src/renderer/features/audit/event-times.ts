import { localZone } from '../../lib/words/format.ts'

const locale = 'en-GB'
const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const
const withYear = new Intl.DateTimeFormat(locale, { day: '2-digit', month: 'short', year: 'numeric' })
const withoutYear = new Intl.DateTimeFormat(locale, { day: '2-digit', month: 'short' })
const seconds = new Intl.DateTimeFormat(locale, clock)
const minutes = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' })
const plainDay = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' })
const plainYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' })

/** "26 Nov 2026 09:12:04" on this workstation's clock; `short`: without the year. */
export function toTheSecond(instant: string, short = false): string {
  const date = new Date(instant)
  return `${(short ? withoutYear : withYear).format(date)} ${seconds.format(date)}`
}

/** The year, where it is not the current one, and the day and minute: "22 Nov, 02:00". */
export function dayAndMinute(time: number): string {
  const date = new Date(time)
  const day = date.getFullYear() === new Date().getFullYear() ? plainDay : plainYear
  return `${day.format(date)}, ${minutes.format(date)}`
}

/** "25 Nov, 00:00 to 06:00", or both days where they differ. */
export function spanWords(from: number, to: number): string {
  const sameDay = new Date(from).toDateString() === new Date(to).toDateString()
  return `${dayAndMinute(from)} to ${sameDay ? minutes.format(new Date(to)) : dayAndMinute(to)}`
}

/** "UTC+1" at a moment, on this workstation's clock. */
export function offsetWords(time: number): string {
  const offset = -new Date(time).getTimezoneOffset()
  const [hours, rest] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60]
  if (offset === 0) return 'UTC'
  return `UTC${offset < 0 ? '−' : '+'}${hours}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`
}

/** How the head of the times says their zone: by offset where all have the same one, else by its name. */
export function zoneWords(from: number, to: number): string {
  const middle = (from + to) / 2
  const all = [from, middle, to].map(offsetWords)
  // A span of half a year and more may hold both offsets and be none the wiser at its ends.
  return all.every((one) => one === all[0]) && to - from < 100 * 86_400_000 ? (all[0] as string) : localZone()
}
