import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTenant, type TestTenant } from '../../harness/application.ts'

let tenant: TestTenant
beforeEach(async () => {
  tenant = await openTenant()
})
afterEach(() => tenant.close())

const everyone = async () => (await tenant.call('users.page', { limit: 500 })).rows
const state = async () => ({ people: await everyone(), status: (await tenant.call('directory.status', {})).counts })
const somebody = async () => {
  const found = (await everyone()).find((row) => row.status === 'active' && !row.admin && row.groups.length > 0)
  if (found === undefined) throw new Error('nobody suits')
  return found
}

describe('a sync', () => {
  it('reads people, groups, invitations and folders, and says when', async () => {
    const result = await tenant.call('directory.sync', {})
    expect(result.users).toBe(120)
    const page = await tenant.call('users.page', { limit: 500 })
    expect(page.asOf).toBe(result.asOf)
    expect(page.rows.filter((row) => row.status !== 'invited')).toHaveLength(120)
    expect(page.rows.filter((row) => row.status === 'invited').length).toBeGreaterThan(0)
    expect((await tenant.call('groups.page', {})).total).toBe(result.groups)
    expect((await tenant.call('folders.page', { deleted: false })).total).toBe(result.folders)
    expect((await tenant.call('directory.history', {})).total).toBe(0)
  })

  it('agrees with what the service says of groups, member by member', async () => {
    await tenant.call('directory.sync', {})
    const people = await everyone()
    for (const group of (await tenant.call('groups.page', { limit: 500 })).rows) {
      const members = await tenant.call('groups.get', { name: group.name, limit: 500 })
      expect(members.total).toBe(group.members)
      const expected = people.filter((row) => row.groups.includes(group.name)).map((row) => row.username)
      expect(members.rows.map((row) => row.username).sort()).toEqual(expected.sort())
    }
  })

  it('remembers who was added, disabled, moved and who is gone, and shows the gone apart', async () => {
    await tenant.call('directory.sync', {})
    const person = await somebody()
    const leaver = (await everyone()).find(
      (row) => row.status === 'active' && row.username !== person.username && !row.admin,
    )
    tenant.demo.edit.disable(person.username)
    tenant.demo.edit.addUser('new.person@example.com', { fullname: 'New Person' })
    tenant.demo.edit.removeUser(leaver?.username ?? '')
    const result = await tenant.call('directory.sync', {})
    expect(result.changed).toBe(3)
    const seen = (await tenant.call('directory.history', {})).rows
    expect(seen.map(({ kind, username }) => `${kind} ${username}`).sort()).toEqual(
      ['added new.person@example.com', `changed ${person.username}`, `gone ${leaver?.username}`].sort(),
    )
    expect(seen.find(({ kind }) => kind === 'changed')?.changes).toEqual([
      { field: 'status', before: 'active', after: 'disabled' },
    ])
    expect((await everyone()).some((row) => row.username === leaver?.username)).toBe(false)
    const gone = await tenant.call('users.page', { gone: true })
    expect(gone.rows.map((row) => row.username)).toEqual([leaver?.username])
    expect(gone.rows[0]?.goneSince).toBe(result.asOf)
    expect((await tenant.call('users.get', { username: leaver?.username ?? '' })).goneSince).toBe(result.asOf)
  })

  it('writes nothing down when nothing changed', async () => {
    await tenant.call('directory.sync', {})
    const before = await everyone()
    expect((await tenant.call('directory.sync', {})).changed).toBe(0)
    expect(await everyone()).toEqual(before)
  })

  it('says when it read the same again, and sees what changes after that', async () => {
    const first = await tenant.call('directory.sync', {})
    const again = await tenant.call('directory.sync', {})
    expect(again).toEqual({ ...first, asOf: again.asOf, changed: 0 })
    expect(again.asOf > first.asOf).toBe(true)
    expect((await tenant.call('directory.status', {})).asOf).toBe(again.asOf)
    const person = await somebody()
    tenant.demo.edit.disable(person.username)
    expect((await tenant.call('directory.sync', {})).changed).toBe(1)
    expect((await tenant.call('users.get', { username: person.username })).status).toBe('disabled')
    expect((await tenant.call('directory.sync', {})).changed).toBe(0)
    expect((await tenant.call('users.get', { username: person.username })).status).toBe('disabled')
  })

  it('follows somebody from the invitation to the account', async () => {
    tenant.demo.edit.invite('soon@example.com')
    await tenant.call('directory.sync', {})
    expect((await tenant.call('users.get', { username: 'SOON@example.com' })).status).toBe('invited')
    tenant.demo.edit.uninvite('soon@example.com')
    tenant.demo.edit.addUser('soon@example.com', { fullname: 'Soon Here' })
    await tenant.call('directory.sync', {})
    expect((await tenant.call('users.page', { text: 'soon@example.com' })).total).toBe(1)
    expect((await tenant.call('users.page', { gone: true })).total).toBe(0)
    const [seen] = (await tenant.call('directory.history', { username: 'soon@example.com' })).rows
    expect(seen?.kind).toBe('changed')
    expect(seen?.changes.map(({ field }) => field)).toContain('status')
  })

  it('asks by name for who is missing before it calls them gone', async () => {
    await tenant.call('directory.sync', {})
    const leaver = await somebody()
    const innocent = (await everyone()).find((row) => row.status === 'active' && row.username !== leaver.username)
    tenant.demo.edit.removeUser(leaver.username)
    tenant.demo.misbehave({
      how: { kind: 'leaving-out', username: innocent?.username ?? '' },
      on: (command, data) => command === 'getuserdata' && !JSON.stringify(data).includes('username'),
    })
    expect(await tenant.call('directory.sync', {})).toMatchObject({ users: 119, changed: 1 })
    expect((await tenant.call('users.page', { gone: true })).rows.map(({ username }) => username)).toEqual([
      leaver.username,
    ])
  })

  it('does not apply an answer with suspiciously few people unless told to', async () => {
    await tenant.call('directory.sync', {})
    const before = await state()
    tenant.demo.misbehave({ how: { kind: 'empty' }, on: 'getuserdata' })
    expect((await tenant.refused('directory.sync', {})).code).toBe('suspicious')
    expect(await state()).toEqual(before)
    expect((await tenant.call('directory.status', {})).suspicious).toMatchObject({ before: 120, now: 0 })
    await tenant.call('directory.sync', { acceptFewer: true })
    expect((await tenant.call('users.page', {})).total).toBe(0)
    expect((await tenant.call('users.page', { gone: true })).total).toBe(before.people.length)
    expect((await tenant.call('directory.status', {})).suspicious).toBe(null)
  })

  it('does not apply an answer whose people are other people, however many, unless told to', async () => {
    await tenant.call('directory.sync', {})
    const before = await state()
    const strangers = Object.fromEntries(
      Array.from({ length: 120 }, (_, at) => [
        at + 1,
        { username: `stranger.${at}@example.com`, fullname: 'Stranger' },
      ]),
    )
    const body = JSON.stringify({ total: 120, count: 120, Users: strangers, Groups: {}, invited: [] })
    tenant.demo.misbehave({ how: { kind: 'answering', body }, on: 'getuserdata' })
    const failure = await tenant.refused('directory.sync', {})
    expect(failure).toMatchObject({
      code: 'suspicious',
      message: expect.stringContaining('Of those, 0 are still there'),
    })
    expect(await state()).toEqual(before)
    expect((await tenant.call('directory.status', {})).suspicious).toMatchObject({ before: 120, now: 120, known: 0 })
    await tenant.call('directory.sync', { acceptFewer: true })
    expect((await tenant.call('users.page', {})).total).toBe(120)
  })

  it('takes a company over that grew to many times its size', async () => {
    await tenant.call('directory.sync', {})
    for (let at = 0; at < 300; at++) tenant.demo.edit.addUser(`joiner.${at}@example.com`, { fullname: 'Joiner' })
    expect(await tenant.call('directory.sync', {})).toMatchObject({ users: 420 })
  })

  it.each([
    [
      'the connection is cut in the list of people',
      { how: { kind: 'cut' } as const, on: 'getuserdata' },
      'unexpected-answer',
    ],
    [
      'the connection is cut in the list of folders',
      { how: { kind: 'cut' } as const, on: 'getsfdata' },
      'unexpected-answer',
    ],
    ['the service cannot be reached', { how: { kind: 'unreachable' } as const }, 'offline'],
    ['a page for browsers answers', { how: { kind: 'page' } as const }, 'unexpected-answer'],
    [
      'people come in a shape that nobody knows',
      { how: { kind: 'malformed', what: 'users' } as const, on: 'getuserdata' },
      'unexpected-answer',
    ],
    ['the hash was reset', { how: { kind: 'hash-reset' } as const }, 'credential-refused'],
  ])(
    'leaves everything as it was when %s',
    async (_, fault, code) => {
      await tenant.call('directory.sync', {})
      const before = await state()
      tenant.demo.edit.disable((await somebody()).username)
      tenant.demo.misbehave(fault)
      expect((await tenant.refused('directory.sync', {})).code).toBe(code)
      expect(await state()).toEqual(before)
      const failure = (await tenant.call('directory.status', {})).lastAttempt?.failure
      expect(failure?.code).toBe(code)
      const kept = (await tenant.call('errors.page', {})).rows
      expect(kept).toMatchObject([{ what: 'Refresh', message: failure?.message, details: failure?.details ?? null }])
      await tenant.call('errors.dismiss', { ids: kept.map(({ id }) => id) })
      expect((await tenant.call('errors.page', {})).total).toBe(0)
    },
    60_000,
  )

  it('marks the credential as refused, and as good again once it works', async () => {
    tenant.demo.misbehave({ how: { kind: 'hash-reset' } })
    await tenant.refused('directory.sync', {})
    expect((await tenant.call('app.state', {})).tenants[0]?.credential).toBe('refused')
    const [kept] = (await tenant.call('errors.page', {})).rows
    // The service's own words, and never the hash.
    expect(kept?.details).toMatch(/Authorization/i)
    expect(JSON.stringify(kept)).not.toContain(tenant.demo.hash)
    tenant.demo.misbehave(null)
    await tenant.call('directory.sync', {})
    expect((await tenant.call('app.state', {})).tenants[0]?.credential).toBe('ready')
  })

  it('sets one unreadable person aside, says so, and keeps the others', async () => {
    tenant.demo.misbehave({ how: { kind: 'malformed', what: 'one-user' }, on: 'getuserdata' })
    const result = await tenant.call('directory.sync', {})
    expect(result).toMatchObject({ users: 119, setAside: 1 })
    const problems = await tenant.call('directory.problems', {})
    expect(problems.rows).toHaveLength(1)
    expect(problems.rows[0]).toMatchObject({ what: 'user' })
    await tenant.call('directory.sync', {})
    const kept = (await tenant.call('errors.page', {})).rows
    expect(kept).toHaveLength(1)
    expect(kept[0]?.details).toContain(`user ${problems.rows[0]?.id}: ${problems.rows[0]?.reason}`)
  })

  it('keeps somebody who was known as they were when their record cannot be read any more', async () => {
    await tenant.call('directory.sync', {})
    const before = await state()
    tenant.demo.misbehave({ how: { kind: 'malformed', what: 'one-user' }, on: 'getuserdata' })
    expect(await tenant.call('directory.sync', {})).toMatchObject({ users: 120, setAside: 1, changed: 0 })
    expect(await state()).toEqual(before)
    expect((await tenant.call('users.page', { gone: true })).total).toBe(0)
    tenant.demo.misbehave(null)
    expect(await tenant.call('directory.sync', {})).toMatchObject({ users: 120, setAside: 0, changed: 0 })
  })

  it('keeps the folders at hand where LastPass refuses to give them, and says so', async () => {
    const before = await tenant.call('directory.sync', {})
    tenant.demo.misbehave({ how: { kind: 'refusing', words: 'Not for you.' }, on: 'getsfdata' })
    const result = await tenant.call('directory.sync', {})
    expect(result).toMatchObject({ folders: before.folders, setAside: 1 })
    expect((await tenant.call('directory.problems', {})).rows).toEqual([
      {
        what: 'folder',
        id: 'all',
        reason: 'LastPass does not give the shared folders: Not for you. Those at hand are from an earlier refresh.',
      },
    ])
  })

  it('can be cancelled, and the state is as before', async () => {
    await tenant.call('directory.sync', {})
    const before = await state()
    tenant.demo.edit.disable((await somebody()).username)
    tenant.demo.misbehave({ how: { kind: 'slow', milliseconds: 30_000 }, on: 'getsfdata' })
    const reachedFolders = new Promise<void>((resolve) => {
      tenant.app.listen((signal) => {
        if (signal.name === 'sync' && signal.progress?.step === 'folders') resolve()
      })
    })
    const running = tenant.refused('directory.sync', {})
    await reachedFolders
    await tenant.call('directory.cancel', {})
    expect((await running).code).toBe('cancelled')
    expect(await state()).toEqual(before)
  })

  it('joins a second one that is asked for meanwhile', async () => {
    const [first, second] = await Promise.all([tenant.call('directory.sync', {}), tenant.call('directory.sync', {})])
    expect(second).toEqual(first)
    expect(tenant.service.requests.filter(({ command }) => command === 'getsfdata')).toHaveLength(1)
  })
})

