import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTenant, type TestTenant } from '../../harness/application.ts'

let tenant: TestTenant
beforeEach(async () => {
  tenant = await openTenant({ people: 30 })
  const { edit } = tenant.demo
  for (const group of ['Crew', 'crew', 'Crew & Co', 'Crew and Co', 'Tail ', 'Void', 'Lone']) edit.createGroup(group)
  for (const name of ['ann', 'ben', 'cam']) edit.addUser(`${name}@example.com`, { fullname: name })
  edit.addUser('off@example.com', { disabled: true })
  for (const name of ['ann', 'ben', 'off']) edit.addToGroup(`${name}@example.com`, 'Crew')
  for (const group of ['crew', 'Crew & Co', 'Crew and Co', 'Tail ']) {
    edit.addToGroup('ann@example.com', group)
    edit.addToGroup('cam@example.com', group)
  }
  edit.addToGroup('ann@example.com', 'Lone')
  await tenant.call('directory.sync', {})
})
afterEach(() => tenant.close())

const item = async (name: string, group: string, member: boolean) => {
  const { id, username } = await tenant.call('users.get', { username: `${name}@example.com` })
  return { username, group, member, id }
}

describe('groups to look at', () => {
  it('are those whose names or people are odd', async () => {
    const { rows, counts } = await tenant.call('groups.lint', { limit: 500 })
    const of = (name: string) => rows.find((row) => row.name === name)
    const codes = (name: string) => of(name)?.findings.map(({ code }) => code)
    expect(codes('Crew')).toEqual(['case-twin', 'nobody-logged-in', 'disabled-members'])
    expect(of('crew')?.findings[0]).toEqual({ code: 'case-twin', other: 'Crew' })
    expect(of('Crew & Co')?.findings[0]).toEqual({ code: 'near-duplicate', other: 'Crew and Co' })
    expect(codes('Crew and Co')).toContain('same-members')
    expect(codes('Tail ')?.[0]).toBe('space')
    expect(codes('Lone')).toContain('one-member')
    expect(of('Crew')).toMatchObject({ members: 3, disabled: 1 })
    expect(counts['case-twin']).toBe(2)
    const found = await tenant.call('groups.lint', { finding: 'case-twin' })
    expect(found.rows.map(({ name }) => name).toSorted()).toEqual(['Crew', 'crew'])
    for (const name of ['crew', 'Tail ']) {
      const one = await tenant.call('groups.lint', { name, limit: 1 })
      expect(one.rows).toEqual([of(name)])
    }
  })
})

describe('the last change of a group', () => {
  const lastChange = async (name: string) =>
    (await tenant.call('groups.lint', { name, limit: 1 })).rows[0]?.lastChange ?? null
  const sync = async () => (await tenant.call('directory.sync', {})).asOf

  it('is when a refresh saw somebody come or go, under whatever address, and nothing before the first', async () => {
    const { edit } = tenant.demo
    expect(await lastChange('Crew')).toBe(null)
    edit.removeFromGroup('ben@example.com', 'Crew')
    edit.addUser('new@example.com')
    for (const name of ['new', 'off']) edit.addToGroup(`${name}@example.com`, 'Void')
    const first = await sync()
    expect(await lastChange('Crew')).toBe(first)
    expect(await lastChange('Void')).toBe(first)
    expect(await lastChange('Lone')).toBe(null)
    // Who leaves the company leaves their groups; what came before is remembered of who has another group since.
    edit.removeUser('cam@example.com')
    edit.removeFromGroup('new@example.com', 'Void')
    edit.addToGroup('new@example.com', 'Lone')
    const second = await sync()
    expect(await Promise.all(['crew', 'Void', 'Lone', 'Tail '].map(lastChange))).toEqual([
      second,
      second,
      second,
      second,
    ])
    expect(await lastChange('Crew')).toBe(first)
    const sorted = await tenant.call('groups.lint', { sort: 'lastChange', direction: 'desc', limit: 500 })
    const times = sorted.rows.map((row) => row.lastChange ?? '')
    expect(times).toEqual(times.toSorted().toReversed())
  })
})

