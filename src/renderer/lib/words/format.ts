import { marked } from '../../../contract/marked.ts'
import { scoreText } from '../../../contract/scores/scores.ts'

const locale = 'en-GB'
const grouped = new Intl.NumberFormat('en-US')
const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' })
const calendarDay = new Intl.DateTimeFormat(locale, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
})
const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' })
const exact = new Intl.DateTimeFormat(locale, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})

const minute = 60_000
const hour = 60 * minute
export const dayMs = 24 * hour

/** 12431 -> "12,431". */
export const count = (value: number): string => grouped.format(value)

/** 1 -> "1 person", 2 -> "2 people". */
export const plural = (value: number, one: string, many: string): string =>
  `${count(value)} ${value === 1 ? one : many}`

/** Letters in the order in which they stand: a name that carries marks of direction shows them, and cannot pass for another one. */
export const inOrder = marked

const joined = new Intl.ListFormat(locale)
/** "Role, Groups and Score". */
export const listed = (words: readonly string[]): string => joined.format(words)

export const people = (value: number): string => plural(value, 'person', 'people')

/** How long ago, in words short enough for a cell. Instants to come are said as "in 5 min". */
export function ago(instant: string, now: number): string {
  const difference = now - Date.parse(instant)
  if (Number.isNaN(difference)) return 'unknown'
  // Clocks differ by seconds: what is a moment ahead is said as now.
  const future = difference < 0
  // What is to come is rounded: in 23 h 59 min is in 1 day.
  const size = future ? rounded(-difference) : difference
  const words = span(size)
  if (words === null) return 'just now'
  return future ? `in ${words}` : `${words} ago`
}

function rounded(size: number): number {
  const unit = size < hour - minute / 2 ? minute : size < dayMs - hour / 2 ? hour : dayMs
  return Math.round(size / unit) * unit
}

function span(size: number): string | null {
  if (size < minute) return null
  if (size < hour) return `${Math.floor(size / minute)} min`
  if (size < dayMs) return `${Math.floor(size / hour)} h`
  const days = Math.floor(size / dayMs)
  if (days < 60) return plural(days, 'day', 'days')
  if (days < 730) return plural(Math.floor(days / 30.44), 'month', 'months')
  return plural(Math.floor(days / 365.25), 'year', 'years')
}

/** Asked once: each asking makes a formatter, and a table asks for every cell. */
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone

/** The zone that this workstation shows times in. */
export const localZone = (): string => zone

/** The whole instant with its zone, for hovering and for panels. */
export const absolute = (instant: string): string => `${exact.format(new Date(instant))} (${localZone()})`

/** The day of an instant on this workstation's calendar; a day by name, as `2026-11-26`, is that day wherever it is read. */
export const shortDay = (instant: string): string =>
  (instant.length === 10 ? calendarDay : day).format(new Date(instant))

/** "09:12" today, else "20 Nov 2026, 09:12". */
export function stamp(instant: string, now: number): string {
  const date = new Date(instant)
  const sameDay = date.toDateString() === new Date(now).toDateString()
  return sameDay ? clock.format(date) : dayAndTime(instant)
}

/** "3 Nov 2026, 11:40", on this workstation's clock. */
export const dayAndTime = (instant: string): string =>
  `${day.format(new Date(instant))}, ${clock.format(new Date(instant))}`

/** How old data is, and how worrying that is: amber over a day, red over seven. */
export function age(asOf: string | null, now: number): { level: 'none' | 'fresh' | 'amber' | 'red'; words: string } {
  if (asOf === null) return { level: 'none', words: 'never read' }
  const difference = now - Date.parse(asOf)
  const level = difference > 7 * dayMs ? 'red' : difference > dayMs ? 'amber' : 'fresh'
  return { level, words: ago(asOf, now) }
}

/** 1536 -> "1.5 KB". */
export function bytes(value: number): string {
  if (value < 1024) return `${value} B`
  if (value < 1024 * 1024) return `${(value / 1024).toFixed(1)} KB`
  return `${(value / 1024 / 1024).toFixed(1)} MB`
}

/** 1234 -> "1.2 s". */
export const milliseconds = (value: number): string =>
  value < 1000 ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(1)} s`

/** An average of scores: always with its decimal, so that a column of them can be compared. */
export const averageScore = (value: number): string => value.toFixed(1)

/** The score of one person, in full. */
export const score = scoreText

/** The part before the @ and the domain with it: only the first may be shortened. */
export function splitAddress(address: string): { name: string; domain: string } {
  const at = address.lastIndexOf('@')
  return at <= 0 ? { name: address, domain: '' } : { name: address.slice(0, at), domain: address.slice(at) }
}
