import type { AuditEvent } from '../../../contract/calls/audit/audit.ts'
import type { Session } from '../../tenants/session.ts'
import { joinJournal } from './join-journal.ts'

/** Lines of one answer's time that are looked at; with more, events beyond them are joined by nothing. */
const most = 20_000
/** Milliseconds around the events in which their lines may lie: as far as two clocks may differ, and no job sends for longer. */
const around = 15 * 60_000

/** Events with the line of the journal that each of them tells of. */
export function withRecorded(events: AuditEvent[], { changes }: Pick<Session, 'changes'>): AuditEvent[] {
  const times = events.map(({ time }) => Date.parse(time))
  if (times.length === 0) return events
  const intents = changes.journal.between({
    from: new Date(Math.min(...times) - around).toISOString(),
    to: new Date(Math.max(...times) + around).toISOString(),
    kind: 'intent',
    limit: most,
  })
  if (intents.length === 0) return events.map((event) => ({ ...event, recorded: null }))
  const joined = joinJournal(events, intents)
  return events.map((event, at) => ({ ...event, recorded: joined[at] ?? null }))
}
