import type { AuditEvent } from '../../../contract/calls/audit/audit.ts'
import { addressOf } from './event-words.ts'

/** What one person did from one address and client without a long pause. */
export interface EventSession {
  /** Newest first, as they came. */
  events: AuditEvent[]
  username: string
  ip: string
  /** Null: no event of it told one. */
  client: string | null
}

/** Half an hour in milliseconds: a longer pause begins another session. */
export const sessionPause = 30 * 60_000

/**
 * Gathers events, newest first, into sessions, those with the newest event first. Only a login tells its client: a login by another
 * one begins another session. Pure.
 */
export function sessionsOf(events: readonly AuditEvent[], pause = sessionPause): EventSession[] {
  const sessions: EventSession[] = []
  const open = new Map<string, { session: EventSession; oldest: number }>()
  for (const event of events) {
    const key = JSON.stringify([event.username.trim().toLowerCase(), event.parsed.label ?? '', addressOf(event)])
    const time = Date.parse(event.time)
    const known = open.get(key)
    const client = event.parsed.client ?? null
    const fits =
      known !== undefined &&
      known.oldest - time <= pause &&
      (client === null || known.session.client === null || known.session.client === client)
    if (!fits) {
      const session = { events: [event], username: event.username, ip: addressOf(event), client }
      sessions.push(session)
      open.set(key, { session, oldest: time })
      continue
    }
    known.session.events.push(event)
    known.session.client ??= client
    known.oldest = Math.min(known.oldest, time)
  }
  return sessions
}

/** What was done in a session, most often first: "opened a site 9 times". */
export function sessionCounts(
  events: readonly AuditEvent[],
  wordsOf: (event: AuditEvent) => string,
): [string, number][] {
  const counts = new Map<string, number>()
  for (const event of events) counts.set(wordsOf(event), (counts.get(wordsOf(event)) ?? 0) + 1)
  return [...counts].sort((one, other) => other[1] - one[1])
}
