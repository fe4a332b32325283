import { eventKey } from '../../../src/main/audit/outgoing/event-key.ts'
import { type EventLine, lineOf } from '../../../src/main/streams/event-line.ts'

export const account = { number: '1234', company: 'Example GmbH', timeZone: 'US/Eastern' }

/** An event as it goes out, with parts that a test gives. */
export function lineWith(
  parts: { data?: string; username?: string; action?: string; ip?: string; twin?: number } = {},
): EventLine {
  const event = {
    time: '2026-11-20T12:00:00.000Z',
    local: '2026-11-20 07:00:00',
    username: parts.username ?? 'ada@example.com',
    ip: parts.ip ?? '192.0.2.1',
    action: parts.action ?? 'Log in',
    category: 'login' as const,
    data: parts.data ?? 'LastPass via Website',
    ambiguous: false,
    parsed: {},
  }
  const twin = parts.twin ?? 1
  return lineOf({ key: eventKey(account.number, event, twin), twin, event }, account)
}

export const never = new AbortController().signal
