import { habit, type Roster } from '../company/roster.ts'
import { offices } from '../company/structure.ts'
import { mix, unit } from '../random.ts'

const day = 86_400
// Month and day of days on which hardly anybody works anywhere.
const holidays = new Set(['01-01', '05-01', '12-24', '12-25', '12-26', '12-31'])

/** When people log in: a function of the roster, so that what an account says and what the events say agree. */
export interface Activity {
  /** Whether somebody logs in on a day (of the roster's count). */
  works(index: number, date: number): boolean
  /** Epoch seconds of the login of a day on which somebody works. */
  loginAt(index: number, date: number): number
  /** Epoch seconds of the last login up to `until`; null: none yet. `away` says which logins never came to be. */
  lastLogin(index: number, until: number, away?: (at: number) => boolean): number | null
  /** Epoch seconds of the first login after `since` and up to `until`; null: none. */
  nextLogin(index: number, since: number, until: number, away: (at: number) => boolean): number | null
  createdAt(index: number): number
  /** Epoch seconds of the last change of the master password up to `until`; the creation, when there was none. */
  passwordAt(index: number, until: number): number
  /** When somebody who left was disabled; null: did not leave. */
  disabledAt(index: number): number | null
  /** How busy a day is, 0 to 1. */
  rhythm(date: number): number
}

/** Gives the people of a roster their days. */
export function createActivity(roster: Roster): Activity {
  const { seed, threshold, firstDay, lastDay, passwordDay } = roster
  const known = new Map<number, number>()

  function rhythm(date: number): number {
    const before = known.get(date)
    if (before !== undefined) return before
    const weekday = (date + 4) % 7
    const monthDay = new Date(date * day * 1000).toISOString().slice(5, 10)
    let busy = [0.05, 1, 0.97, 0.95, 0.9, 0.75, 0.07][weekday] ?? 1
    if (holidays.has(monthDay)) busy *= 0.06
    else if (monthDay > '12-26' || monthDay < '01-03') busy *= 0.35
    else if (monthDay > '07-20' && monthDay < '08-25') busy *= 0.7
    busy *= 0.92 + 0.16 * unit(seed, date, 31)
    known.set(date, Math.min(1, busy))
    return Math.min(1, busy)
  }

  function works(index: number, date: number): boolean {
    const [first = 0, last = 0] = [firstDay[index], lastDay[index]]
    if (date < first || date > last) return false
    if (date === first || date === last || date === passwordDay[index]) return true
    return mix(seed ^ 0x776f726b, index, date) < (threshold[index] ?? 0) * rhythm(date)
  }

  function loginAt(index: number, date: number): number {
    const drawn = mix(seed ^ 0x6c6f6769, index, date)
    // Most come in the morning: the product of two draws lies near its lower end.
    const hours = 7.6 + 10 * ((drawn & 0xffff) / 65_536) * (0.25 + 0.75 * ((drawn >>> 16) / 65_536))
    // Never before midnight in UTC, so that a day is complete in itself: who would begin earlier begins as much later.
    const utc = Math.abs(hours - (offices[roster.office[index] ?? 0]?.hours ?? 0))
    return date * day + Math.floor(utc * 3600) + (drawn % 60)
  }

  function lastLogin(index: number, until: number, away?: (at: number) => boolean): number | null {
    const first = firstDay[index] ?? 0
    for (let date = Math.min(lastDay[index] ?? 0, Math.floor(until / day)); date >= first; date--) {
      if (!works(index, date)) continue
      const at = loginAt(index, date)
      if (at <= until && !away?.(at)) return at
    }
    return null
  }

  function nextLogin(index: number, since: number, until: number, away: (at: number) => boolean): number | null {
    const end = Math.min(lastDay[index] ?? 0, Math.floor(until / day))
    for (let date = Math.max(firstDay[index] ?? 0, Math.floor(since / day)); date <= end; date++) {
      const at = works(index, date) ? loginAt(index, date) : 0
      if (at > since && at <= until && !away(at)) return at
    }
    return null
  }

  const createdAt = (index: number) => (roster.createdDay[index] ?? 0) * day + 46_800 + (mix(seed, index, 51) % 14_400)

  return {
    works,
    loginAt,
    lastLogin,
    nextLogin,
    rhythm,
    createdAt,
    passwordAt: (index, until) => {
      const date = passwordDay[index] ?? 0
      const at =
        (firstDay[index] ?? 0) <= date && works(index, date) ? loginAt(index, date) + 95 : Number.POSITIVE_INFINITY
      return at <= until ? at : createdAt(index)
    },
    disabledAt: (index) => {
      const last = lastDay[index] ?? 0
      return roster.habit[index] === habit.left ? (last + 1) * day + 46_800 + (mix(seed, index, 52) % 14_400) : null
    },
  }
}
