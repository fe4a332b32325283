import type { NewEvent } from '../../../src/main/audit/archive/leaves/event-batch.ts'

export const key = Buffer.alloc(32, 9).toString('hex')
export const start = Date.parse('2026-03-01T00:00:00Z') / 1000
export const minutes = 400
/** Events of one leaf. */
export const leafSize = 1500

/** What happened in a minute: always the same, with twins. */
export const eventsOfMinute = (minute: number): NewEvent[] =>
  Array.from({ length: 50 }, (_, n) => ({
    time: start + minute * 60 + Math.floor(n / 4) * 3,
    username: `p${n % 2}@example.com`,
    ip: '192.0.2.1',
    action: 'Log in',
    data: `minute ${minute}`,
    skipped: false,
  }))
