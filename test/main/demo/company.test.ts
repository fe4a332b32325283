import { describe, expect, it } from 'vitest'
import { fc } from '../../harness/properties.ts'
import { ask, askText, company, everybody, portrait, requestOf, send, type UserData } from './ask.ts'

describe('the company', () => {
  it('is the same each time for the same seed, and another for another', () => {
    expect(portrait(company())).toEqual(portrait(company()))
    expect(portrait(company({ seed: 6 }))[0]).not.toBe(portrait(company())[0])
    expect([company().cid, company().hash]).toEqual([company().cid, company().hash])
    expect(company().cid).toMatch(/^\d{8}$/)
  })

  it('is refused in a size or a zone that there is not', () => {
    for (const people of [0, 19, 20.5, 100_001, Number.NaN])
      expect(() => company({ people }), String(people)).toThrow(RangeError)
    expect(() => company({ zone: 'Mars/Olympus' })).toThrow(RangeError)
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
