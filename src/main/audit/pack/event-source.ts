import type { EventControl } from '../../../contract/audit/audit.ts'
import type { AuditEvent } from '../../../contract/calls/audit/audit.ts'
import { Refusal } from '../../../contract/failure.ts'
import type { ThreadCalls } from '../../threads/thread-calls.ts'
import { cellsOf, columns } from '../export-events.ts'
import { gapsIn, withoutRemoved } from '../fetch/coverage.ts'
import type { AuditOperations } from '../protocol.ts'
import type { RowPlace } from '../query/questions.ts'
import { concerns, mayConcern } from './control-actions.ts'
import type { PackSource } from './pack-source.ts'

const slice = 2000
const secondOf = (instant: string): number => Math.floor(Date.parse(instant) / 1000)
const iso = (seconds: number): string => new Date(seconds * 1000).toISOString()
const spanOf = ({ first, last }: { first: number; last: number }) => ({ from: iso(first), to: iso(last) })
const number = (value: number): string => value.toLocaleString('en-US')

/** The events of a span that concern a control, newest first, and which of the span were fetched. */
export async function eventSource(
  thread: ThreadCalls<AuditOperations>,
  { from, to, control, timeZone }: { from: string; to: string; control: EventControl; timeZone: string },
  signal: AbortSignal,
): Promise<PackSource> {
  const actions = (await thread.ask('actions', {}))
    .filter(({ action, category }) => mayConcern(control, action, category))
    .map(({ action }) => action)
  const coverage = await thread.ask('coverage', {})
  const { retention } = await thread.ask('choices', {})
  const missing = gapsIn(coverage.known, secondOf(from), secondOf(to))
  const clipped = withoutRemoved(missing, retention.removedBefore)
  const gaps = clipped.gaps.map(spanOf)
  const removedBefore = clipped.removedBefore === null ? null : iso(clipped.removedBefore)
  const filter = { from, to, actions }
  return {
    unit: 'event',
    head: columns,
    async walk(each) {
      let place: RowPlace | null = null
      do {
        if (signal.aborted) throw new Refusal('cancelled', 'The pack was cancelled. No file was written.')
        const { rows, next }: { rows: AuditEvent[]; next: RowPlace | null } = await thread.ask('rows', {
          filter,
          from: place,
          limit: slice,
        })
        for (const event of rows)
          if (concerns(control, event)) await each({ json: JSON.stringify(event), cells: cellsOf(event) })
        place = next
      } while (place !== null)
    },
    printed(json) {
      const { time, username, ip, action, data } = JSON.parse(json) as AuditEvent
      return [
        `${time}  ${username === '' ? '(names nobody)' : username}  ${ip}`,
        `    ${action}: ${data.slice(0, 500)}`,
      ]
    },
    coverage: {
      fetched: coverage.known.map((span) => ({ ...spanOf(span), fetchedAt: iso(span.fetched) })),
      notFetched: gaps,
      removedBefore,
      answeredEmpty: coverage.unknown.map(spanOf),
    },
    coverageLines: coverageLines({ gaps, removedBefore, timeZone }),
    facts: { gaps, removedBefore },
    reviews: null,
  }
}

function coverageLines({
  gaps,
  removedBefore,
  timeZone,
}: {
  gaps: readonly { from: string; to: string }[]
  /** Events from before were removed, as an admin chose; null: none of the span were. */
  removedBefore: string | null
  timeZone: string
}): string[] {
  return [
    `LastPass' times were read as ${timeZone}.`,
    ...(removedBefore === null
      ? []
      : [
          `Events from before ${removedBefore} were removed from the archive, as its retention says. Nothing can be said of them.`,
        ]),
    ...(gaps.length === 0
      ? [`All of the span${removedBefore === null ? '' : ' from then on'} was fetched from LastPass.`]
      : [
          'These spans were NOT fetched from LastPass, or it may not have kept them. Nothing can be said of them:',
          ...gaps.slice(0, 200).map((gap) => `  ${gap.from} to ${gap.to}`),
          ...(gaps.length > 200 ? [`  and ${number(gaps.length - 200)} more; coverage.json has them all`] : []),
        ]),
  ]
}
