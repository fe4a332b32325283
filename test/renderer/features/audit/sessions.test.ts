import { describe, expect, test } from 'vitest'
import type { AuditEvent } from '../../../../src/contract/calls/audit/audit.ts'
import { sessionPause, sessionsOf } from '../../../../src/renderer/features/audit/sessions.ts'
import { fc } from '../../../harness/properties.ts'

const event = (minutes: number, username: string, ip: string, client?: string): AuditEvent => ({
  time: new Date(Date.parse('2026-11-20T12:00:00Z') + minutes * 60_000).toISOString(),
  username,
  ip,
  action: client === undefined ? 'Site changed' : 'Log in',
  category: 'login',
  data: '',
  ambiguous: false,
  local: '',
  parsed: client === undefined ? {} : { client },
})
const timeOf = ({ time }: AuditEvent) => Date.parse(time)

describe('sessions', () => {
  test('hold what came from one address, in whatever way it was written', () => {
    const written = ['192.0.2.1', '192.0.2.1:5511', '::ffff:192.0.2.1', ' 192.0.2.1 ']
    const events = written.map((ip, at) => ({
      ...event(-at, 'ada@example.com', ip),
      ...(at === 1 || at === 2 ? { address: '192.0.2.1' } : {}),
    }))
    expect(sessionsOf(events)).toMatchObject([{ ip: '192.0.2.1', events }])
  })

  test('hold each event once, in order; a pause, an address, a person or a client begins another', () => {
    const some = fc.array(
      fc.tuple(
        fc.integer({ min: 0, max: 300 }),
        fc.constantFrom('ada@example.com', 'Ada@example.com', 'bob@example.com', ''),
        fc.constantFrom('192.0.2.1', '2001:db8::1'),
        fc.option(fc.constantFrom('Website', 'Chrome'), { nil: undefined }),
      ),
      { maxLength: 60 },
    )
    fc.assert(
      fc.property(some, (given) => {
        const events = given.map(([at, who, ip, client]) => event(at, who, ip, client))
        events.sort((one, other) => timeOf(other) - timeOf(one))
        const sessions = sessionsOf(events)
        const found = sessions.flatMap((session) => session.events)
        expect(found).toHaveLength(events.length)
        expect(new Set(found)).toEqual(new Set(events))
        for (const { events: own, client } of sessions) {
          expect(new Set(own.map(({ username, ip }) => `${username.toLowerCase()} ${ip}`)).size).toBe(1)
          expect(new Set(own.flatMap(({ parsed }) => parsed.client ?? [])).size).toBeLessThanOrEqual(1)
          expect(client).toBe(own.find(({ parsed }) => parsed.client !== undefined)?.parsed.client ?? null)
          own.slice(1).forEach((one, at) => {
            const pause = timeOf(own[at] as AuditEvent) - timeOf(one)
            expect(pause).toBeGreaterThanOrEqual(0)
            expect(pause).toBeLessThanOrEqual(sessionPause)
          })
        }
        const firsts = sessions.map(({ events: own }) => timeOf(own[0] as AuditEvent))
        expect(firsts).toEqual([...firsts].sort((one, other) => other - one))
      }),
    )
  })

  test('are not cut where nothing divides them', () => {
    const events = [50, 40, 31, 2].map((at) => event(at, 'ada@example.com', '192.0.2.1'))
    expect(sessionsOf(events)).toHaveLength(1)
    expect(sessionsOf([...events, event(-29, 'ada@example.com', '192.0.2.1')])).toHaveLength(2)
  })
})