describe('a draft of memberships', () => {
  it('is kept, shown as it stands, and becomes one plan', async () => {
    await tenant.call('groups.saveDraft', {
      items: [await item('ann', 'Crew', false), await item('cam', 'Crew', true), await item('cam', 'crew', false)],
    })
    const plan = await tenant.call('groups.planDraft', {})
    expect(plan.rows.map(({ change }) => change)).toEqual([
      { kind: 'groups', username: 'ann@example.com', add: [], remove: ['Crew'] },
      { kind: 'groups', username: 'cam@example.com', add: ['Crew'], remove: ['crew'] },
    ])
  })

  it('says what is so already, whose person is gone, and whose address is another account’s', async () => {
    await tenant.call('groups.saveDraft', {
      items: [
        await item('ann', 'Crew', false),
        await item('ben', 'Crew', false),
        await item('cam', 'Crew', true),
        { ...(await item('cam', 'Void', true)), id: '1' },
      ],
    })
    tenant.demo.edit.removeFromGroup('ann@example.com', 'Crew')
    tenant.demo.edit.removeUser('ben@example.com')
    await tenant.call('directory.sync', {})
    const { items } = await tenant.call('groups.draft', {})
    expect(items.map(({ standing, now }) => [standing, now])).toEqual([
      ['done', false],
      ['gone', null],
      ['clean', false],
      ['moved', false],
    ])
    expect((await tenant.call('groups.planDraft', {})).rows).toHaveLength(1)
    await tenant.call('groups.saveDraft', {
      items: items.slice(0, 2).map(({ username, group, member, id }) => ({ username, group, member, id })),
    })
    expect(await tenant.refused('groups.planDraft', {})).toMatchObject({ code: 'invalid' })
  })

  const drafted = async () => (await tenant.call('groups.draft', {})).items
  const shortOf = ({ group, base, now, standing, questions }: Awaited<ReturnType<typeof drafted>>[number]) => [
    group,
    base,
    now,
    standing,
    ...questions,
  ]

  it('asks about a person of whom somebody else has done some of it, and about nobody else', async () => {
    await tenant.call('groups.saveDraft', {
      items: [
        await item('ann', 'Crew', false),
        await item('ann', 'Void', true),
        await item('cam', 'Crew', true),
        await item('cam', 'crew', false),
      ],
    })
    tenant.demo.edit.removeFromGroup('ann@example.com', 'Crew')
    tenant.demo.edit.addToGroup('cam@example.com', 'Lone')
    await tenant.call('directory.sync', {})
    const items = await drafted()
    expect(items.map(shortOf)).toEqual([
      ['Crew', true, false, 'done'],
      ['Void', false, false, 'changed', 'others'],
      ['Crew', false, false, 'clean'],
      ['crew', true, true, 'clean'],
    ])
    const plan = await tenant.call('groups.planDraft', {})
    expect(plan.rows.map(({ change, verdict }) => [change.username, verdict])).toEqual([
      ['cam@example.com', 'change'],
      ['ann@example.com', 'blocked'],
    ])
    expect(plan.rows[1]?.reason).toContain('has been done by somebody else')
    const choices = items.slice(1, 2).map(({ username, group, state }) => ({ username, group, state }))
    const decide = (choice: 'mine' | 'theirs') =>
      tenant.call('groups.decideDraft', { choices: choices.map((each) => ({ ...each, choice })) })
    expect(await decide('mine')).toEqual({ decided: 1, again: 0 })
    expect((await drafted()).map(({ standing }) => standing)).toEqual(['done', 'clean', 'clean', 'clean'])
    expect((await tenant.call('groups.planDraft', {})).rows.map(({ verdict }) => verdict)).toEqual(['change', 'change'])
    // What was decided is saved again as the page saves it, and stays decided.
    await tenant.call('groups.saveDraft', {
      items: items.map(({ username, group, member, id }) => ({ username, group, member, id })),
    })
    expect((await drafted()).map(({ standing }) => standing)).toEqual(['done', 'clean', 'clean', 'clean'])
    // What changes again is asked about again, and a decision of before does not count for it.
    tenant.demo.edit.disable('ann@example.com')
    await tenant.call('directory.sync', {})
    expect((await drafted())[1]).toMatchObject({ standing: 'changed', questions: ['disabled'] })
    expect(await decide('theirs')).toEqual({ decided: 0, again: 1 })
    expect(await drafted()).toHaveLength(4)
  })

  it('asks before a group is made anew whose last member has gone meanwhile', async () => {
    await tenant.call('groups.saveDraft', {
      items: [await item('cam', 'Lone', true), await item('cam', 'New one', true)],
    })
    tenant.demo.edit.removeFromGroup('ann@example.com', 'Lone')
    await tenant.call('directory.sync', {})
    const items = await drafted()
    expect(items.map(shortOf)).toEqual([
      ['Lone', false, false, 'changed', 'group-gone'],
      ['New one', false, false, 'clean'],
    ])
    const choices = items.slice(0, 1).map(({ username, group, state }) => ({ username, group, state }))
    await tenant.call('groups.decideDraft', {
      choices: choices.map((each) => ({ ...each, choice: 'theirs' as const })),
    })
    expect((await drafted()).map(({ group }) => group)).toEqual(['New one'])
  })

  it('gives people with their places among groups', async () => {
    const { rows } = await tenant.call('groups.matrix', {
      filter: { groups: ['crew'] },
      groups: ['Void', 'Crew', 'crew'],
    })
    expect(rows.map(({ username, in: places }) => [username, places.toSorted()])).toEqual([
      ['ann@example.com', [1, 2]],
      ['cam@example.com', [2]],
    ])
  })
})
