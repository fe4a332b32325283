import { describe, expect, it } from 'vitest'
import { account, ask, company, ordinary, type UserData, written } from './ask.ts'

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

  it('adds people without the groups that do not exist, and says so', () => {
    const service = company()
    const person = { username: 'first.day@example.com', password: 'let-me-in', groups: ['IT', 'Night shift'] }
    expect(ask(service, 'batchadd', [person])).toEqual({ status: 'WARN', errors: ['Night shift does not exist'] })
    expect(account(service, person.username)?.groups).toEqual(['IT'])
    expect(ask<UserData>(service, 'getuserdata').Groups).not.toHaveProperty('Night shift')
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
