import { falling, rounded } from '../../../contract/scores/scores.ts'
import { dayAt, dayText } from '../../clock/calendar-day.ts'
import { withDamage } from '../../store/damage.ts'
import type { Store } from '../../store/open.ts'
import type { ScoreSession } from '../score-session.ts'
import { movesOf } from './compare-days.ts'
import { daysIn } from './trend.ts'

/** Whose score moved lately, from the first to the last day kept of the last 30. */
export interface RecentMoves {
  /** Null: fewer than two days were kept. */
  days: { from: string; to: string } | null
  /** How many have a score on both days. */
  people: number
  /** By the row in the directory, by how many points: rounded, as it is shown. Who did not move is left out. */
  byRow: ReadonlyMap<number, number>
}

/** The recent moves of an open tenant; its lists of people know them from then on. */
export type MovesOf = (of: ScoreSession, store: Store) => () => RecentMoves

/** Remembers for each open tenant, while it is open, what was worked out. `now`: the clock. */
export function createMovesOf(now: () => number): MovesOf {
  const bySession = new WeakMap<ScoreSession, { store: Store; moves: () => RecentMoves }>()
  return (of, store) => {
    const known = bySession.get(of)
    if (known?.store === store) return known.moves
    const { moves } = withDamage({ moves: createRecentMoves(store, () => dayAt(now(), of.record.timeZone)) }, () =>
      of.scores.damaged(),
    )
    bySession.set(of, { store, moves })
    of.directory.reads.mark({ moved: () => moves().byRow })
    return moves
  }
}

/** Works recent moves out when they are asked for, once for each state of the history. */
function createRecentMoves(store: Store, today: () => number): () => RecentMoves {
  let kept: { of: string; moves: RecentMoves } | null = null
  return () => {
    const now = today()
    const days = daysIn(store, { from: now - falling.days, to: now })
    const [from, to] = [days[0], days.at(-1)]
    if (from === undefined || to === undefined || from === to) return { days: null, people: 0, byRow: new Map() }
    const of = JSON.stringify([
      from,
      to,
      store.prepare('SELECT taken + 0 AS taken FROM days WHERE day IN (?, ?)').all(from, to),
    ])
    if (kept?.of !== of) kept = { of, moves: readMoves(store, from, to) }
    return kept.moves
  }
}

function readMoves(store: Store, from: number, to: number): RecentMoves {
  const all = movesOf(store, from, to)
  const moved = new Map(
    [...all].map(([k, change]) => [k, rounded(change)] as const).filter(([, change]) => change !== 0),
  )
  const rows = store
    .prepare('SELECT k + 0 AS k, n + 0 AS n FROM people WHERE n IS NOT NULL AND k IN (SELECT value FROM json_each(?))')
    .all(JSON.stringify([...moved.keys()])) as { k: number; n: number }[]
  return {
    days: { from: dayText(from), to: dayText(to) },
    people: all.size,
    byRow: new Map(rows.map(({ k, n }) => [n, moved.get(k) ?? 0])),
  }
}
