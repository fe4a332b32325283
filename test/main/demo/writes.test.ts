import { describe, expect, it } from 'vitest'
import {
  account,
  ask,
  company,
  type Event,
  eventsOf,
  everybody,
  ordinary,
  type Report,
  requestOf,
  type UserData,
} from './ask.ts'

/** What the log says about writes, oldest first; reads are left out. */
function written(service: ReturnType<typeof company>): [string, string][] {
  const { data } = ask<Report>(service, 'reporting', { from: '2026-03-14 13:00:00' })
  const events = Object.values(data).filter(({ Data }: Event) => !Data.startsWith('Initiated by API'))
  return events.reverse().map(({ Action, Data }) => [Action, Data])
}

describe('writes about several people', () => {
  it('disables and enables, and says whom that changed', () => {
    const service = company()
    const [a, b] = [ordinary(service).username, ordinary(service, 1).username]
    expect(ask(service, 'disableuser', [a])).toEqual({ status: 'success', disabled_users: [a] })
    expect(ask(service, 'disableuser', [a, b])).toEqual({
      status: 'success',
      disabled_users: [b],
      unchanged_users: [a],
    })
    expect([account(service, a)?.disabled, account(service, b)?.disabled]).toEqual([true, true])
    expect(ask(service, 'enableuser', [b, a])).toEqual({ status: 'success', enabled_users: [b, a] })
    expect(ask(service, 'enableuser', [a])).toEqual({ status: 'success', unchanged_users: [a] })
    expect(account(service, a)?.disabled).toBe(false)
    expect(ask(service, 'disableuser', [a, 'ghost@example.com'])).toEqual({
      status: 'success',
      disabled_users: [a],
      error: 'No such user: ghost@example.com',
    })
    expect(ask(service, 'disableuser', ['ghost@example.com'])).toEqual({
      status: 'fail',
      error: 'No such user: ghost@example.com',
    })
    expect(ask(service, 'disableuser', [])).toHaveProperty('status', 'fail')
    expect(written(service)).toEqual([
      ['Employee account disabled', a],
      ['Employee account disabled', b],
      ['Reactivated user', b],
      ['Reactivated user', a],
      ['Employee account disabled', a],
    ])
  })

  it('changes groups, names whom it does not know in errors, and applies the rest', () => {
    const service = company()
    const { username, groups = [] } = ordinary(service)
    const [first] = groups
    const change = [
      { username, add: ['Project Larkspur (planned)', 'Project Larkspur (planned)'], del: [first] },
      { username: 'ghost@example.com', add: ['Project Larkspur (planned)'] },
    ]
    expect(ask(service, 'batchchangegrp', change)).toEqual({
      status: 'WARN',
      errors: ['ghost@example.com does not exist'],
    })
    const after = account(service, username)?.groups ?? []
    expect([...after].sort()).toEqual(
      [...groups.filter((group) => group !== first), 'Project Larkspur (planned)'].sort(),
    )
    expect(ask(service, 'batchchangegrp', [{ username, add: ['Project Larkspur (planned)'] }])).toEqual({
      status: 'OK',
    })
    expect(account(service, username)?.groups).toEqual(after)
    expect(written(service)).toEqual([
      ['Adding user to group', `${username} - Project Larkspur (planned)`],
      ['Remove from group', `'${first}' '${username}'`],
    ])
  })

  it('creates no group, but says that there is none', () => {
    const service = company()
    const { username, groups } = ordinary(service)
    const change = [{ username, add: ['Night shift'] }]
    expect(ask(service, 'batchchangegrp', change)).toEqual({ status: 'WARN', errors: ['Night shift does not exist'] })
    expect(account(service, username)?.groups).toEqual(groups)
    service.edit.createGroup('Night shift')
    expect(ask(service, 'batchchangegrp', change)).toEqual({ status: 'OK' })
    expect(account(service, username)?.groups).toContain('Night shift')
    expect(ask<UserData>(service, 'getuserdata').Groups?.['Night shift']).toEqual([username])
  })

  it('tells groups apart by case', () => {
    const service = company({ people: 400 })
    const user = ordinary(service)
    ask(service, 'batchchangegrp', [{ username: user.username, add: ['marketing', 'Marketing'] }])
    const { Groups } = ask<UserData>(service, 'getuserdata')
    expect(Groups?.marketing).toContain(user.username)
    ask(service, 'batchchangegrp', [{ username: user.username, del: ['marketing'] }])
    expect(account(service, user.username)?.groups).toContain('Marketing')
    expect(account(service, user.username)?.groups).not.toContain('marketing')
  })

  it('invites whom it does not know, and updates whom it does', () => {
    const service = company()
    const { username } = ordinary(service)
    const before = ask<UserData>(service, 'getuserdata').invited ?? []
    const data = [
      { username: 'new.person@example.com', fullname: 'New Person', groups: ['Sales'] },
      { username, fullname: 'Renamed', groups: ['On-call'], attribs: { CostCentre: '7' } },
    ]
    expect(ask(service, 'batchadd', data)).toEqual({ status: 'OK' })
    expect(ask<UserData>(service, 'getuserdata').invited).toEqual([...before, 'new.person@example.com'])
    expect(ask(service, 'getuserdata', { username: 'NEW.person@example.com' })).toEqual({
      Users: [],
      invited: ['new.person@example.com'],
    })
    const user = account(service, username)
    expect([user?.fullname, user?.attribs]).toEqual([
      'Renamed',
      expect.objectContaining({ CostCentre: '7', EmployeeNumber: expect.any(String) }),
    ])
    expect(user?.groups).toContain('On-call')
    ask(service, 'batchadd', [{ username: 'new.person@example.com' }])
    expect(ask<UserData>(service, 'getuserdata').invited).toEqual([...before, 'new.person@example.com'])
  })

  it('makes an account where a password is given, and keeps no password', () => {
    const service = company()
    const person = { username: 'first.day@example.com', fullname: 'First Day', password: 'let-me-in', groups: ['IT'] }
    expect(ask(service, 'batchadd', [person])).toEqual({ status: 'OK' })
    expect(account(service, person.username)).toMatchObject({
      neverloggedin: true,
      last_login: '',
      password_reset_required: true,
      groups: ['IT'],
      sites: null,
    })
    expect(JSON.stringify(service.ledger)).not.toContain('let-me-in')
    expect(ask<UserData>(service, 'getuserdata', { pagesize: 1 }).total).toBe(61)
  })

  it('refuses to add what is no address', () => {
    const service = company()
    expect(ask(service, 'batchadd', [{ username: 'nobody' }])).toEqual({
      status: 'FAIL',
      error: ['invalid username: nobody'],
    })
    expect(ask(service, 'batchadd', [{ username: 'nobody' }, { username: 'some.body@example.com' }])).toHaveProperty(
      'status',
      'WARN',
    )
    expect(service.ledger.map(({ data }) => data)).toEqual([[{ username: 'some.body@example.com' }]])
  })
})

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

