import { describe, expect, it } from 'vitest'
import { formatWall } from '../../../src/main/demo/clock.ts'
import {
  account,
  ask,
  company,
  type Event,
  eventsOf,
  everybody,
  founded,
  isLogin,
  ordinary,
  type Report,
  walk,
} from './ask.ts'

describe('the log', () => {
  it('tells of folders only about people who can open them, and of attacks', () => {
    const service = company({ people: 300 })
    const folders = ask<Record<string, { sharedfoldername: string; users: { username: string }[] }>>(
      service,
      'getsfdata',
    )
    const members = new Map(
      Object.values(folders).map((one) => [one.sharedfoldername, one.users.map(({ username }) => username)]),
    )
    const { seen } = walk(service, { from: '2025-12-01 00:00:00' })
    const uses = seen.flatMap(({ Username, Data }) => {
      const folder = /^(?:VID: \d+|Secure Note \(.*\)) from (.+)$/.exec(Data)?.[1]
      return folder === undefined ? [] : [{ Username, folder }]
    })
    expect(uses.length).toBeGreaterThan(50)
    for (const { Username, folder } of uses) expect(members.get(folder)).toContain(Username)
    const attempts = new Map<string, number>()
    for (const event of seen)
      if (event.Action === 'Failed login attempt') {
        const source = `${event.IP_Address} ${event.Time.slice(0, 10)}`
        attempts.set(source, (attempts.get(source) ?? 0) + 1)
      }
    expect(Math.max(...attempts.values())).toBeGreaterThan(15)
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

  it('takes back what somebody would still have done on the day on which they were disabled', () => {
    const timeless = company({ people: 600, zone: 'UTC' })
    const morning = Date.UTC(2026, 2, 17, 6)
    timeless.clock.now = morning + 18 * 3_600_000 - 1000
    const today = { from: '2026-03-17 00:00:00' }
    const personal = (service: typeof timeless, user: string) =>
      eventsOf(ask<Report>(service, 'reporting', { ...today, user })).filter(({ Action }) => !/console/i.test(Action))
    const login = eventsOf(ask<Report>(timeless, 'reporting', today)).find(
      (event) => isLogin(event) && event.Time > '2026-03-17 08:00:00' && personal(timeless, event.Username).length > 2,
    ) as Event
    const at = Date.parse(`${login.Time.replace(' ', 'T')}Z`)

    const service = company({ people: 600, zone: 'UTC' })
    service.clock.now = at + 1000
    expect(eventsOf(ask<Report>(service, 'reporting', today))).toContainEqual(login)
    ask(service, 'disableuser', [login.Username])
    service.clock.now = timeless.clock.now
    const everyone = eventsOf(ask<Report>(service, 'reporting', today)).filter(
      ({ Username }) => Username === login.Username,
    )
    expect(everyone.every(({ Time }) => Time <= login.Time)).toBe(true)

    // Who was disabled when they would have logged in is not there for the rest of the day.
    const late = company({ people: 600, zone: 'UTC' })
    late.clock.now = at - 1000
    const before = personal(late, login.Username)
    ask(late, 'disableuser', [login.Username])
    late.clock.now = at + 1000
    ask(late, 'enableuser', [login.Username])
    late.clock.now = timeless.clock.now
    expect(personal(late, login.Username).filter((event) => !before.some(({ Time }) => Time === event.Time))).toEqual(
      [],
    )
  })
})
