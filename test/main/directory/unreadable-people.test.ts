import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { damagedDirectory } from '../../harness/damaged-directory.ts'

// A person whose record on disk is not as it was written hides alone, and that is told.

const { home, calls, start, tamper } = damagedDirectory()

const damage = (username: string, other = '@x') =>
  `UPDATE users SET json = replace(json, '@', '${other}') WHERE json LIKE '%${username}%'`

async function somebody() {
  const { rows, total } = await calls().call('users.page', { status: ['active'], admin: false, limit: 500 })
  const person = rows.find(({ groups }) => groups.length > 0)
  if (person === undefined) throw new Error('nobody is in a group')
  return { person, total, group: person.groups[0] as string }
}

describe('a person whose record is damaged', () => {
  it('hides alone, is told by name, and counts are without them', async () => {
    const before = await somebody()
    const { username } = before.person
    const members = (await calls().call('groups.get', { name: before.group, limit: 500 })).total
    await tamper(damage(username))
    const { call, refused } = await start()
    const page = await call('users.page', { status: ['active'], admin: false, limit: 500 })
    expect(page.rows.map((row) => row.username)).not.toContain(username)
    expect(page.rows).toHaveLength(before.total - 1)
    expect(page.total).toBe(before.total - 1)
    expect((await call('users.facets', {})).status.active).toBeLessThan((await call('users.facets', {})).total)
    expect((await call('groups.get', { name: before.group, limit: 500 })).total).toBe(members - 1)
    const { rows: groups } = await call('groups.page', { text: before.group, limit: 50 })
    expect(groups.find(({ name }) => name === before.group)?.members).toBe(members - 1)
    expect((await call('users.page', { gone: true, limit: 50 })).total).toBe(0)
    expect((await call('directory.status', {})).unreadable).toBe(1)
    expect((await call('errors.page', {})).rows).toEqual([
      expect.objectContaining({
        message: expect.stringContaining('1 person could not be read'),
        details: username,
      }),
    ])
    expect(await refused('users.get', { username })).toMatchObject({
      code: 'storage',
      message: expect.stringContaining(username),
    })
  })

  it('is blocked in a plan, alone, also as somebody new', async () => {
    const { person } = await somebody()
    const others = (await calls().call('users.page', { status: ['active'], admin: false, limit: 4 })).rows
    const [other = '', third = ''] = others.flatMap(({ username }) => (username === person.username ? [] : [username]))
    await tamper(damage(person.username))
    const { call } = await start()
    const { rows } = await call('changes.preview', {
      changes: [
        { kind: 'disable', username: person.username },
        { kind: 'disable', username: other },
        { kind: 'add', username: person.username.toUpperCase() },
        { kind: 'change-email', username: third, newUsername: person.username },
      ],
    })
    expect(rows.map(({ verdict }) => verdict)).toEqual(['blocked', 'change', 'blocked', 'blocked'])
    for (const row of [0, 2, 3]) expect(rows[row]?.reason).toContain('in the local database is damaged')
  })

  it('is left out of an export whole, whose count says so', async () => {
    const { person, total } = await somebody()
    await tamper(damage(person.username))
    const { call } = await start()
    const { file, rows } = await call('users.export', {
      filter: { status: ['active'], admin: false },
      sort: { by: 'username', direction: 'asc' },
      columns: ['username'],
      format: 'json',
    })
    const written = JSON.parse(await readFile(join(home(), file ?? ''), 'utf8')) as { username: string }[]
    expect(written).toHaveLength(total - 1)
    expect(rows).toBe(total - 1)
  })

  it('is mended by the next refresh, with nothing claimed to have changed', async () => {
    const { person, total } = await somebody()
    await tamper(damage(person.username))
    const { call } = await start()
    const seen = (await call('directory.history', { limit: 100 })).total
    await call('users.page', { limit: 500 })
    await call('directory.sync', {})
    expect((await call('users.page', { status: ['active'], admin: false, limit: 500 })).total).toBe(total)
    expect((await call('directory.status', {})).unreadable).toBe(0)
    expect((await call('directory.history', { limit: 100 })).total).toBe(seen)
  })

  it('does not keep others from being changed', async () => {
    const { person } = await somebody()
    const { rows } = await calls().call('users.page', { status: ['active'], admin: false, limit: 3 })
    const other = rows.find(({ username }) => username !== person.username)?.username ?? ''
    await tamper(damage(person.username))
    const { call } = await start()
    const { plan } = await call('changes.preview', { changes: [{ kind: 'disable', username: other }] })
    const { job } = await call('changes.apply', { plan })
    expect((await call('jobs.wait', { job, timeoutMs: 20_000 })).rows[0]?.outcome).toBe('confirmed')
  })

  it('is told also where the index has to be made anew without them', async () => {
    const { person, total } = await somebody()
    await tamper(damage(person.username), 'DELETE FROM columns')
    const { call } = await start()
    expect((await call('directory.status', {})).unreadable).toBe(1)
    expect((await call('errors.page', {})).rows[0]?.message).toContain('1 person could not be read')
    await call('directory.sync', {})
    expect((await call('users.page', { status: ['active'], admin: false, limit: 500 })).total).toBe(total)
    expect((await call('directory.status', {})).unreadable).toBe(0)
  })
})