describe('what is not a command', () => {
  it('is told apart: retired, unknown, not JSON, wrong credential', () => {
    const service = company()
    expect(ask(service, 'pushsitestousers', { users: 'all' })).toHaveProperty('status', 'FAIL')
    expect(ask(service, 'batchaddusers', [])).toEqual({ status: 'FAIL', error: 'Unknown command: batchaddusers' })
    expect(ask(service, 'constructor')).toEqual({ status: 'FAIL', error: 'Unknown command: constructor' })
    for (const body of ['', '{', '[]', '7', 'null'])
      expect(JSON.parse(String(service.answer(body).body)), body).toHaveProperty('status', 'FAIL')
    const refusal = {
      status: 200,
      headers: { 'content-type': 'text/xml;charset=UTF-8' },
      body: '<?xml version="1.0" encoding="UTF-8"?>\n<lastpass rc="Authorization Error"/>\n',
    }
    expect(service.answer(requestOf(service, 'getuserdata', null, { provhash: 'wrong' }))).toEqual(refusal)
    expect(service.answer(requestOf(service, 'disableuser', [ordinary(service).username], { cid: 1 }))).toEqual(refusal)
    expect(service.answer(requestOf(service, 'getuserdata')).headers['content-type']).toBe('text/xml;charset=UTF-8')
    expect(service.ledger).toEqual([])
  })
})

describe('expiredmasterpwlist', () => {
  it('lists old master passwords in pieces, without the disabled', () => {
    const service = company({ people: 500 })
    interface Expired {
      status: string
      continuation: { token?: string; remaining_item_count: number }
      items: { user_id: number; user_name: string; last_pw_change: string }[]
    }
    const whole = ask<Expired>(service, 'expiredmasterpwlist')
    expect([whole.status, whole.continuation]).toEqual(['Success', { remaining_item_count: 0 }])
    expect(whole.items.length).toBeGreaterThan(50)
    const items: Expired['items'] = []
    let token: string | undefined
    do {
      const piece: Expired = ask<Expired>(service, 'expiredmasterpwlist', {
        limit: 30,
        ...(token ? { continuation_token: token } : {}),
      })
      items.push(...piece.items)
      expect(piece.continuation.remaining_item_count).toBe(whole.items.length - items.length)
      token = piece.continuation.token
    } while (token !== undefined)
    expect(items).toEqual(whole.items)
    const disabled = new Set(everybody(service).flatMap((user) => (user.disabled ? [user.username] : [])))
    for (const item of items) {
      expect(item.last_pw_change < '2025-03-15').toBe(true)
      expect(disabled.has(item.user_name)).toBe(false)
    }
  })
})
