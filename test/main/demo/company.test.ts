import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LedgerEntry } from '../../../src/main/demo/ledger.ts'
import { ask, askText, company, everybody, founded, requestOf, send, type UserData } from './ask.ts'

/** Everything that there is to see of a company, each part as a fingerprint. */
function portrait(service: ReturnType<typeof company>, from = '2025-09-01 00:00:00'): string[] {
  return [
    askText(service, 'getuserdata'),
    askText(service, 'getdetailedsfdata', { data: 'all', pagesize: 1000 }),
    askText(service, 'reporting', { from, search: '@' }),
    askText(service, 'expiredmasterpwlist'),
  ].map((text) => createHash('sha256').update(text).digest('hex'))
}

describe('the company', () => {
  it('is the same each time for the same seed, and another for another', () => {
    expect(portrait(company())).toEqual(portrait(company()))
    expect(portrait(company({ seed: 6 }))[0]).not.toBe(portrait(company())[0])
    expect([company().cid, company().hash]).toEqual([company().cid, company().hash])
    expect(company().cid).toMatch(/^\d{8}$/)
  })

  it('does not depend on the order of questions', () => {
    const [a, b] = [company({ people: 200 }), company({ people: 200 })]
    askText(a, 'reporting', { from: '2025-05-01 00:00:00', to: '2025-05-03 00:00:00' })
    askText(a, 'getuserdata', { pagesize: 3, pageindex: 9 })
    expect(portrait(a)).toEqual(portrait(b))
  })

  it('has people of every kind, whatever its size and seed', () => {
    fc.assert(
      fc.property(fc.constantFrom(20, 21, 37, 150), fc.integer({ min: 0, max: 1000 }), (people, seed) => {
        const users = everybody(company({ people, seed }))
        expect(users.length).toBe(people)
        expect(new Set(users.map(({ username }) => username.toLowerCase())).size).toBe(people)
        expect(users.filter(({ admin }) => admin).length).toBeGreaterThanOrEqual(3)
        expect(users.filter(({ admin }) => admin).length).toBeLessThanOrEqual(8)
        expect(users.some(({ disabled }) => disabled)).toBe(true)
        expect(users.some(({ neverloggedin }) => neverloggedin)).toBe(true)
        expect(
          users.some(({ last_login, disabled }) => last_login !== '' && last_login < '2025-12-15' && !disabled),
        ).toBe(true)
        for (const user of users)
          if (user.admin)
            expect([user.disabled, user.neverloggedin, typeof user.multifactor]).toEqual([false, false, 'string'])
      }),
      { numRuns: 30 },
    )
  })

  it('is believable at two thousand', () => {
    const service = company({ people: 2000, seed: 1 })
    const data = ask<UserData>(service, 'getuserdata')
    const users = Object.values(data.Users)
    const part = (test: (user: (typeof users)[number]) => boolean) => users.filter(test).length / users.length
    const within = (value: number, low: number, high: number) => {
      expect(value).toBeGreaterThan(low)
      expect(value).toBeLessThan(high)
    }
    within(
      part(({ disabled }) => disabled),
      0.02,
      0.08,
    )
    within(
      part(({ neverloggedin }) => neverloggedin),
      0.015,
      0.06,
    )
    within(
      part(({ multifactor }) => multifactor !== undefined),
      0.5,
      0.8,
    )
    within(
      part(({ totalscore }) => totalscore === null),
      0.04,
      0.15,
    )
    within(
      part(({ totalscore }) => Number(totalscore) < 50 && totalscore !== null),
      0.1,
      0.4,
    )
    within(
      part(({ mpstrength }) => mpstrength === '100'),
      0.2,
      0.5,
    )
    within(
      part(({ disabled, groups = [] }) => disabled && groups.length > 0),
      0.01,
      0.05,
    )
    within(
      part(({ username }) => username.endsWith('@partners.example.org')),
      0.01,
      0.08,
    )
    within(
      part(({ username }) => /[A-Z]/.test(username)),
      0.005,
      0.06,
    )
    within(
      part(({ attribs }) => attribs !== undefined && 'externalId' in attribs),
      0.1,
      0.4,
    )
    expect(part(({ attribs }) => attribs !== undefined && 'initialPassword' in attribs)).toBeGreaterThan(0)
    expect((data.invited ?? []).length).toBe(24)
    const groups = data.Groups ?? {}
    expect(Object.values(groups).filter((members) => members.length === 0).length).toBe(1)
    for (const name of ['Marketing', 'marketing', 'Finance', 'Finance Team', 'Office London'])
      expect(groups[name]?.length, name).toBeGreaterThan(0)
    const namesakes = new Map<string, number>()
    for (const { fullname } of users) namesakes.set(fullname, (namesakes.get(fullname) ?? 0) + 1)
    expect([...namesakes].filter(([name, times]) => name.includes(' ') && times > 1).length).toBeGreaterThan(3)
  })

  it('does not hold up the process while it is founded and answers', async () => {
    const service = company({ people: 100_000 })
    let turns = 0
    let running = true
    const turn = () => {
      turns++
      if (running) setImmediate(turn)
    }
    setImmediate(turn)
    const answer = await send(service, requestOf(service, 'getuserdata', { pagesize: 2000 }))
    running = false
    expect(await new Response(answer.body).json()).toMatchObject({ total: 100_000, count: 2000 })
    // 8 ms a slice: founding alone takes several of them on any machine.
    expect(turns).toBeGreaterThan(3)
  })
})

