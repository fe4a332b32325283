import type { AuditEvent, AuditFilter } from '../../contract/calls/audit/audit.ts'
import { Refusal } from '../../contract/failure.ts'
import type { ThreadCalls } from '../threads/thread-calls.ts'
import { meaningOf } from './events/action-names.ts'
import type { AuditOperations, RowPlace } from './protocol.ts'

/** What the archive tells other rooms of somebody who leaves. */
export interface AuditHistory {
  /** What one person did in their last 90 days; null: no events were ever fetched. */
  lastDaysOf(username: string, signal: AbortSignal): Promise<readonly AuditEvent[] | null>
  /** Whose passwords were changed, by whom and when, newest first; null: no events were ever fetched. */
  passwordChanges(signal: AbortSignal): Promise<readonly AuditEvent[] | null>
}

const daysMs = 90 * 86_400_000
const slice = 2000
/** 50,000 events: more nobody does in 90 days, and no company changes in a year. */
const most = 50_000

export function createHistory(ready: () => Promise<{ thread: ThreadCalls<AuditOperations> }>): AuditHistory {
  async function thread(): Promise<ThreadCalls<AuditOperations> | null> {
    const { thread: asked } = await ready()
    return (await asked.ask('status', {})).events === 0 ? null : asked
  }
  async function all(asked: ThreadCalls<AuditOperations>, filter: AuditFilter, signal: AbortSignal) {
    const events: AuditEvent[] = []
    let from: RowPlace | null = null
    do {
      if (signal.aborted) throw new Refusal('cancelled', 'It was cancelled. Nothing was changed.')
      const { rows, next }: { rows: AuditEvent[]; next: RowPlace | null } = await asked.ask('rows', {
        filter,
        from,
        limit: slice,
      })
      events.push(...rows)
      from = next
    } while (from !== null && events.length < most)
    return events
  }
  return {
    async lastDaysOf(username, signal) {
      const asked = await thread()
      if (asked === null) return null
      const [newest] = (await asked.ask('rows', { filter: { username }, from: null, limit: 1 })).rows
      if (newest === undefined) return []
      const from = new Date(Date.parse(newest.time) - daysMs).toISOString()
      return all(asked, { username, from }, signal)
    },
    async passwordChanges(signal) {
      const asked = await thread()
      if (asked === null) return null
      const actions = (await asked.ask('actions', {}))
        .map(({ action }) => action)
        .filter((action) => meaningOf(action) === 'password changed')
      return actions.length === 0 ? [] : all(asked, { actions }, signal)
    },
  }
}