describe('a company that changes between two pages', () => {
  let large: TestTenant
  beforeEach(async () => {
    large = await openTenant({ people: 2500 })
  })
  afterEach(() => large.close())

  it.each([
    ['one is deleted', (first: string) => large.demo.edit.removeUser(first)],
    [
      'one is deleted and one is added',
      (first: string) => {
        large.demo.edit.removeUser(first)
        large.demo.edit.addUser('new.person@example.com', { fullname: 'New Person' })
      },
    ],
  ])(
    'is read as it is in the end when %s',
    async (_, edit) => {
      const page = await large.demo.answer(
        JSON.stringify({
          cid: large.demo.cid,
          provhash: large.demo.hash,
          cmd: 'getuserdata',
          data: { pagesize: 5, pageindex: 0 },
        }),
      )
      const [first] = Object.values(
        (JSON.parse(String(page.body)) as { Users: Record<string, { username: string }> }).Users,
      )
      const leaver = first?.username ?? ''
      for (const fresh of [true, false]) {
        if (!fresh) large.demo.edit.addUser(leaver, { fullname: 'Back Again' })
        if (!fresh) await large.call('directory.sync', {})
        large.demo.misbehave({
          how: { kind: 'meanwhile', run: () => edit(leaver) },
          on: 'getuserdata',
          after: 1,
          times: 1,
        })
        await large.call('directory.sync', {})
        large.demo.misbehave(null)
        expect((await large.call('users.page', { text: leaver })).total).toBe(0)
        // A second look at a company that stands still finds nothing that was left out, and nothing that stayed.
        expect((await large.call('directory.sync', {})).changed).toBe(0)
        expect(
          (await large.call('directory.history', {})).rows
            .filter(({ kind }) => kind === 'gone')
            .map(({ username }) => username),
        ).toEqual(fresh ? [] : [leaver])
      }
    },
    60_000,
  )
})
