import { describe, expect, it } from 'vitest'
import { account, ask, company, eventsOf, everybody, ordinary, type Report, type UserData, written } from './ask.ts'

describe('writes about one person', () => {
  it('deactivates, removes, deletes, takes invitations back', () => {
    const service = company()
    const [a, b, c] = [0, 1, 2].map((n) => ordinary(service, n).username) as [string, string, string]
    const invited = (ask<UserData>(service, 'getuserdata').invited ?? [])[0] as string
    expect(ask(service, 'deluser', { username: a, deleteaction: 0 })).toEqual({ status: 'OK' })
    expect(account(service, a)).toMatchObject({ disabled: true, groups: expect.any(Array) })
    expect(ask(service, 'deluser', { username: b, deleteaction: 1 })).toEqual({ status: 'OK' })
    expect(ask(service, 'deluser', { username: c, deleteaction: '2' })).toEqual({ status: 'OK' })
    expect([account(service, b), account(service, c)]).toEqual([undefined, undefined])
    expect(ask(service, 'deluser', { username: invited.toUpperCase(), deleteaction: 3 })).toEqual({ status: 'OK' })
    expect(ask<UserData>(service, 'getuserdata').invited).not.toContain(invited)
    expect(everybody(service).length).toBe(58)
    for (const deleteaction of [0, 1, 2, 3])
      expect(ask(service, 'deluser', { username: c, deleteaction })).toEqual({
        status: 'FAIL',
        error: `No such user: ${c}`,
      })
    expect(ask(service, 'deluser', { username: a, deleteaction: 3 })).toHaveProperty('status', 'FAIL')
    expect(ask(service, 'deluser', { username: a })).toHaveProperty('status', 'FAIL')
    expect(ask(service, 'deluser', { username: a, deleteaction: 4 })).toHaveProperty('status', 'FAIL')
    expect(written(service).map(([action]) => action)).toEqual([
      'Deactivated user',
      'Remove user from company',
      'Employee account deleted',
      'User deprovisioned',
    ])
  })

  it('lets somebody come back under the same name as a new account', () => {
    const service = company()
    const { username } = ordinary(service)
    ask(service, 'deluser', { username, deleteaction: 2 })
    ask(service, 'batchadd', [{ username, password: 'again' }])
    expect(account(service, username)).toMatchObject({ username, neverloggedin: true })
    expect(everybody(service).length).toBe(60)
  })

  it('updates names, but makes no admin', () => {
    const service = company()
    const { username } = ordinary(service)
    expect(
      ask(service, 'updateuser', { username, fullname: 'Zoë Über-Ñandú', duousername: 'zoe', admin: true }),
    ).toEqual({ status: 'OK' })
    expect(account(service, username)).toMatchObject({ fullname: 'Zoë Über-Ñandú', duousername: 'zoe', admin: false })
    expect(ask(service, 'updateuser', { username: 'ghost@example.com' })).toEqual({
      status: 'FAIL',
      error: 'No such user: ghost@example.com',
    })
  })

  it('changes an address only once its owner has logged in', () => {
    const service = company()
    const { username } = ordinary(service)
    const next = 'brand.new@example.com'
    expect(ask(service, 'updateemail', { oldemail: username, newemail: next })).toEqual({ status: 'OK' })
    expect(account(service, username)?.username).toBe(username)
    expect(account(service, next)).toBeUndefined()
    service.clock.now += 90 * 86_400_000
    expect(account(service, next)?.username).toBe(next)
    expect(account(service, username)).toBeUndefined()
    const names = new Set(
      eventsOf(ask<Report>(service, 'reporting', { user: next, from: '2025-06-01 00:00:00' })).map(
        ({ Username }) => Username,
      ),
    )
    expect(names).toEqual(new Set([username, next]))
  })

  it('gives an address that two asked for to the one who logs in first, whenever somebody looks', () => {
    const next = 'brand.new@example.com'
    const peek = company()
    peek.clock.now += 30 * 86_400_000
    const since = { from: '2026-03-14 13:00:01', search: 'LastPass via' }
    const first = new Map<string, string>()
    for (const { Username, Action, Time } of eventsOf(ask<Report>(peek, 'reporting', since)))
      if (Action === 'Log in') first.set(Username, Time)
    const order = [...first].sort((a, b) => a[1].localeCompare(b[1])).map(([name]) => name)
    const numbers = everybody(peek).map(({ username }) => username)
    const winner = order[0] as string
    const others = order.slice(1).filter((name) => numbers.indexOf(name) < numbers.indexOf(winner))
    for (const [asked, looks] of [
      [[others[0], winner], 1],
      [[order[1], winner], 30],
      [[winner, order[1]], 1],
    ] as const) {
      const service = company()
      for (const oldemail of asked)
        expect(ask(service, 'updateemail', { oldemail, newemail: next })).toEqual({ status: 'OK' })
      for (let n = 0; n < looks; n++) {
        service.clock.now += (30 / looks) * 86_400_000
        ask(service, 'getsfdata')
      }
      const names = everybody(service).map(({ username }) => username)
      expect(names).not.toContain(winner)
      expect(names.filter((name) => name === next)).toEqual([next])
      expect(names).toContain(asked.find((name) => name !== winner))
    }
  })

  it('refuses an address that is taken, that is none, or of an account that was never used', () => {
    const service = company()
    const [a, b] = [ordinary(service).username, ordinary(service, 1).username]
    const never = everybody(service).find((user) => user.neverloggedin)?.username
    const fail = { status: 'FAIL', error: expect.any(String) }
    expect(ask(service, 'updateemail', { oldemail: a, newemail: b.toUpperCase() })).toEqual(fail)
    expect(ask(service, 'updateemail', { oldemail: a, newemail: 'nothing' })).toEqual(fail)
    expect(ask(service, 'updateemail', { oldemail: never, newemail: 'x@example.com' })).toEqual(fail)
    expect(ask(service, 'updateemail', { oldemail: 'ghost@example.com', newemail: 'x@example.com' })).toEqual({
      status: 'FAIL',
      error: 'No such user: ghost@example.com',
    })
    expect(service.ledger).toEqual([])
  })

  it('sends mails, requires a new password, takes the second factor away', () => {
    const service = company()
    const { username } = everybody(service).find(
      (user) => user.multifactor && !user.password_reset_required && !user.admin,
    ) as { username: string }
    const invited = (ask<UserData>(service, 'getuserdata').invited ?? [])[0] as string
    expect(ask(service, 'requiremasterpasswordchange', { username })).toEqual({ status: 'OK' })
    expect(ask(service, 'disablemultifactor', { username })).toEqual({ status: 'OK' })
    const before = account(service, username)
    expect(before).toMatchObject({ password_reset_required: true })
    expect(before).not.toHaveProperty('multifactor')
    expect(ask(service, 'resetpassword', { username })).toEqual({ status: 'OK' })
    expect(account(service, username)).toEqual(before)
    expect(ask(service, 'reinviteuser', { username: invited })).toEqual({ status: 'OK' })
    expect(ask(service, 'reinviteuser', { username })).toHaveProperty('status', 'FAIL')
    for (const command of ['resetpassword', 'requiremasterpasswordchange', 'disablemultifactor', 'reinviteuser'])
      expect(ask(service, command, { username: 'ghost@example.com' })).toEqual({
        status: 'FAIL',
        error: ['user not found: ghost@example.com'],
      })
    expect(written(service)).toEqual([
      ['Require password change', username],
      ['Disabled Multifactor Authentication', username],
      ['Password Reset', username],
      ['Re-invite User', invited],
    ])
  })
})
