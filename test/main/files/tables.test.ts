import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTenant, type TestTenant } from '../../harness/application.ts'

let tenant: TestTenant
let folder: string
const names = ['Ops; QA', '=SUM(A1)', '__proto__', 'a"b', ' both ']
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'provost-tables-'))
  tenant = await openTenant(
    { people: 40 },
    {
      saveFile: async (name, write) => {
        const file = await open(join(folder, name), 'w')
        await write(file)
        await file.close()
        return join(folder, name)
      },
    },
  )
  tenant.demo.edit.addUser('ann@example.com', { fullname: '=Ann' })
  for (const name of names) {
    tenant.demo.edit.createGroup(name)
    tenant.demo.edit.addToGroup('ann@example.com', name)
  }
  await tenant.call('directory.sync', {})
})
afterAll(async () => {
  await tenant.close()
  rmSync(folder, { recursive: true, force: true })
})
const read = (path: string | null): string[][] => parse(readFileSync(path ?? '', 'utf8').replace(/^\ufeff/u, ''))

describe('tables written to files', () => {
  it('hold every group, and cells that no spreadsheet runs', async () => {
    const { path, rows } = await tenant.call('groups.export', {})
    const [head, ...body] = read(path)
    const { all } = await tenant.call('groups.lint', { limit: 1 })
    expect([rows, body.length]).toEqual([all, all])
    expect(head?.slice(0, 2)).toEqual(['name', 'members'])
    const written = body.map(([name]) => name)
    expect(written).toEqual(expect.arrayContaining(['Ops; QA', "'=SUM(A1)", '__proto__', 'a"b', ' both ']))
    const some = await tenant.call('groups.export', { text: 'ops; qa' })
    expect(some.rows).toBe(1)
  })

  it('hold people by groups', async () => {
    const { path } = await tenant.call('groups.exportMatrix', { filter: { text: 'ann@example.com' }, groups: names })
    const [head, row] = read(path)
    expect(head).toEqual(['username', 'fullname', 'status', 'Ops; QA', "'=SUM(A1)", '__proto__', 'a"b', ' both '])
    expect(row).toEqual(['ann@example.com', "'=Ann", 'never-logged-in', ...names.map(() => 'member')])
  })

  it('hold what a person may use with every way, and what changed', async () => {
    const { rows: folders } = await tenant.call('folders.page', { limit: 50 })
    const person = (await tenant.call('folders.get', { id: folders[0]?.id ?? '', limit: 1 })).rows[0]?.username ?? ''
    const { path, rows } = await tenant.call('access.export', { username: person })
    const shown = await tenant.call('access.get', { username: person, limit: 500 })
    expect(rows).toBe(shown.total)
    expect(
      read(path)
        .slice(1)
        .map(([, name]) => name),
    ).toEqual(shown.rows.map(({ name }) => name))
    const span = { from: '2020-01-01T00:00:00.000Z', to: '2040-01-01T00:00:00.000Z' }
    expect((await tenant.call('access.export', span)).rows).toBe((await tenant.call('access.diff', span)).total)
    expect(await tenant.refused('access.export', { from: span.from })).toMatchObject({ code: 'invalid', path: 'to' })
    expect(await tenant.refused('access.export', {})).toMatchObject({ code: 'invalid' })
  })

  it('hold who may use a folder, with their rights and ways', async () => {
    const { rows: folders } = await tenant.call('folders.page', { deleted: false, sort: 'members', direction: 'desc' })
    const folder = folders[0]?.id ?? ''
    const shown = await tenant.call('folders.get', { id: folder, limit: 500 })
    const { path, rows } = await tenant.call('access.export', { folder })
    expect(rows).toBe(shown.total)
    const [head, ...body] = read(path)
    expect(head).toEqual(expect.arrayContaining(['username', 'canAdminister', 'through']))
    expect(body.map((row) => [row[0], row[2], row[6]])).toEqual(
      shown.rows.map((each) => [folders[0]?.name, each.username, String(each.canAdminister)]),
    )
    for (const more of [{ group: 'a' }, { username: 'ann@example.com' }, { from: '2020-01-01T00:00:00.000Z' }])
      expect(await tenant.refused('access.export', { folder, ...more })).toMatchObject({ code: 'invalid' })
    expect(await tenant.refused('access.export', { folder: '1' })).toMatchObject({ code: 'not-found' })
  })

  it('hold a list of joiners as it stands', async () => {
    const text = 'email,name\nnew@example.com,=New\nann@example.com,Ann'
    const { list } = await tenant.call('joiners.check', { text })
    const { path } = await tenant.call('joiners.export', { list })
    expect(read(path).map((row) => row.slice(0, 3))).toEqual([
      ['email', 'name', 'Provost verdict'],
      ['new@example.com', "'=New", 'add'],
      ['ann@example.com', 'Ann', 'exists'],
    ])
    expect((await tenant.call('joiners.export', { list, verdicts: ['add'] })).rows).toBe(1)
  })
})
