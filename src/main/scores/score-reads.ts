import type { ScoreSummary } from '../../contract/calls/scores.ts'
import type { Output } from '../../contract/calls.ts'
import { Refusal } from '../../contract/failure.ts'
import { rounded } from '../../contract/scores/scores.ts'
import { dayNumber, dayText } from '../clock/calendar-day.ts'
import type { Directory } from '../directory/directory.ts'
import type { Store } from '../store/store.ts'
import { pairsOf } from './history/compare-days.ts'
import { departmentAttribute, departmentsOf, groupsOf } from './history/departments.ts'
import { daysIn, linesOf, personTrend, scopeNumber, type TrendPoint, trendOf } from './history/trend.ts'
import { joinedDays, sourcesOf } from './joined/joined-sources.ts'
import { explain, type Pair } from './numbers/explain.ts'
import { liftsOf } from './numbers/lift.ts'
import { scoredOf, summaryOf, tallyOf } from './numbers/summary.ts'
import { averageOf } from './numbers/tally.ts'
import { readScoreSettings } from './settings.ts'
import type { ScopeOf } from './told-scores.ts'

interface Span {
  from: number
  to: number
}

/** The newest days of a line, at most 5,000, and where those came from that another workstation kept. */
type Line = Required<Pick<Output<'scores.trend'>, 'joined'>> & { points: (TrendPoint & { joined?: true })[] }

/** Everything that is read of scores: from the column index what is so now, from the history what was. Days are numbers. */
export interface ScoreReads {
  summary(scope: ScopeOf): ScoreSummary
  trend(scope: ScopeOf, span: Span): Line
  personTrend(username: string, span: Span): Line
  scopes(kind: 'department' | 'group', span: Span): Output<'scores.scopes'>
  change(scope: ScopeOf, asked: Span & { movers: number }): Output<'scores.change'>
  lift(scope: ScopeOf, asked: { goal: number; most: number }): Output<'scores.lift'>
  /** The members of a scope now, by position. @throws Refusal `not-found` */
  members(scope: ScopeOf): Iterable<number>
}

