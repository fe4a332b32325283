import { describe, expect, it } from 'vitest'
import { formatWall } from '../../../src/main/demo/clock.ts'
import { fc } from '../../harness/properties.ts'
import { ask, company, type Event, eventsOf, everybody, type Report, walk } from './ask.ts'

describe('reporting', () => {
  it('numbers events from the newest, with five texts each', () => {
    const service = company()
    const report = ask<Report>(service, 'reporting', {
      from: '2026-03-01 00:00:00',
      to: '2026-03-14 00:00:00',
      user: 'allusers',
      search: '',
      admin: 0,
    })
    const events = eventsOf(report)
    expect([report.status, report.next]).toEqual(['OK', null])
    expect(Object.keys(report.data)).toEqual(events.map((_, at) => `Event${at + 1}`))
    for (const event of events) {
      expect(Object.keys(event)).toEqual(['Time', 'Username', 'IP_Address', 'Action', 'Data'])
      expect(event.Time >= '2026-03-01 00:00:00' && event.Time <= '2026-03-14 00:00:00').toBe(true)
      expect(event.IP_Address).toMatch(/^(192\.0\.2|198\.51\.100|203\.0\.113)\.\d+$/)
    }
    expect(events.map(({ Time }) => Time)).toEqual(
      events
        .map(({ Time }) => Time)
        .sort()
        .reverse(),
    )
  })

  it('writes an empty map as a list', () => {
    const report = ask(company(), 'reporting', { from: '2019-01-01 00:00:00', to: '2019-02-01 00:00:00' })
    expect(report).toEqual({ status: 'OK', next: null, data: [] })
  })

  it('refuses a user that is none, and dates that are none', () => {
    const service = company()
    const refused = { status: 'FAIL', error: 'Please select a valid user.' }
    expect(ask(service, 'reporting', { user: 'api' })).toEqual(refused)
    expect(ask(service, 'reporting', { user: 'ghost@example.com' })).toEqual(refused)
    expect(ask(service, 'reporting', {}, { user: 'api' })).toEqual(refused)
    expect(ask(service, 'reporting', { from: '2026-02-30 00:00:00' })).toHaveProperty('status', 'FAIL')
    expect(ask(service, 'reporting', { to: 'yesterday' })).toHaveProperty('status', 'FAIL')
  })

  it('stops at ten thousand; a walk along the cursors meets every event, and only the boundary twice', () => {
    const service = company({ people: 2000 })
    const window = { from: '2026-01-20 00:00:00', to: '2026-03-13 23:59:59' }
    const { pages, seen, repeated } = walk(service, window)
    expect(pages.length).toBeGreaterThan(2)
    expect(pages.slice(0, -1).map((page) => page.length)).toEqual(pages.slice(0, -1).map(() => 10_000))
    expect(repeated).toBe(pages.length - 1)
    expect(new Set(seen.map(({ ID }) => ID)).size).toBe(seen.length)
    const byDay: Event[] = []
    for (let day = Date.UTC(2026, 0, 20); day <= Date.UTC(2026, 2, 13); day += 86_400_000) {
      const date = new Date(day).toISOString().slice(0, 10)
      byDay.unshift(
        ...ask<{ events: Event[] }>(service, 'reporting', {
          from: `${date} 00:00:00`,
          to: `${date} 23:59:59`,
          format: 'siem',
        }).events,
      )
    }
    expect(seen.filter(({ Username }) => Username !== 'API')).toEqual(
      byDay.filter(({ Username }) => Username !== 'API'),
    )
  })

  it('takes the cursor as microseconds, as number or text, and gives events at that time or earlier', () => {
    const service = company({ people: 2000 })
    const first = ask<Report>(service, 'reporting', {})
    const cursor = first.next as number
    const last = eventsOf(first).at(-1) as Event
    expect(cursor).toBeGreaterThan(1e15)
    expect(formatWall(Math.floor(cursor / 1e6) - 5 * 3600)).toBe(last.Time)
    const asNumber = eventsOf(ask<Report>(service, 'reporting', { next: cursor }))
    expect(asNumber[0]).toEqual(last)
    expect(eventsOf(ask<Report>(service, 'reporting', { next: String(cursor) }))).toEqual(asNumber)
  })

  it('filters by user, by text and by kind like a filter over everything, with the same numbers', () => {
    const service = company()
    const window = { from: '2025-12-01 00:00:00', to: '2026-03-13 00:00:00', format: 'siem' }
    const found = (more: object, beside: object = {}) =>
      ask<{ events: Event[] }>(service, 'reporting', { ...window, ...more }, beside).events
    const all = found({})
    const names = everybody(service).map(({ username }) => username)
    fc.assert(
      fc.property(fc.constantFrom(...names), (user) => {
        const own = all.filter(({ Username }) => Username === user)
        expect(found({ user })).toEqual(own)
        expect(found({}, { user: user.toUpperCase() })).toEqual(own)
      }),
      { numRuns: 25 },
    )
    const failed = all.filter(({ Action }) => Action.toLowerCase() === 'failed login attempt')
    expect(failed.length).toBeGreaterThan(0)
    expect(found({ search: 'FAILED LOGIN' })).toEqual(failed)
    const admin = found({ admin: 1 })
    expect(admin.some(({ Action }) => Action === 'Login to admin console')).toBe(true)
    expect(admin.some(({ Action }) => /^(log in|failed login attempt)$/i.test(Action))).toBe(false)
    expect(admin.length).toBeLessThan(all.length)
  })

  it('logs every call with the label of the caller', () => {
    const service = company()
    ask(service, 'getuserdata', {}, { apiuser: 'Desk 4' })
    service.clock.now += 1000
    ask(service, 'getsfdata', null)
    service.clock.now += 1000
    ask(service, 'reporting', {}, { apiuser: 'Desk 4' })
    const newest = eventsOf(ask<Report>(service, 'reporting', {})).slice(0, 3)
    expect(newest.map(({ Action, Data, Username }) => [Action, Data, Username])).toEqual([
      ['Reporting', 'Initiated by API: Desk 4', 'API'],
      ['Get shared folder data', 'Initiated by API', 'API'],
      ['Get user data', 'Initiated by API: Desk 4', 'API'],
    ])
    expect(newest[0]?.Time).toBe('2026-03-14 13:00:02')
    // The look itself was logged as well.
    expect(eventsOf(ask<Report>(service, 'reporting', { admin: 1 })).slice(1, 4)).toEqual(newest)
  })

  it('finds both passes of the hour that autumn repeats, in the order in which they were', () => {
    const november = Date.UTC(2025, 10, 1)
    const service = company({ people: 2000, founded: november, zone: 'US/Eastern' })
    service.clock.now = november + 3 * 86_400_000
    const window = { from: '2025-11-02 00:30:00', to: '2025-11-02 02:30:00', format: 'siem' }
    // 05:00:01 and 06:00:01 UTC both show as 01:00:01.
    service.clock.now = Date.UTC(2025, 10, 2, 5, 0, 1)
    ask(service, 'getsfdata', null, { apiuser: 'first' })
    service.clock.now = Date.UTC(2025, 10, 2, 6, 0, 1)
    ask(service, 'getsfdata', null, { apiuser: 'second' })
    service.clock.now = november + 3 * 86_400_000
    const { events } = ask<{ events: Event[] }>(service, 'reporting', window)
    const calls = events.filter(({ Action }) => Action === 'Get shared folder data')
    expect(calls.map(({ Time, Data }) => [Time, Data])).toEqual([
      ['2025-11-02 01:00:01', 'Initiated by API: second'],
      ['2025-11-02 01:00:01', 'Initiated by API: first'],
    ])
  })
})
