import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { membersOf, waysOf } from '../../../src/main/directory/folders/folder-members.ts'
import type { ServiceMember } from '../../../src/main/lastpass/records/folder.ts'
import { openTenant, type TestTenant } from '../../harness/application.ts'
import { fc } from '../../harness/properties.ts'

const entry = (
  username: string | null,
  groupName: string | null,
  more: Partial<ServiceMember> = {},
): ServiceMember => ({
  username,
  groupName,
  readOnly: false,
  canAdminister: true,
  hidePasswords: false,
  superAdmin: false,
  sites: [],
  other: {},
  ...more,
})

describe('everybody in a shared folder', () => {
  it('is there once, with what was given in person before what groups give, and of groups the strictest', () => {
    const name = fc.constantFrom('a@example.com', 'A@Example.com', 'b@example.com', 'c@example.com')
    const grant = fc.record({
      username: fc.option(name),
      groupName: fc.option(fc.constantFrom('One', 'Two', 'Three')),
      readOnly: fc.boolean(),
      canAdminister: fc.boolean(),
      hidePasswords: fc.boolean(),
    })
    const groups: Record<string, string[]> = { One: ['a@example.com', 'd@example.com'], Two: ['b@example.com'] }
    fc.assert(
      fc.property(fc.array(grant, { maxLength: 8 }), (grants) => {
        const entries = grants
          .filter(({ username, groupName }) => username !== null || groupName !== null)
          .map(({ username, groupName, ...rights }) => entry(username, groupName, rights))
        const { members } = membersOf(entries, (group) => groups[group] ?? [])
        const keys = members.map(({ username }) => username.toLowerCase())
        expect(new Set(keys).size).toBe(keys.length)
        for (const member of members) {
          const key = member.username.toLowerCase()
          const mine = entries.filter(({ username, groupName }) =>
            username === null ? groups[groupName ?? '']?.includes(key) : username.toLowerCase() === key,
          )
          const inPerson = mine.filter(({ groupName }) => groupName === null)
          const counting = inPerson.length > 0 ? inPerson : mine
          expect(member.readOnly).toBe(counting.some(({ readOnly }) => readOnly))
          expect(member.canAdminister).toBe(counting.every(({ canAdminister }) => canAdminister))
          expect(member.hidePasswords).toBe(counting.some(({ hidePasswords }) => hidePasswords))
          expect(new Set(waysOf(member))).toEqual(new Set(mine.map(({ groupName }) => groupName ?? 'person')))
        }
      }),
    )
  })
})

