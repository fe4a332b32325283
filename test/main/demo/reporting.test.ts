import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatWall } from '../../../src/main/demo/clock.ts'
import { account, ask, company, type Event, eventsOf, everybody, founded, ordinary, type Report } from './ask.ts'

const vaultLogin = /^LastPass via |^authorizationserver/
const isLogin = ({ Action, Data }: Event) => /^(log in|saml login)$/i.test(Action) && vaultLogin.test(Data)

/** Everything from the newest event back, page after page, and how often a cursor repeated events. */
function walk(
  service: ReturnType<typeof company>,
  data: object,
): { pages: Event[][]; seen: Event[]; repeated: number } {
  const pages: Event[][] = []
  const seen: Event[] = []
  let repeated = 0
  let next: number | null = null
  do {
    // The number of an event tells apart what is shown alike.
    const more: object = { ...data, format: 'siem', ...(next === null ? {} : { next: String(next) }) }
    const report = ask<{ events: Event[]; next?: number }>(service, 'reporting', more)
    pages.push(report.events)
    const boundary = new Set(seen.slice(-20).map(({ ID }) => ID))
    const fresh = report.events.filter(({ ID }) => !boundary.has(ID))
    repeated += report.events.length - fresh.length
    seen.push(...fresh)
    next = report.next ?? null
  } while (next !== null)
  return { pages, seen, repeated }
}

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

  it('filters by user, by text and by kind like a filter over everything', () => {
    const service = company()
    const window = { from: '2025-12-01 00:00:00', to: '2026-03-13 00:00:00' }
    const all = eventsOf(ask<Report>(service, 'reporting', window))
    const names = everybody(service).map(({ username }) => username)
    fc.assert(
      fc.property(fc.constantFrom(...names), (user) => {
        const own = all.filter(({ Username }) => Username === user)
        expect(eventsOf(ask<Report>(service, 'reporting', { ...window, user }))).toEqual(own)
        expect(eventsOf(ask<Report>(service, 'reporting', window, { user: user.toUpperCase() }))).toEqual(own)
      }),
      { numRuns: 25 },
    )
    const failed = all.filter(({ Action }) => Action.toLowerCase() === 'failed login attempt')
    expect(failed.length).toBeGreaterThan(0)
    expect(eventsOf(ask<Report>(service, 'reporting', { ...window, search: 'FAILED LOGIN' }))).toEqual(failed)
    const admin = eventsOf(ask<Report>(service, 'reporting', { ...window, admin: 1 }))
    expect(admin.some(({ Action }) => Action === 'Login to admin console')).toBe(true)
    expect(admin.some(({ Action }) => /^(log in|failed login attempt)$/i.test(Action))).toBe(false)
    expect(admin.length).toBeLessThan(all.length)
  })

  it('has logins that agree with what the accounts say, to the second', () => {
    const service = company({ people: 120 })
    const { seen } = walk(service, {})
    const last = new Map<string, string>()
    for (const event of seen) if (isLogin(event) && !last.has(event.Username)) last.set(event.Username, event.Time)
    const oldest = seen.at(-1)?.Time ?? ''
    let agreed = 0
    for (const user of everybody(service)) {
      if (user.last_login < oldest) expect(last.get(user.username)).toBeUndefined()
      else agreed += Number(last.get(user.username) === user.last_login)
    }
    expect(agreed).toBe(everybody(service).filter(({ last_login }) => last_login >= oldest).length)
    const changes = new Map<string, string>()
    for (const event of seen)
      if (/^master password changed$/i.test(event.Action)) changes.set(event.Username, event.Time)
    expect(changes.size).toBeGreaterThan(10)
    for (const [username, time] of changes) expect(account(service, username)?.last_pw_change).toBe(time)
  })

  it('goes back two years and no further, with quiet nights and weekends', () => {
    const service = company({ people: 120 })
    const { seen } = walk(service, {})
    expect(seen.at(-1)?.Time.slice(0, 10)).toMatch(/^2024-03-1[34]$/)
    const perWeekday = new Array<number>(7).fill(0)
    for (const event of seen.filter(isLogin)) {
      const day = new Date(`${event.Time.slice(0, 10)}T00:00:00Z`).getUTCDay()
      perWeekday[day] = (perWeekday[day] ?? 0) + 1
    }
    const [sunday = 0, , tuesday = 0] = perWeekday
    expect(tuesday).toBeGreaterThan(4 * sunday)
    const christmas = seen.filter((event) => event.Time.startsWith('2025-12-25') && isLogin(event))
    const ordinaryDay = seen.filter((event) => event.Time.startsWith('2025-12-11') && isLogin(event))
    expect(christmas.length * 3).toBeLessThan(ordinaryDay.length)
  })

  it('writes old actions with capitals and newer sites by number', () => {
    const { seen } = walk(company({ people: 120 }), {})
    const actions = (from: string, to: string) =>
      new Set(seen.filter(({ Time }) => Time >= from && Time < to).map(({ Action }) => Action))
    expect([...actions('2024-04-01', '2024-07-01')]).toContain('Failed Login Attempt')
    expect([...actions('2025-04-01', '2026-01-01')]).toContain('Failed login attempt')
    expect(seen.some(({ Data }) => /^VID: \d{19} from \S/.test(Data))).toBe(true)
    expect(seen.some(({ Time, Data }) => Time < '2024-10-01' && Data.startsWith('VID') && Data.includes('from'))).toBe(
      false,
    )
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
  })

  it('shows nothing of the future, and more as time goes by', () => {
    const service = company({ people: 300 })
    const before = eventsOf(ask<Report>(service, 'reporting', {}))
    expect(before.every(({ Time }) => Time <= '2026-03-14 13:00:00')).toBe(true)
    service.clock.now += 4 * 86_400_000
    const after = eventsOf(ask<Report>(service, 'reporting', {}))
    const added = after.filter(({ Time }) => Time > '2026-03-14 13:00:00')
    expect(added.filter(isLogin).length).toBeGreaterThan(50)
    const user = everybody(service).find(({ last_login }) => last_login > '2026-03-16')
    expect(added.find((event) => isLogin(event) && event.Username === user?.username)?.Time).toBe(user?.last_login)
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

  it('lets nobody act while they are disabled, and keeps what they did before', () => {
    const service = company({ people: 300 })
    const { username } = ordinary(service)
    const before = eventsOf(ask<Report>(service, 'reporting', { user: username }))
    ask(service, 'disableuser', [username])
    const lastLogin = account(service, username)?.last_login
    service.clock.now += 60 * 86_400_000
    expect(eventsOf(ask<Report>(service, 'reporting', { user: username }))).toEqual(before)
    expect(account(service, username)?.last_login).toBe(lastLogin)
    ask(service, 'enableuser', [username])
    service.clock.now += 120 * 86_400_000
    const later = eventsOf(ask<Report>(service, 'reporting', { user: username }))
    const back = formatWall(founded / 1000 + 59 * 86_400)
    expect(later.length).toBeGreaterThan(before.length)
    expect(later.slice(0, later.length - before.length).every(({ Time }) => Time > back)).toBe(true)
    expect(account(service, username)?.last_login).toBe(later.find(isLogin)?.Time)
  })
})
