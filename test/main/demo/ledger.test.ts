import { describe, expect, it } from 'vitest'
import type { LedgerEntry } from '../../../src/main/demo/service/ledger.ts'
import { fc } from '../../harness/properties.ts'
import { ask, company, everybody, founded, portrait, type UserData } from './ask.ts'

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

  it('replays each write under the name that an account had by then', () => {
    const service = company()
    const oldemail = everybody(service).find(({ last_login, admin }) => last_login > '2026-03-12' && !admin)?.username
    ask(service, 'updateemail', { oldemail, newemail: 'brand.new@example.com' })
    service.clock.now += 60 * 86_400_000
    expect(ask(service, 'disableuser', ['brand.new@example.com'])).toHaveProperty('status', 'success')
    const again = company({ ledger: service.ledger })
    again.clock.now = service.clock.now
    expect(everybody(again)).toEqual(everybody(service))
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
