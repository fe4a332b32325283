import { dayText } from '../../clock/calendar-day.ts'
import { sealedTotals as totals } from '../../store/migrations/scores.ts'
import type { Store } from '../../store/store.ts'
import { wholeFlag, wholeOnly } from '../../store/whole-rows.ts'
import { averageOf } from '../numbers/tally.ts'
import { bufferOf, intact, placeOf } from './day-store.ts'
import { changeOf } from './state-codec.ts'

/** What people are counted in. */
type ScopeKind = 'all' | 'department' | 'group' | 'status'

/** What a day's people of a scope add up to. */
export interface TrendPoint {
  day: string
  average: number | null
  users: number
  withScore: number
  distribution: [number, number, number, number]
  below: number
}

interface Span {
  from: number
  to: number
}

interface TotalsRow {
  whole: number
  day: number
  users: number
  scored: number
  sum: number
  b0: number
  b1: number
  b2: number
  b3: number
  below: number
}

/** The number of what people are counted in; null: nobody was ever seen in it. */
export function scopeNumber(store: Store, kind: ScopeKind, name: string): number | null {
  const row = store.prepare('SELECT id FROM scopes WHERE kind = ? AND name = ?').get(kind, name) as
    | { id: number }
    | undefined
  return row?.id ?? null
}

/**
 * The days of a scope, oldest first; days without a sync are not there, and neither are days on which it had nobody and was unknown.
 * Security rule: a number that is not as it was written is not shown. Test: test/main/store/mend-rows.test.ts.
 */
export function trendOf(store: Store, scope: number, { from, to }: Span): TrendPoint[] {
  const rows = store
    .prepare(
      `SELECT day + 0 AS day, users + 0 AS users, scored + 0 AS scored, sum + 0 AS sum, b0 + 0 AS b0, b1 + 0 AS b1, b2 + 0 AS b2,
         b3 + 0 AS b3, below + 0 AS below, ${wholeFlag(store, totals)}
       FROM totals WHERE scope = ? AND day BETWEEN ? AND ? ORDER BY day`,
    )
    .all(scope, from, to) as TotalsRow[]
  return wholeOnly(store, rows).map((row) => ({
    day: dayText(row.day),
    average: averageOf(row),
    users: row.users,
    withScore: row.scored,
    distribution: [row.b0, row.b1, row.b2, row.b3],
    below: row.below,
  }))
}

/** The days on which a sync was made. */
export const daysIn = (store: Store, { from, to }: Span): number[] =>
  (
    store.prepare('SELECT day + 0 AS day FROM days WHERE day BETWEEN ? AND ? ORDER BY day').all(from, to) as {
      day: number
    }[]
  ).map(({ day }) => day)

/** The numbers of all accounts that were the same person's, the newest first. */
export function linesOf(store: Store, identities: readonly string[]): number[] {
  const rows = store
    .prepare(
      `SELECT k + 0 AS k FROM people WHERE line IN
         (SELECT line FROM people WHERE identity IN (SELECT value FROM json_each(?))) ORDER BY k DESC`,
    )
    .all(JSON.stringify(identities)) as { k: number }[]
  return rows.map(({ k }) => k)
}

/** One account's score on each day on which it was there; NaN: none. */
function accountDays(store: Store, k: number, days: readonly number[]): Map<number, number> {
  const { block, at } = placeOf(k)
  const first = days[0]
  const last = days.at(-1)
  const found = new Map<number, number>()
  if (first === undefined || last === undefined) return found
  const rows = store
    .prepare(
      `SELECT day + 0 AS day, whole + 0 AS whole, CAST(data AS BLOB) AS data FROM states
       WHERE block = ? AND day <= ? AND day >= coalesce((SELECT max(day) FROM states WHERE block = ? AND day <= ? AND whole = 1), 0)
       ORDER BY day`,
    )
    .all(block, last, block, first) as { day: number; whole: number; data: unknown }[]
  let row = 0
  let set = 0
  let score = Number.NaN
  for (const day of days) {
    for (let next = rows[row]; next !== undefined && next.day <= day; next = rows[++row]) {
      const { data, whole } = next
      if (whole === 1) {
        set = 0
        score = Number.NaN
      }
      const change = intact(() => changeOf(bufferOf(data), at))
      if (change.set !== undefined) set = change.set
      if (change.score !== undefined) score = change.score
    }
    if (set !== 0) found.set(day, score)
  }
  return found
}

/** One person's days, under whichever accounts they had. */
export function personTrend(store: Store, accounts: readonly number[], span: Span): TrendPoint[] {
  const days = daysIn(store, span)
  const each = accounts.map((k) => accountDays(store, k, days))
  return days.flatMap((day) => {
    const score = each.map((found) => found.get(day)).find((value) => value !== undefined)
    if (score === undefined) return []
    const scored = !Number.isNaN(score)
    return [
      {
        day: dayText(day),
        // As everywhere: whole, or with one decimal.
        average: averageOf({ scored: scored ? 1 : 0, sum: scored ? Math.round(score * 1_000_000) : 0 }),
        users: 1,
        withScore: scored ? 1 : 0,
        distribution: [0, 0, 0, 0],
        below: scored && score < 50 ? 1 : 0,
      },
    ]
  })
}
