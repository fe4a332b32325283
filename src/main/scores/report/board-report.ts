import type { ScoreSummary } from '../../../contract/calls/scores.ts'
import type { Output } from '../../../contract/calls.ts'
import type { ChangeKind, JournalLine } from '../../../contract/change.ts'
import { dayAt, dayText } from '../../clock/calendar-day.ts'
import type { TrendPoint } from '../history/trend.ts'
import type { ScoreReads } from '../score-reads.ts'
import type { ScopeOf } from '../told-scores.ts'

/** What a report for a board says; every number is one of the screens'. */
export interface BoardReport {
  tenant: string
  /** Days of the account's calendar, as texts. */
  made: string
  asOf: string | null
  scope: ScopeOf
  /** Days as texts; null: no day of the period was kept. */
  first: string | null
  last: string | null
  summary: ScoreSummary
  trend: readonly TrendPoint[]
  change: Output<'scores.change'>
  departments: Pick<Output<'scores.scopes'>, 'rows' | 'since'>
  target: { value: number; by: string } | null
  /** Changes of the period whose outcome is confirmed, by kind. */
  done: readonly { kind: ChangeKind; count: number }[]
}

/** The most departments that a page has room for. */
const mostRows = 15

export interface ReportOptions {
  reads: ScoreReads
  tenant: string
  now: number
  scope: ScopeOf
  span: { from: number; to: number }
  target: BoardReport['target']
  /** A page of the journal, newest first. */
  journal: (range: { offset: number; limit: number }) => { rows: JournalLine[]; total: number }
  /** The zone whose calendar the days are of. */
  zone: string
}

/** Gathers what a report says of a period, from the same functions as the screens. Yields now and then. */
export function* boardReport(options: ReportOptions): Generator<void, BoardReport> {
  const { reads, tenant, now, scope, span, target, zone } = options
  const trend = reads.trend(scope, span).points
  yield
  const summary = reads.summary(scope)
  yield
  const change = reads.change(scope, { ...span, movers: 5 })
  yield
  const { rows, since } = scope.kind === 'all' ? reads.scopes('department', span) : { rows: [], since: null }
  return {
    tenant,
    made: dayText(dayAt(now, zone)),
    asOf: summary.asOf === null ? null : dayText(dayAt(Date.parse(summary.asOf), zone)),
    scope,
    first: trend[0]?.day ?? null,
    last: trend.at(-1)?.day ?? null,
    summary,
    trend,
    change,
    departments: { rows: rows.slice(0, mostRows), since },
    target,
    done: yield* doneIn(options),
  }
}

/** What was sent in the period and confirmed, by kind. */
function* doneIn({ journal, span, zone }: ReportOptions): Generator<void, BoardReport['done']> {
  const counts = new Map<ChangeKind, number>()
  const limit = 500
  for (let offset = 0; ; offset += limit) {
    const { rows, total } = journal({ offset, limit })
    for (const { kind, time, change, data } of rows) {
      if (kind !== 'outcome' || change === null || data.outcome !== 'confirmed') continue
      const day = dayAt(Date.parse(time), zone)
      if (day < span.from || day > span.to) continue
      counts.set(change.kind, (counts.get(change.kind) ?? 0) + 1)
    }
    const last = rows.at(-1)
    // Lines stand in the order of their times, but for a clock that was set back: a day more is looked at.
    if (last === undefined || offset + limit >= total || dayAt(Date.parse(last.time), zone) < span.from - 1) break
    yield
  }
  return [...counts].map(([kind, count]) => ({ kind, count })).sort((a, b) => b.count - a.count)
}
