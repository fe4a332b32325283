import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isClient } from '../../../src/main/groups/provisioning-events.ts'
import { openTenant, type TestTenant } from '../../harness/application.ts'

let tenant: TestTenant
beforeEach(async () => {
  tenant = await openTenant({ people: 20 })
  const { edit } = tenant.demo
  for (const name of ['ann', 'ben']) edit.addUser(`${name}@example.com`, { fullname: name })
  for (const group of ['Crew', 'Desk', 'Plant (SCIM)']) edit.addToGroup('ann@example.com', group)
  await tenant.call('directory.sync', {})
})
afterEach(() => tenant.close())

const owners = (groups: string[], usernames: string[] = []) => tenant.call('groups.owners', { groups, usernames })

describe('whom a directory seems to keep', () => {
  it('is told by the name of a group, and by what a person said, which counts first', async () => {
    expect((await owners(['Crew', 'Plant (SCIM)'])).groups).toEqual([
      { name: 'Crew', why: null, said: null },
      { name: 'Plant (SCIM)', why: 'It has a name as directories give it.', said: null },
    ])
    await tenant.call('groups.setOwner', { name: 'Crew', owner: 'directory' })
    await tenant.call('groups.setOwner', { name: 'Plant (SCIM)', owner: 'here' })
    expect((await owners(['Crew', 'Plant (SCIM)'])).groups.map(({ why, said }) => [why, said])).toEqual([
      ['Somebody here marked it as managed by a directory.', 'directory'],
      [null, 'here'],
    ])
    const { rows } = await tenant.call('groups.lint', { limit: 500 })
    expect(rows.filter(({ byDirectory }) => byDirectory).map(({ name }) => name)).toEqual(['Crew'])
    const lines = (await tenant.call('journal.page', { offset: 0, limit: 50 })).rows
    expect(
      lines.filter(({ kind }) => kind === 'group-owner').map(({ data }) => [data.group, data.before, data.after]),
    ).toEqual([
      ['Crew', null, 'directory'],
      ['Plant (SCIM)', null, 'here'],
    ])
    await tenant.call('groups.setOwner', { name: 'Crew', owner: null })
    expect((await owners(['Crew'])).groups[0]).toEqual({ name: 'Crew', why: null, said: null })
  })

  it('is told in the preview of every change that it would undo, and of no other', async () => {
    await tenant.call('groups.setOwner', { name: 'Crew', owner: 'directory' })
    const { rows, impact } = await tenant.call('changes.preview', {
      changes: [
        { kind: 'groups', username: 'ben@example.com', add: ['Crew', 'Desk'], remove: [] },
        { kind: 'groups', username: 'ann@example.com', add: [], remove: ['Desk'] },
        { kind: 'add', username: 'new@example.com', groups: ['Crew'] },
      ],
    })
    const codes = rows.map(({ notes = [] }) =>
      notes.map(({ code }) => code).filter((code) => code === 'directory-group'),
    )
    expect(codes).toEqual([['directory-group'], [], ['directory-group']])
    expect(rows[0]?.notes?.find(({ code }) => code === 'directory-group')?.message).toMatch(
      /^A directory seems to manage "Crew", and its next run may undo this edit\./,
    )
    expect(impact).toContainEqual({ code: 'directory-group', people: 2 })
  })

  it('is told by events of a provisioning client, and not by those of any other', async () => {
    const { edit } = tenant.demo
    const event = (action: string, data: string, username: string) => edit.noteEvent({ action, data, username })
    event('Adding user to group', 'ben@example.com - Desk', 'API: Azure AD provisioning')
    event('Adding user to group', 'ben@example.com - Crew', 'API: nightly report')
    event('User provisioned', 'ann@example.com', '')
    const to = new Date(Date.now() + 60_000)
    const from = new Date(to.getTime() - 3_600_000)
    await tenant.call('audit.fetch', { from: from.toISOString(), to: to.toISOString() })
    await owners([])
    await expect
      .poll(async () => (await owners(['Desk', 'Crew'], ['ann@example.com', 'ben@example.com'])).groups[0]?.why ?? '', {
        timeout: 10_000,
      })
      .toMatch(/^LastPass’ log names "Azure AD provisioning" for it, last on /)
    const { groups, people } = await owners(['Crew'], ['ann@example.com', 'ben@example.com'])
    expect(groups[0]?.why).toBeNull()
    expect(people[0]?.why).toMatch(/^LastPass’ log names directory provisioning for it/)
    expect(people[1]?.why).toBeNull()
  })

  it.each([
    ['Azure AD', true],
    ['okta-scim', true],
    ['AD Connector', true],
    ['nightly report', false],
    ['Provost job 12', false],
    ['adele', false],
  ])('knows a provisioning client by its label: %s', (label, expected) => {
    expect(isClient(label)).toBe(expected)
  })
})
