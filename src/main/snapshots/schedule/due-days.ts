/** How often a snapshot is due. */
export type Every = 'week' | 'month'

const dayMs = 86_400_000

/** The due day of this number, counted from 0, as days since 1970; in a month that is too short it is the last day. */
export function dueDay(since: number, every: Every, number: number): number {
  if (every === 'week') return since + 7 * number
  const first = new Date(since * dayMs)
  const [year, month] = [first.getUTCFullYear(), first.getUTCMonth() + number]
  const longest = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return Date.UTC(year, month, Math.min(first.getUTCDate(), longest)) / dayMs
}

/** What is due on a day: the newest due day up to it, how many before it were never written, and the next one after it. */
export interface Due {
  /** Null: nothing is due that was not written. */
  day: number | null
  missed: number
  next: number
}

/** Tells what is due. Pure. `written`: the last due day that was written; null: none was. */
export function dueOn(since: number, every: Every, today: number, written: number | null): Due {
  let missed = -1
  let day: number | null = null
  let number = 0
  for (; dueDay(since, every, number) <= today; number++) {
    const due = dueDay(since, every, number)
    if (written !== null && due <= written) continue
    day = due
    missed++
  }
  return { day, missed: Math.max(0, missed), next: dueDay(since, every, number) }
}
