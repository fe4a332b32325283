/**
 * Reads and writes dates a page at a time: a page has thousands of them, and the built-in ways take longer than parsing the
 * whole answer does.
 */

const dayMs = 86_400_000
const two = (number: number): string => String(number).padStart(2, '0')
const minutes = Array.from({ length: 1440 }, (_, minute) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}:`)
const seconds = Array.from({ length: 60 }, (_, second) => `${two(second)}.000Z`)
const monthDays = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** "2024-01-02T" by day number; a company has a few thousand of them. */
const dates = new Map<number, string>()
const datesKept = 50_000

/** Day number of a month's first day. */
const months = new Map<number, number>()

/** The number that two digits make; NaN when they are none. */
function pair(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48
  const ones = text.charCodeAt(at + 1) - 48
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN
}

/** The reading of a local "YYYY-MM-DD HH:MM:SS" as if it were UTC; null when there is no such date and time, or it is before 1900. */
export function clockOf(local: string): number | null {
  if (
    local.length !== 19 ||
    local[4] !== '-' ||
    local[7] !== '-' ||
    local[10] !== ' ' ||
    local[13] !== ':' ||
    local[16] !== ':'
  )
    return null
  const year = pair(local, 0) * 100 + pair(local, 2)
  const month = pair(local, 5)
  const day = pair(local, 8)
  const time = pair(local, 11) * 3600 + pair(local, 14) * 60 + pair(local, 17)
  // NaN fails every comparison.
  if (
    !(
      year >= 1900 &&
      month >= 1 &&
      month <= 12 &&
      day >= 1 &&
      day <= (monthDays[month - 1] ?? 0) &&
      pair(local, 11) < 24 &&
      pair(local, 14) < 60 &&
      pair(local, 17) < 60
    )
  )
    return null
  if (month === 2 && day === 29 && !(year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0))) return null
  const key = year * 12 + month
  let first = months.get(key)
  if (first === undefined) {
    first = Date.UTC(year, month - 1, 1) / dayMs
    months.set(key, first)
  }
  return (first + day - 1) * dayMs + time * 1000
}

/** Hours by which a zone's clock is away from UTC at most. */
const farthestZoneMs = 15 * 3_600_000

/** True for what stands where there is no time: nothing, zero, zeros for digits, and the first second of 1970 on the clock of any zone. */
export function isNoTime(value: unknown): boolean {
  if (value === '' || value === null || value === undefined || value === 0 || value === '0') return true
  if (typeof value !== 'string') return false
  if (value.startsWith('0') && /^0{4}-00-00(?:\D|$)/.test(value)) return true
  const clock = value.startsWith('19') ? clockOf(value) : null
  return clock !== null && Math.abs(clock) <= farthestZoneMs
}

/** A whole second as ISO 8601 in UTC, the same text that `toISOString` gives. */
export function isoOf(instant: number): string {
  const day = Math.floor(instant / dayMs)
  let date = dates.get(day)
  if (date === undefined) {
    if (dates.size >= datesKept) dates.clear()
    date = new Date(day * dayMs).toISOString().slice(0, -13)
    dates.set(day, date)
  }
  const second = Math.floor((instant - day * dayMs) / 1000)
  return date + minutes[Math.floor(second / 60)] + seconds[second % 60]
}