describe('the ledger', () => {
  const names = everybody(company()).map(({ username }) => username)
  const username = fc.constantFrom(...names, 'ghost@example.com', 'new@example.com', 'newer@example.com')
  const group = fc.constantFrom('Sales', 'IT', 'On-call', 'No such group')
  const one = (cmd: string) => fc.record({ cmd: fc.constant(cmd), data: fc.record({ username }) })
  const write = fc.oneof(
    fc.record({ cmd: fc.constantFrom('disableuser', 'enableuser'), data: fc.array(username, { maxLength: 4 }) }),
    fc.record({
      cmd: fc.constant('deluser'),
      data: fc.record({ username, deleteaction: fc.integer({ min: 0, max: 3 }) }),
    }),
    fc.record({
      cmd: fc.constant('batchchangegrp'),
      data: fc.array(
        fc.record({ username, add: fc.array(group, { maxLength: 2 }), del: fc.array(group, { maxLength: 2 }) }),
        { minLength: 1, maxLength: 3 },
      ),
    }),
    fc.record({
      cmd: fc.constant('batchadd'),
      data: fc.array(
        fc.record({ username, groups: fc.array(group, { maxLength: 2 }), password: fc.constantFrom('', 'initial') }),
        { minLength: 1, maxLength: 3 },
      ),
    }),
    fc.record({
      cmd: fc.constant('updateemail'),
      data: fc.record({ oldemail: username, newemail: fc.constantFrom('moved@example.com', 'new@example.com') }),
    }),
    fc.record({ cmd: fc.constant('updateuser'), data: fc.record({ username, fullname: fc.string() }) }),
    one('reinviteuser'),
    one('resetpassword'),
    one('requiremasterpasswordchange'),
    one('disablemultifactor'),
  )

  it('brings a company back to the same state, also through JSON and with time between', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(write, fc.integer({ min: 0, max: 20 * 86_400_000 })), { maxLength: 12 }),
        (steps) => {
          const kept: string[] = []
          const first = company({ onWrite: (entry) => kept.push(JSON.stringify(entry)) })
          for (const [{ cmd, data }, pause] of steps) {
            ask(first, cmd, data)
            first.clock.now += pause
          }
          expect(kept.map((line) => JSON.parse(line) as LedgerEntry)).toEqual(first.ledger)
          const second = company({ ledger: kept.map((line) => JSON.parse(line) as LedgerEntry) })
          second.clock.now = first.clock.now
          expect(portrait(second, '2026-03-01 00:00:00')).toEqual(portrait(first, '2026-03-01 00:00:00'))
          expect(second.ledger).toEqual(first.ledger)
        },
      ),
      { numRuns: 40 },
    )
  })

  it('keeps time, label and the part that was carried out, and is silent while it is replayed', () => {
    const service = company()
    const [a, b] = names as [string, string]
    ask(service, 'disableuser', [a, 'ghost@example.com'], { apiuser: 'Desk 4' })
    ask(service, 'disableuser', [a])
    ask(service, 'batchchangegrp', [
      { username: b, add: ['Sales'] },
      { username: 'ghost@example.com', add: ['Sales'] },
    ])
    const time = founded + 3_600_000
    expect(service.ledger).toEqual([
      { time, command: 'disableuser', apiUser: 'Desk 4', data: [a] },
      { time, command: 'batchchangegrp', apiUser: '', data: [{ username: b, add: ['Sales'] }] },
    ])
    const told: LedgerEntry[] = []
    const again = company({ ledger: service.ledger, onWrite: (entry) => told.push(entry) })
    expect([again.ledger, told]).toEqual([service.ledger, []])
  })

  it('has nothing of what somebody else did', () => {
    const service = company()
    const [a, b, c] = names as [string, string, string]
    service.edit.disable(a)
    service.edit.rename(b, 'Somebody Else')
    service.edit.addToGroup(c, 'Night shift')
    service.edit.addUser('walk.in@example.com', { fullname: 'Walk In', groups: ['IT'] })
    service.edit.set(b, { score: 12.5, admin: true })
    const users = new Map(everybody(service).map((user) => [user.username, user]))
    expect([users.get(a)?.disabled, users.get(b)?.fullname, users.get(b)?.totalscore, users.get(b)?.admin]).toEqual([
      true,
      'Somebody Else',
      '12.5',
      true,
    ])
    expect(users.get(c)?.groups).toContain('Night shift')
    expect(users.get('walk.in@example.com')).toMatchObject({ fullname: 'Walk In', neverloggedin: true })
    service.edit.enable(a)
    service.edit.removeUser(b)
    service.edit.removeFromGroup(c, 'Night shift')
    service.edit.changeEmail(c, 'changed@example.com')
    service.edit.invite('guest@example.com')
    const after = ask<UserData>(service, 'getuserdata')
    const left = Object.values(after.Users)
    expect(left.find(({ username: name }) => name === a)?.disabled).toBe(false)
    expect(left.some(({ username: name }) => name === b || name === c)).toBe(false)
    expect(left.find(({ username: name }) => name === 'changed@example.com')?.groups).not.toContain('Night shift')
    expect(after.invited).toContain('guest@example.com')
    service.edit.uninvite('guest@example.com')
    expect(ask<UserData>(service, 'getuserdata').invited).not.toContain('guest@example.com')
    expect(() => service.edit.disable('ghost@example.com')).toThrow('nobody is called')
    expect(service.ledger).toEqual([])
  })
})
