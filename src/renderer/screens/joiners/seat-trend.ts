/** How the number of accounts went between the first and the last of some days. */
export interface SeatTrend {
  from: string
  to: string
  before: number
  after: number
  /** In 30 days, at the pace of this span; below 0: fewer. */
  perMonth: number
  /** Days until what is free is used up at that pace; null: nothing is free to be used up, it shrinks, or nobody said how many there are. */
  fullIn: number | null
}

const dayMs = 86_400_000
/** A pace of fewer days says nothing. */
const leastDays = 7
/** Longer ago than that is another pace. */
const mostDays = 90

/** The pace of the last 90 days, by the days that are kept; null: they span less than a week. `free`: seats that nobody uses. */
export function seatTrend(points: readonly { day: string; users: number }[], free: number | null): SeatTrend | null {
  const last = points.at(-1)
  if (last === undefined) return null
  const age = (day: string) => (Date.parse(last.day) - Date.parse(day)) / dayMs
  const first = points.find(({ day }) => age(day) <= mostDays)
  if (first === undefined || age(first.day) < leastDays) return null
  const perDay = (last.users - first.users) / age(first.day)
  return {
    from: first.day,
    to: last.day,
    before: first.users,
    after: last.users,
    perMonth: Math.round(perDay * 30),
    fullIn: free === null || free <= 0 || perDay <= 0 ? null : Math.floor(free / perDay),
  }
}