describe('shared folders with several ways in', () => {
  let tenant: TestTenant
  let names: string[] = []
  let group = ''
  beforeEach(async () => {
    tenant = await openTenant()
    await tenant.call('directory.sync', {})
    const { rows } = await tenant.call('users.page', { limit: 500, status: ['active'] })
    const found = rows.find((row) => row.groups.length > 0)
    group = found?.groups[0] ?? ''
    names = [found?.username ?? '', ...rows.filter((row) => !row.groups.includes(group)).map((row) => row.username)]
  })
  afterEach(() => tenant.close())

  const rights = { readonly: 0, give: 1, can_administer: 1 }
  const answering = (folders: object, on = 'getsfdata') => ({
    how: { kind: 'answering' as const, body: JSON.stringify(folders) },
    on,
  })

  it('counts one person once, everywhere', async () => {
    const [anna = '', jan = ''] = names
    const users = [
      { username: anna, ...rights, label: 'kept', api_key: 'x' },
      { username: anna, ...rights, readonly: 1, group_name: 'Staff' },
      { username: jan, readonly: 1, give: 0, can_administer: 0 },
    ]
    tenant.demo.misbehave([
      answering({ 1: { sharedfoldername: 'Payroll', score: 5, users, colour: 'red' } }),
      answering(
        { 1: { sharedfoldername: 'Payroll', users: users.map((user) => ({ ...user, sites: ['a.example'] })) } },
        'getdetailedsfdata',
      ),
    ])
    expect(await tenant.call('directory.sync', {})).toMatchObject({ folders: 1, setAside: 0 })
    const [folder] = (await tenant.call('folders.page', { risk: 'sole-admin' })).rows
    expect(folder).toMatchObject({ name: 'Payroll', members: 2, admins: 1 })
    const members = await tenant.call('folders.get', { id: '1' })
    expect(members.other).toEqual({ colour: 'red' })
    expect(members.rows.find(({ username }) => username === anna)).toMatchObject({
      readOnly: false,
      through: ['person', 'Staff'],
      other: { label: 'kept', api_key: '[removed]' },
    })
    expect((await tenant.call('users.get', { username: anna })).folders).toEqual([
      {
        id: '1',
        name: 'Payroll',
        readOnly: false,
        canAdminister: true,
        hidePasswords: false,
        through: ['person', 'Staff'],
      },
    ])
    expect((await tenant.call('leavers.impact', { usernames: [anna] })).rows[0]).toMatchObject({
      folderCount: 1,
      foldersWithoutAdmin: 1,
    })
    expect((await tenant.call('leavers.rotation', { usernames: [anna] })).rows).toHaveLength(1)
  })

  it('are at risk by who can log in: one who is disabled, or only invited, manages nothing', async () => {
    const [anna = '', jan = '', kim = ''] = names
    const invited = (await tenant.call('users.page', { limit: 1, status: ['invited'] })).rows[0]?.username ?? ''
    const folder = (name: string, ...managers: string[]) => ({
      sharedfoldername: name,
      score: 5,
      users: managers.map((username) => ({ username, ...rights })),
    })
    tenant.demo.misbehave(
      answering({
        1: folder('Both', anna, jan),
        2: folder('One left', jan, kim),
        3: folder('One', kim),
        4: folder('Nobody left', jan, invited),
      }),
    )
    tenant.demo.edit.disable(jan)
    await tenant.call('directory.sync', {})
    const at = async (risk: 'sole-admin' | 'no-admin') =>
      (await tenant.call('folders.page', { risk })).rows.map(({ name, admins, idleAdmins }) => [
        name,
        admins,
        idleAdmins,
      ])
    expect(await at('sole-admin')).toEqual([
      ['Both', 2, 1],
      ['One', 1, 0],
      ['One left', 2, 1],
    ])
    expect(await at('no-admin')).toEqual([['Nobody left', 2, 2]])
    const lines = (await tenant.call('scores.attention', {})).rows
    expect(lines.filter(({ id }) => id === 'no-admin-folders' || id === 'sole-admin-folders')).toEqual([
      { id: 'no-admin-folders', count: 1, of: 4 },
      { id: 'sole-admin-folders', count: 3, of: 4 },
    ])
    const sorted = await tenant.call('folders.page', { sort: 'admins', direction: 'desc' })
    expect(sorted.rows.map(({ name }) => name)).toEqual(['Both', 'One', 'One left', 'Nobody left'])
    expect((await tenant.call('folders.get', { id: '4' })).folder).toMatchObject({ admins: 2, idleAdmins: 2 })
  })

  it('gives access to the people of a group that is a member', async () => {
    const [insider = ''] = names
    const { total } = await tenant.call('groups.get', { name: group })
    const users = [{ group_name: group, readonly: 1, give: 0, can_administer: 0, sites: ['a.example'] }]
    const folders = { 7: { sharedfoldername: 'Shared', users } }
    tenant.demo.misbehave([answering(folders), answering(folders, 'getdetailedsfdata')])
    expect(await tenant.call('directory.sync', {})).toMatchObject({ folders: 1, setAside: 0 })
    const { rows, groups } = await tenant.call('folders.get', { id: '7', limit: 500 })
    expect(rows).toHaveLength(total)
    expect(
      rows.every(({ through, readOnly, hidePasswords }) => through[0] === group && readOnly && hidePasswords),
    ).toBe(true)
    expect(groups).toEqual([{ name: group, members: total, readOnly: true, canAdminister: false, hidePasswords: true }])
    expect((await tenant.call('users.get', { username: insider })).folders[0]?.through).toEqual([group])
    expect((await tenant.call('leavers.impact', { usernames: [insider] })).rows[0]?.folderCount).toBe(1)
    expect((await tenant.call('leavers.rotation', { usernames: [insider] })).rows).toMatchObject([
      { site: 'a.example', couldSee: false },
    ])
  })

  it('reads detailed folders until nothing new comes, and tells what it lacks', async () => {
    const [anna = ''] = names
    const folder = (id: number) => ({
      sharedfoldername: `F${id}`,
      users: [{ username: anna, ...rights, sites: [`s${id}.example`] }],
    })
    const pages = [{ 1: folder(1), 2: folder(2) }, { 3: folder(3) }, []]
    tenant.demo.misbehave([
      answering({ 1: folder(1), 2: folder(2), 3: folder(3), 4: folder(4) }),
      ...pages.map((page, at) => ({ ...answering(page, 'getdetailedsfdata'), after: at, times: 1 })),
    ])
    await tenant.call('directory.sync', {})
    const list = await tenant.call('leavers.rotation', { usernames: [anna] })
    expect(list.rows.map(({ site }) => site).sort()).toEqual(['s1.example', 's2.example', 's3.example'])
    expect(list.lacking).toEqual({ rows: [{ id: '4', name: 'F4' }], total: 1 })
  })
})

describe('a service that keeps the shared folders back', () => {
  const refusal = '<?xml version="1.0" encoding="UTF-8"?>\n<lastpass rc="Authorization Error"/>'
  it.each([
    ['limits them', { kind: 'status', status: 429, retryAfter: '0' } as const],
    ['refuses them like a wrong hash', { kind: 'answering', body: refusal } as const],
  ])('gives the people all the same when it %s', async (_, how) => {
    const tenant = await openTenant()
    try {
      tenant.demo.misbehave({ how, on: 'getsfdata' })
      expect(await tenant.call('directory.sync', {})).toMatchObject({ users: 120, folders: 0, missing: ['folders'] })
      const { rows } = await tenant.call('users.page', { limit: 500, status: ['active'] })
      expect((await tenant.call('app.state', {})).tenants[0]?.credential).toBe('ready')
      expect((await tenant.call('directory.status', {})).missing).toMatchObject([{ what: 'folders', asOf: null }])
      const impact = await tenant.call('leavers.impact', { usernames: [rows[0]?.username ?? ''] })
      expect(impact.folders).toMatchObject({ known: false, asOf: null })
      expect(impact.rows[0]?.warnings).toContain('Shared folders are not known.')

      tenant.demo.misbehave(null)
      const whole = await tenant.call('directory.sync', {})
      expect(whole.missing).toEqual([])
      expect((await tenant.call('directory.status', {})).missing).toEqual([])
      tenant.demo.misbehave({ how, on: 'getsfdata' })
      expect(await tenant.call('directory.sync', {})).toMatchObject({ folders: whole.folders, missing: ['folders'] })
      expect((await tenant.call('directory.status', {})).missing).toMatchObject([{ what: 'folders', asOf: whole.asOf }])
      expect((await tenant.call('leavers.impact', { usernames: [rows[0]?.username ?? ''] })).folders).toMatchObject({
        known: true,
        asOf: whole.asOf,
        message: expect.stringContaining('came without them'),
      })
    } finally {
      await tenant.close()
    }
  })
})
