import type { AuditEvent } from '../../../../contract/calls/audit/audit.ts'
import type { JournalLine } from '../../../../contract/change.ts'
import { gapsBetween, type Stretch } from '../coverage.ts'

/** What Provost did: one change, from its intent to what is known to have become of it. */
export interface OwnAct {
  /** Line of its intent, or of its outcome where the intent is not at hand. */
  line: number
  time: string
  change: NonNullable<JournalLine['change']>
  /** Null: nothing is noted yet. */
  outcome: string | null
}

/** One thing on a line of time, newest first. */
export type TimelineItem =
  | { kind: 'event'; time: number; event: AuditEvent }
  | { kind: 'own'; time: number; act: OwnAct }
  /** What was not fetched; `open`: up to now. */
  | { kind: 'gap'; time: number; gap: Stretch; open: boolean }

/** Lines of the journal as acts, newest first: intent and outcomes of one row are one. */
export function ownActs(lines: readonly JournalLine[]): OwnAct[] {
  const acts = new Map<string, OwnAct>()
  for (const line of [...lines].sort((one, other) => one.seq - other.seq)) {
    const { kind, job, change, data } = line
    if (change === null || (kind !== 'intent' && kind !== 'outcome')) continue
    const key = JSON.stringify([job, data.row ?? line.seq])
    const outcome = kind === 'outcome' && typeof data.outcome === 'string' ? data.outcome : null
    const known = acts.get(key)
    // A row that waits again and is sent anew is one act of its newest intent.
    if (known === undefined || kind === 'intent') acts.set(key, { line: line.seq, time: line.time, change, outcome })
    else known.outcome = outcome ?? known.outcome
  }
  return [...acts.values()].sort((one, other) => other.line - one.line)
}

/** A part of a list, newest first; `more`: older ones are not in it. */
interface Part<T> {
  rows: readonly T[]
  more: boolean
}

/**
 * LastPass' events and Provost's own acts as one line of time, with what was not fetched between them. It ends where the first of
 * both lists ends, so that nothing seems absent that is only further down. Pure.
 */
export function timelineItems(
  events: Part<AuditEvent>,
  acts: Part<OwnAct>,
  { covered, now }: { covered: readonly Stretch[]; now: number },
): TimelineItem[] {
  const timed = [
    ...events.rows.map((event): TimelineItem => ({ kind: 'event', time: Date.parse(event.time), event })),
    ...withoutJoined(events.rows, acts.rows).map(
      (act): TimelineItem => ({ kind: 'own', time: Date.parse(act.time), act }),
    ),
  ]
  const ends = [
    ...(events.more ? [Date.parse(events.rows.at(-1)?.time ?? '')] : []),
    ...(acts.more ? [Date.parse(acts.rows.at(-1)?.time ?? '')] : []),
  ].filter(Number.isFinite)
  const end = ends.length === 0 ? Number.NEGATIVE_INFINITY : Math.max(...ends)
  const shown = timed.filter(({ time }) => time >= end)
  const first = Number.isFinite(end) ? end : Math.min(covered[0]?.from ?? now, ...shown.map(({ time }) => time))
  const gaps = covered.length === 0 ? [] : gapsBetween(covered, { from: first, to: now })
  return [...shown, ...gaps.map((gap): TimelineItem => ({ kind: 'gap', time: gap.to, gap, open: gap.to >= now }))].sort(
    (one, other) => other.time - one.time || rank[other.kind] - rank[one.kind],
  )
}

const rank = { gap: 2, event: 1, own: 0 } as const

/** Acts that no event among these tells of already. */
function withoutJoined(events: readonly AuditEvent[], acts: readonly OwnAct[]): OwnAct[] {
  const joined = new Set(events.flatMap(({ recorded }) => (recorded ? [recorded.line] : [])))
  return acts.filter(({ line }) => !joined.has(line))
}
