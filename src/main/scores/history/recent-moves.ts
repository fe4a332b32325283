import { falling, rounded } from '../../../contract/scores/scores.ts'
import { dayAt, dayText } from '../../clock/calendar-day.ts'
import { atOnce, inSlices } from '../../cooperative/slices.ts'
import { withDamage } from '../../store/damage.ts'
import type { Store } from '../../store/store.ts'
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

/** Recent moves as they are asked for. */
interface Moves {
  /** Works them out in slices, where they are not known yet. */
  ready(): Promise<RecentMoves>
  /** At once: for lists that are asked for by them before anything else was. */
  now(): RecentMoves
}

/** The recent moves of an open tenant; its lists of people know them from then on. */
export type MovesOf = (of: ScoreSession, store: Store) => Moves['ready']

/** Remembers for each open tenant, while it is open, what was worked out. `now`: the clock. */
export function createMovesOf(now: () => number): MovesOf {
  const bySession = new WeakMap<ScoreSession, { store: Store; moves: Moves }>()
  return (of, store) => {
    const known = bySession.get(of)
    if (known?.store === store) return known.moves.ready
    const moves = withDamage(
      createRecentMoves(store, () => dayAt(now(), of.record.timeZone)),
      of.scores.damaged,
    )
    bySession.set(of, { store, moves })
    of.directory.reads.mark({ moved: () => moves.now().byRow })
    return moves.ready
  }
}

/** Works recent moves out when they are asked for, once for each state of the history. */
function createRecentMoves(store: Store, today: () => number): Moves {
  let kept: { of: string; moves: RecentMoves } | null = null
  let working: { of: string; moves: Promise<RecentMoves> } | null = null

  /** The two days that are compared, and what stands for their state; null: there are none. */
  function asked(): { from: number; to: number; of: string } | null {
    const now = today()
    const days = daysIn(store, { from: now - falling.days, to: now })
    const [from, to] = [days[0], days.at(-1)]
    if (from === undefined || to === undefined || from === to) return null
    const taken = store.prepare('SELECT taken + 0 AS taken FROM days WHERE day IN (?, ?)').all(from, to)
    return { from, to, of: JSON.stringify([from, to, taken]) }
  }
  const keep = (of: string, moves: RecentMoves): RecentMoves => {
    kept = { of, moves }
    return moves
  }
  return {
    async ready() {
      const wanted = asked()
      if (wanted === null) return none
      const { of, from, to } = wanted
      if (kept?.of === of) return kept.moves
      if (working?.of !== of)
        working = {
          of,
          moves: inSlices(readMoves(store, from, to))
            .then((moves) => keep(of, moves))
            .finally(() => {
              if (working?.of === of) working = null
            }),
        }
      return working.moves
    },
    now() {
      const wanted = asked()
      if (wanted === null) return none
      const { of, from, to } = wanted
      return kept?.of === of ? kept.moves : keep(of, atOnce(readMoves(store, from, to)))
    },
  }
}

const none: RecentMoves = { days: null, people: 0, byRow: new Map() }
/** So many people are asked for at once. */
const rowsAtOnce = 2000

function* readMoves(store: Store, from: number, to: number): Generator<void, RecentMoves> {
  const all = yield* movesOf(store, from, to)
  const moved: [number, number][] = []
  for (const [k, change] of all) {
    if (rounded(change) !== 0) moved.push([k, rounded(change)])
    if (moved.length % 4096 === 0) yield
  }
  const byRow = new Map<number, number>()
  const rowsOf = store.prepare(
    'SELECT k + 0 AS k, n + 0 AS n FROM people WHERE n IS NOT NULL AND k IN (SELECT value FROM json_each(?))',
  )
  for (let at = 0; at < moved.length; at += rowsAtOnce) {
    const part = new Map(moved.slice(at, at + rowsAtOnce))
    for (const { k, n } of rowsOf.all(JSON.stringify([...part.keys()])) as { k: number; n: number }[])
      byRow.set(n, part.get(k) ?? 0)
    yield
  }
  return { days: { from: dayText(from), to: dayText(to) }, people: all.size, byRow }
}
