import { meaningOf } from '../../contract/audit/action-names.ts'
import type { AuditEvent, AuditFilter } from '../../contract/calls/audit/audit.ts'
import { Refusal } from '../../contract/failure.ts'
import type { ThreadCalls } from '../threads/thread-calls.ts'
import { type ActionKind, kindOfAction } from './findings/action-kinds.ts'
import type { AuditOperations } from './protocol.ts'
import type { RowPlace } from './query/questions.ts'

/** What the archive tells other rooms of somebody who leaves. */
export interface AuditHistory {
  /** What one person did in their last 90 days; null: no events were ever fetched. */
  lastDaysOf(username: string, signal: AbortSignal): Promise<readonly AuditEvent[] | null>
  /**
   * What each of these people did after a moment of theirs, by lower-case name: the newest login, and the newest use of the API that is
   * not Provost's, whoever it was. `until`: up to when all events since then are at hand; null: not all of them are.
   */
  activitySince(
    people: readonly { username: string; since: string }[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, ActivitySince>>
  /** Whose passwords were changed, by whom and when, newest first; null: no events were ever fetched. */
  passwordChanges(signal: AbortSignal): Promise<readonly AuditEvent[] | null>
}

interface ActivitySince {
  until: string | null
  login: { time: string; action: string; ip: string; data: string } | null
  api: { time: string; action: string; label: string } | null
}

const daysMs = 90 * 86_400_000
const slice = 2000
/** As many names as one filter takes. */
const mostNames = 500
/** What shows that somebody got in. */
const logins: ReadonlySet<ActionKind> = new Set(['login', 'console'])
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
    async activitySince(people, signal) {
      const found = new Map<string, ActivitySince>()
      if (people.length === 0) return found
      const { thread: asked } = await ready()
      const { known } = await asked.ask('coverage', {})
      const from = people.map(({ since }) => since).toSorted()[0]
      const usernames = people.map(({ username }) => username)
      const actions = (await asked.ask('actions', {}))
        .map(({ action }) => action)
        .filter((action) => logins.has(kindOfAction(action)))
      const events: AuditEvent[] = []
      for (let at = 0; at < usernames.length && actions.length > 0; at += mostNames)
        events.push(...(await all(asked, { usernames: usernames.slice(at, at + mostNames), actions, from }, signal)))
      // Newest first: the first that is met is the newest.
      const { rows: calls } = await asked.ask('rows', { filter: { callers: 'foreign', from }, from: null, limit: 1 })
      const [call] = calls
      for (const { username, since } of people) {
        const key = username.toLowerCase()
        const second = Math.floor(Date.parse(since) / 1000)
        const span = known.find(({ first, last }) => first <= second && last > second)
        const login = events.find((event) => event.username.toLowerCase() === key && event.time > since)
        found.set(key, {
          until: span === undefined || events.length >= most ? null : new Date(span.last * 1000).toISOString(),
          login: login ? { time: login.time, action: login.action, ip: login.ip, data: login.data } : null,
          api:
            call !== undefined && call.time > since
              ? { time: call.time, action: call.action, label: call.parsed.label ?? '' }
              : null,
        })
      }
      return found
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
