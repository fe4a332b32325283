import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTenant, type TestTenant } from '../../harness/application.ts'

let tenant: TestTenant
beforeAll(async () => {
  tenant = await openTenant({ people: 20 })
  const { edit } = tenant.demo
  edit.createGroup('VPN')
  for (const name of ['kim', 'pat', 'lee']) edit.addUser(`${name}@example.com`)
  edit.addToGroup('lee@example.com', 'VPN')
  await tenant.call('directory.sync', {})
})
afterAll(() => tenant.close())

const item = (username: string, group: string, member: boolean) => ({ username, group, member, id: null })
const verdicts = (rows: readonly { verdict: string }[]) => rows.map(({ verdict }) => verdict)

describe('a draft', () => {
  it('that says a membership twice, and not alike, is refused and leaves the one before', async () => {
    await tenant.call('groups.saveDraft', { items: [item('pat@example.com', 'VPN', true)] })
    for (const other of ['kim@example.com', 'KIM@example.com']) {
      const failure = await tenant.refused('groups.saveDraft', {
        items: [item('kim@example.com', 'VPN', true), item(other, 'VPN', false)],
      })
      expect([failure.code, failure.message]).toEqual(['invalid', expect.stringContaining('given twice')])
    }
    const { items } = await tenant.call('groups.draft', {})
    expect(items.map(({ username }) => username)).toEqual(['pat@example.com'])
  })

  it('that says it twice alike has it once', async () => {
    await tenant.call('groups.saveDraft', {
      items: [item('kim@example.com', 'VPN', true), item('Kim@example.com', 'VPN', true)],
    })
    const { rows } = await tenant.call('groups.planDraft', {})
    expect(rows.map(({ change }) => change)).toMatchObject([{ kind: 'groups', add: ['VPN'] }])
  })

  it('is not decided both ways', async () => {
    await tenant.call('groups.saveDraft', { items: [item('kim@example.com', 'VPN', true)] })
    const [drafted] = (await tenant.call('groups.draft', {})).items
    const choice = { username: 'kim@example.com', group: 'VPN', state: drafted?.state ?? '' }
    const failure = await tenant.refused('groups.decideDraft', {
      choices: [
        { ...choice, choice: 'theirs' },
        { ...choice, choice: 'mine' },
      ],
    })
    expect(failure.code).toBe('invalid')
    expect((await tenant.call('groups.draft', {})).items).toHaveLength(1)
  })
})

describe('a group that is not known', () => {
  it('is in no plan under two names that look alike, in whichever rows they stand', async () => {
    const groups = (username: string, ...add: string[]) => ({ kind: 'groups' as const, username, add, remove: [] })
    for (const changes of [
      [groups('kim@example.com', 'Fresh', 'fresh')],
      [groups('kim@example.com', 'Fresh'), groups('pat@example.com', 'FRESH')],
      [groups('kim@example.com', 'Fresh'), { kind: 'add' as const, username: 'n@example.com', groups: ['Fresh '] }],
    ]) {
      const { rows } = await tenant.call('changes.preview', { changes })
      expect(verdicts(rows)).toEqual(changes.map(() => 'blocked'))
      expect(rows[0]?.reason).toContain('look alike')
    }
    const { rows } = await tenant.call('changes.preview', {
      changes: [
        groups('kim@example.com', 'Fresh'),
        groups('pat@example.com', 'Fresh'),
        groups('lee@example.com', 'Other'),
      ],
    })
    expect(verdicts(rows)).toEqual(['change', 'change', 'change'])
  })

  it.each([' ', '\u200b', '\u00a0\u2060', '\u0000', 'a\nb', 'VPN\u0007'])(
    'is not made under a name that nobody can read: %j',
    async (name) => {
      const { rows } = await tenant.call('groups.plan', { name, usernames: ['kim@example.com'], mode: 'add' })
      expect(verdicts(rows)).toEqual(['blocked'])
    },
  )

  it('has no differences of access to be told', async () => {
    const span = { from: '2020-01-01T00:00:00.000Z', to: '2099-01-01T00:00:00.000Z' }
    expect((await tenant.refused('access.diff', { ...span, group: 'nonesuch' })).code).toBe('not-found')
    expect((await tenant.call('access.diff', { ...span, group: 'VPN' })).total).toBe(0)
  })
})

describe('departments', () => {
  it('of one name in two spellings are neither kept nor previewed', async () => {
    const departments = [
      { name: 'Sales', groups: ['VPN'] },
      { name: 'SALES ', groups: [] },
    ]
    for (const call of ['joiners.saveSettings', 'joiners.rulePreview'])
      expect((await tenant.refused(call, { departments })).code).toBe('invalid')
  })

  it('give each group once', async () => {
    await tenant.call('joiners.saveSettings', { departments: [{ name: 'Sales', groups: ['VPN', 'VPN'] }] })
    expect((await tenant.call('joiners.settings', {})).departments).toEqual([{ name: 'Sales', groups: ['VPN'] }])
  })
})