export function createScoreReads(options: {
  store: Store
  directory: Directory
  now: () => number
  today: number
}): ScoreReads {
  const { store, directory, now, today } = options
  const { reads } = directory
  const columns = () => reads.columns()

  function listOf({ kind, name }: ScopeOf): Uint32Array | null {
    const lists = kind === 'group' ? groupsOf(columns(), reads.names()) : departmentsOf(columns(), reads.names())
    return lists.find((list) => list.name === name)?.members ?? null
  }
  function members(scope: ScopeOf): Iterable<number> {
    if (scope.kind === 'all') return columns().n.keys()
    const found = listOf(scope)
    if (found !== null) return found
    // One that is no more has its past.
    if (scopeNumber(store, scope.kind, scope.name) !== null) return []
    throw new Refusal(
      'not-found',
      `No ${scope.kind} has this name in the data at hand. It may have been renamed or deleted; refresh to see.`,
    )
  }
  const numberOf = (scope: ScopeOf): number | null => {
    const found = scopeNumber(store, scope.kind, scope.name)
    if (found === null && scope.kind !== 'all') members(scope)
    return found
  }

  /** The accounts that a user name stands for, the gone among them. */
  function identitiesOf(username: string): string[] {
    const found = [...reads.positionsOf([username]).values()].flat()
    return found.flatMap(({ user }) => (user.id === null ? [] : [user.id]))
  }

  return {
    members,
    summary: (scope) => ({
      ...summaryOf(columns(), reads.names(), members(scope), {
        now: now(),
        threshold: readScoreSettings(store).threshold,
      }),
      asOf: directory.meta()?.asOf ?? null,
    }),
    lift(scope, { goal, most }) {
      const lifts = liftsOf(scoredOf(columns(), members(scope)), goal, most)
      const people = new Map(reads.at(lifts.first.map(({ at }) => at)).map(({ at, user }) => [at, user]))
      return {
        ...lifts,
        goal,
        first: lifts.first.flatMap(({ at, score, lift }) => {
          const user = people.get(at)
          return user === undefined ? [] : [{ username: user.username, fullname: user.fullname, score, lift }]
        }),
      }
    },
    trend(scope, span) {
      const number = numberOf(scope)
      return lineOf(number === null ? [] : trendOf(store, number, span), span)
    },
    personTrend(username, span) {
      const identities = identitiesOf(username)
      if (identities.length === 0)
        throw new Refusal(
          'not-found',
          'Nobody has this address in the data at hand. Refresh to see who LastPass has now.',
        )
      return lineOf(personTrend(store, linesOf(store, identities), span), span)
    },
    scopes(kind, span) {
      const { threshold } = readScoreSettings(store)
      const names = reads.names()
      const lists = kind === 'group' ? groupsOf(columns(), names) : departmentsOf(columns(), names)
      const first = daysIn(store, span).find((day) => day < today)
      const inAny = new Uint8Array(columns().n.length)
      const rows = lists.map(({ name, members: list }) => {
        for (const at of list) inAny[at] = 1
        const tally = tallyOf(columns(), list, threshold)
        const number = first === undefined ? null : scopeNumber(store, kind, name)
        const before =
          number === null || first === undefined
            ? null
            : (trendOf(store, number, { from: first, to: first })[0]?.average ?? null)
        const average = averageOf(tally)
        return {
          name,
          users: tally.users,
          withScore: tally.scored,
          average,
          below: tally.below,
          distribution: tally.bands,
          before,
          change: average === null || before === null ? null : rounded(average - before),
        }
      })
      const outside = [...columns().n.keys()].filter((at) => inAny[at] === 0)
      return {
        rows: rows
          .sort((a, b) => (a.average ?? 1000) - (b.average ?? 1000) || (a.name < b.name ? -1 : 1))
          .slice(0, 10_000),
        without: tallyOf(columns(), outside, threshold).users,
        since: first === undefined ? null : dayText(first),
        attribute: kind === 'group' ? null : (departmentAttribute(names)?.name ?? null),
      }
    },
    change(scope, { from, to, movers }) {
      const days = daysIn(store, { from, to })
      const [first, last] = [days[0], days.at(-1)]
      const number = scope.kind === 'all' ? 'all' : numberOf(scope)
      const known = first !== undefined && last !== undefined && first !== last && number !== null
      const pairs = known ? pairsOf(store, number, first, last) : []
      return {
        from: known ? dayText(first) : null,
        to: known ? dayText(last) : null,
        ...explain(pairs),
        ...moversIn(pairs, movers),
      }
    },
  }

  function lineOf(points: readonly TrendPoint[], span: Span): Line {
    const elsewhere = joinedDays(store, span)
    const shown = points.slice(-5000)
    if (elsewhere.size === 0) return { points: shown, joined: [] }
    const mine = new Map(
      shown.flatMap(({ day }) => {
        const source = elsewhere.get(dayNumber(day))
        return source === undefined ? [] : [[dayNumber(day), source] as const]
      }),
    )
    return {
      points: shown.map((point) => (mine.has(dayNumber(point.day)) ? { ...point, joined: true } : point)),
      joined: sourcesOf(store, mine),
    }
  }

  function moversIn(pairs: readonly Pair[], most: number): Pick<Output<'scores.change'>, 'up' | 'down'> {
    if (most === 0) return { up: [], down: [] }
    const moved = pairs
      .map(({ k, before = Number.NaN, after = Number.NaN }) => ({ k, before, after, change: after - before }))
      .filter(({ change }) => !Number.isNaN(change) && change !== 0)
      .sort((a, b) => b.change - a.change || a.k - b.k)
    const named = (list: typeof moved) => {
      const rows = list.map(({ k }) => k)
      const known = new Map(
        (
          store
            .prepare(
              'SELECT k + 0 AS k, n + 0 AS n FROM people WHERE n IS NOT NULL AND k IN (SELECT value FROM json_each(?))',
            )
            .all(JSON.stringify(rows)) as { k: number; n: number }[]
        ).map(({ k, n }) => [k, n]),
      )
      const all = columns().n
      return list.flatMap(({ k, before, after, change }) => {
        const n = known.get(k)
        const at = n === undefined ? -1 : all.indexOf(n)
        const user = at === -1 ? undefined : reads.at([at])[0]?.user
        if (user === undefined) return []
        return [
          {
            username: user.username,
            fullname: user.fullname,
            department: departmentAt(at),
            before,
            after,
            change: rounded(change),
          },
        ]
      })
    }
    return {
      up: named(moved.filter(({ change }) => change > 0).slice(0, most)),
      down: named(
        moved
          .filter(({ change }) => change < 0)
          .reverse()
          .slice(0, most),
      ),
    }
  }

  function departmentAt(at: number): string {
    return departmentsOf(columns(), reads.names()).find(({ members: list }) => list.includes(at))?.name ?? ''
  }
}
