import { describe, expect, it } from 'vitest'
import { fc } from '../../harness/properties.ts'
import { account, ask, askText, company, everybody, founded, ordinary, type User, type UserData } from './ask.ts'

describe('getuserdata', () => {
  it('writes an account as the service does: numbers as text, flags as flags, local times, nulls', () => {
    const service = company({ people: 400 })
    const users = everybody(service)
    for (const user of users) {
      expect(['0', '25', '50', '75', '100']).toContain(user.mpstrength)
      expect(user.totalscore === null || /^\d{1,3}(\.\d)?$/.test(user.totalscore)).toBe(true)
      expect(user.created).toMatch(/^20\d\d-\d\d-\d\d \d\d:\d\d:\d\d$/)
      expect(user.last_pw_change >= user.created).toBe(true)
      expect(user.neverloggedin).toBe(user.last_login === '')
      expect(user.username).toMatch(/^[A-Za-z.-]+\d*@[a-z.]+\.example\.(com|net|org)$/)
      for (const name of ['disabled', 'admin', 'password_reset_required', 'hasSharingKeys'])
        expect(user[name]).toBeTypeOf('boolean')
    }
    const counts = (user: User) => [user.sites, user.notes, user.formfills, user.applications, user.attachments]
    const used = users.filter((user) => !user.neverloggedin)
    for (const user of users) if (user.neverloggedin) expect(counts(user)).toEqual([null, null, null, null, null])
    expect(used.some((user) => counts(user).every((count) => typeof count === 'number'))).toBe(true)
    expect(used.some((user) => counts(user).every((count) => typeof count === 'string'))).toBe(true)
    expect(used.some((user) => !('multifactor' in user))).toBe(true)
    expect(used.some((user) => typeof user.multifactor === 'string')).toBe(true)
    expect(used.some((user) => 'linked' in user) && used.some((user) => !('linked' in user))).toBe(true)
    expect(users.some((user) => Array.isArray(user.attribs)) && users.some((user) => !('attribs' in user))).toBe(true)
    expect(new Set(used.map((user) => typeof user.legacytotalscore))).toEqual(new Set(['string', 'number', 'object']))
  })

  it('has account numbers of nine digits that grow with the day of creation', () => {
    const { Users } = ask<UserData>(company({ people: 300 }), 'getuserdata')
    const entries = Object.entries(Users)
    for (const [id] of entries) expect(id).toMatch(/^\d{9}$/)
    const days = entries.map(([, user]) => user.created.slice(0, 10))
    expect(days).toEqual([...days].sort())
  })

  it('gives a page, the groups of the people on it, and everybody who is invited', () => {
    const service = company()
    const whole = ask<UserData>(service, 'getuserdata')
    const page = ask<UserData>(service, 'getuserdata', { pagesize: 7, pageindex: 2 })
    expect([page.total, page.count]).toEqual([60, 7])
    expect(Object.keys(page.Users)).toEqual(Object.keys(whole.Users).slice(14, 21))
    const members = new Set(Object.values(page.Groups ?? {}).flat())
    const onPage = new Set(Object.values(page.Users).map((user) => user.username))
    expect([...members].filter((name) => !onPage.has(name))).toEqual([])
    expect(page.invited).toEqual(whole.invited)
  })

  it('leaves groups out where there are none, in pages, and writes an empty list elsewhere', () => {
    const service = company({ people: 400 })
    const loner = everybody(service).find((user) => user.groups?.length === 0) as User
    const paged = ask<UserData>(service, 'getuserdata', { pagesize: 2000 })
    expect(account(service, loner.username)?.groups).toEqual([])
    expect(Object.values(paged.Users).find(({ username }) => username === loner.username)).not.toHaveProperty('groups')
    expect(ask<UserData>(service, 'getuserdata', { username: loner.username })).not.toHaveProperty('Groups')
  })

  it('puts all pages together into the whole, without anybody twice', () => {
    const service = company({ people: 83 })
    const whole = ask<UserData>(service, 'getuserdata')
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90 }), (pagesize) => {
        const ids: string[] = []
        const groups = new Map<string, string[]>()
        for (let pageindex = 0; ; pageindex++) {
          const page = ask<UserData>(service, 'getuserdata', { pagesize, pageindex })
          expect(page.total).toBe(83)
          ids.push(...Object.keys(page.Users))
          for (const [name, members] of Object.entries(page.Groups ?? {}))
            groups.set(name, [...(groups.get(name) ?? []), ...members])
          if ((page.count ?? 0) < pagesize) break
        }
        expect(ids).toEqual(Object.keys(whole.Users))
        const inhabited = Object.entries(whole.Groups ?? {}).filter(([, members]) => members.length > 0)
        expect([...groups].sort()).toEqual(inhabited.sort())
      }),
      { numRuns: 25 },
    )
  })

  it('gives no more than two thousand at once, and an empty list past the end', () => {
    const service = company({ people: 2100 })
    expect(ask<UserData>(service, 'getuserdata', { pagesize: 5000 }).count).toBe(2000)
    const past = ask<UserData>(service, 'getuserdata', { pagesize: 2000, pageindex: 2 })
    expect([past.total, past.count, past.Users]).toEqual([2100, 0, []])
  })

  it('finds one person without regard to case, and answers an unknown name with an empty list alone', () => {
    const service = company()
    const { username } = ordinary(service)
    const found = ask<UserData>(service, 'getuserdata', { username: username.toUpperCase() })
    expect([found.total, Object.values(found.Users)[0]?.username]).toEqual([1, username])
    expect(askText(service, 'getuserdata', { username: 'ghost@example.com' })).toBe('{"Users":[]}')
    expect(ask<UserData>(service, 'getuserdata', { username: '' }).total).toBe(60)
  })

  it('filters by flags in any form', () => {
    const service = company({ people: 300 })
    const users = everybody(service)
    const disabled = users.filter((user) => user.disabled).map((user) => user.username)
    expect(disabled.length).toBeGreaterThan(3)
    for (const flag of [1, true, '1']) {
      const found = ask<UserData>(service, 'getuserdata', { disabled: flag })
      expect(Object.values(found.Users).map((user) => user.username)).toEqual(disabled)
      expect(found.total).toBe(disabled.length)
    }
    expect(ask<UserData>(service, 'getuserdata', { disabled: 0, pagesize: 10 }).total).toBe(300 - disabled.length)
    const admins = Object.values(ask<UserData>(service, 'getuserdata', { admin: 1 }).Users)
    expect(admins.map((user) => user.username)).toEqual(users.filter((user) => user.admin).map((user) => user.username))
  })

  it('takes a form in the place of JSON, and an account number as text', () => {
    const service = company()
    const form = new URLSearchParams({ cid: service.cid, provhash: service.hash, cmd: 'getuserdata' }).toString()
    expect(JSON.parse(String(service.answer(form).body))).toHaveProperty('total', 60)
    expect(ask(service, 'getuserdata', null, { cid: service.cid })).toHaveProperty('total', 60)
  })

  it('tells the times of the zone that it is set to', () => {
    const eastern = everybody(company({ zone: 'US/Eastern' }))
    const utc = everybody(company({ zone: 'UTC' }))
    const apart = eastern.map((user, at) => Date.parse(`${utc[at]?.created}Z`) - Date.parse(`${user.created}Z`))
    expect(new Set(apart)).toEqual(new Set([4 * 3_600_000, 5 * 3_600_000]))
  })

  it('has nobody from the future', () => {
    const service = company({ people: 500, zone: 'UTC' })
    const now = new Date(founded + 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
    for (const user of everybody(service))
      for (const time of [user.created, user.last_login, user.last_pw_change]) expect(time <= now).toBe(true)
  })
})
