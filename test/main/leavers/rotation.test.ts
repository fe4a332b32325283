import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterEach, describe, expect, it } from 'vitest'
import { writeWhole } from '../../../src/main/files/save.ts'
import { readFolderSites } from '../../../src/main/leavers/rotation/folder-sites.ts'
import { gatherReach } from '../../../src/main/leavers/rotation/rotation-list.ts'
import { gatherOpened } from '../../../src/main/leavers/rotation/usage-from-events.ts'
import { openTenant, type TestTenant, temporaryFolder } from '../../harness/application.ts'

let tenant: TestTenant
afterEach(() => tenant?.close())

async function open() {
  const out = temporaryFolder()
  tenant = await openTenant(
    { people: 400 },
    {
      saveFile: async (name, fill) => {
        const path = join(out, name)
        await writeWhole(path, fill)
        return path
      },
    },
  )
  await tenant.call('directory.sync', {})
  const { rows } = await tenant.call('users.page', {
    status: ['active'],
    hasFolders: true,
    admin: false,
    sort: { by: 'folders', direction: 'desc' },
    offset: 0,
    limit: 5,
  })
  return { out, username: rows[0]?.username ?? '' }
}

/** What the service itself says, asked for without pages and read by hand. */
function reachOf(username: string): string[] {
  const { body } = tenant.demo.answer(
    JSON.stringify({ cid: tenant.demo.cid, provhash: tenant.demo.hash, cmd: 'getdetailedsfdata', data: 'all' }),
  )
  const folders = JSON.parse(Buffer.from(body).toString()) as Record<
    string,
    { deleted?: boolean; users: { username: string; give: number; sites: string[] }[] }
  >
  return Object.entries(folders)
    .filter(([, { deleted }]) => deleted !== true)
    .flatMap(([id, { users }]) =>
      users
        .filter((each) => each.username === username)
        .flatMap(({ sites, give }) => sites.map((site) => `${id} ${site} ${give === 1}`)),
    )
    .sort()
}

/** Each site of each folder once, read by hand. */
function passwordsOf(): number {
  const { body } = tenant.demo.answer(
    JSON.stringify({ cid: tenant.demo.cid, provhash: tenant.demo.hash, cmd: 'getdetailedsfdata', data: 'all' }),
  )
  const folders = JSON.parse(Buffer.from(body).toString()) as Record<
    string,
    { deleted?: boolean; users: { sites: string[] }[] }
  >
  return Object.values(folders)
    .filter(({ deleted }) => deleted !== true)
    .reduce((sum, { users }) => sum + new Set(users.flatMap(({ sites }) => sites)).size, 0)
}

describe('the rotation list', () => {
  it('counts the shared passwords once their sites were read, and not before', async () => {
    const { username } = await open()
    expect((await tenant.call('leavers.sites', {})).passwords).toBeNull()
    await tenant.call('leavers.rotation', { usernames: [username] })
    expect(passwordsOf()).toBeGreaterThan(10)
    expect((await tenant.call('leavers.sites', {})).passwords).toBe(passwordsOf())
  })

  it('is what LastPass says that the person could reach, and says which passwords could be seen', async () => {
    const { username } = await open()
    expect(await tenant.call('leavers.rotation', { usernames: [username], fetch: 'never' })).toMatchObject({
      rows: [],
      asOf: null,
    })
    const list = await tenant.call('leavers.rotation', { usernames: [username.toUpperCase()], limit: 500 })
    expect(list.asOf).not.toBeNull()
    expect(list.rankedBy).toBe('reach')
    expect(list.rows.map(({ folder, site, couldSee }) => `${folder} ${site} ${couldSee}`).sort()).toEqual(
      reachOf(username),
    )
    expect(list.total).toBeGreaterThan(0)
    // At hand now: LastPass is not asked again unless told to.
    const asked = () => tenant.service.requests.filter(({ command }) => command === 'getdetailedsfdata').length
    const before = asked()
    await tenant.call('leavers.rotation', { usernames: [username] })
    expect(asked()).toBe(before)
    await tenant.call('leavers.rotation', { usernames: [username], fetch: 'always' })
    // The folders, and the empty page after them.
    expect(asked()).toBe(before + 2)
  })

  it('keeps ticks through a new reading, and takes them back', async () => {
    const { username } = await open()
    const { rows } = await tenant.call('leavers.rotation', { usernames: [username] })
    const [first, second] = rows
    const items = [first, second].map((row) => ({ folder: row?.folder ?? '', site: row?.site ?? '' }))
    expect(await tenant.call('leavers.tick', { username, items, done: true, note: 'new password set' })).toEqual({
      ticked: 2,
    })
    const list = await tenant.call('leavers.rotation', { usernames: [username], fetch: 'always', ticked: true })
    expect(list.rows.map(({ ticked }) => ticked?.note)).toEqual(['new password set', 'new password set'])
    expect(list.ticked).toBe(2)
    await tenant.call('leavers.tick', { username, items: items.slice(0, 1), done: false })
    expect((await tenant.call('leavers.rotation', { usernames: [username] })).ticked).toBe(1)
    // A case counts the same sites.
    const { batch } = await tenant.call('leavers.start', { usernames: [username] })
    const [one] = (await tenant.call('leavers.cases', { batch })).rows
    const { rotation } = await tenant.call('leavers.case', { case: one?.case ?? '' })
    expect(rotation).toEqual({ total: rows.length, ticked: 1, asOf: list.asOf })
  })

  it('is gathered by site, and a whole site is ticked off at once', async () => {
    const { username, out } = await open()
    const { rows: people } = await tenant.call('users.page', { status: ['active'], hasFolders: true, limit: 30 })
    const usernames = [username, ...people.map((user) => user.username)].slice(0, 20)
    const flat = await tenant.call('leavers.rotation', { usernames, limit: 500 })
    const refused = await tenant.refused('leavers.rotationSites', { usernames, each: 500, limit: 500 })
    expect(refused).toMatchObject({ code: 'invalid', path: 'each' })
    const list = await tenant.call('leavers.rotationSites', { usernames, each: 10, limit: 500 })
    expect(list.items).toBe(flat.total)
    expect(list.rows.map(({ site }) => site)).toEqual([...new Set(flat.rows.map(({ site }) => site))].slice(0, 500))
    const most = list.rows.toSorted((a, b) => b.people - a.people)[0]?.site ?? ''
    const [site] = (await tenant.call('leavers.rotationSites', { usernames, site: most, each: 500 })).rows
    const rest = await tenant.call('leavers.rotationSites', { usernames, site: most, each: 500, skip: 2 })
    expect(rest.rows[0]?.items).toEqual(site?.items.slice(2))
    const items = flat.rows.filter((row) => row.site === site?.site)
    expect(site?.items.slice(0, items.length)).toEqual(items)
    expect(site?.people).toBe(new Set(site?.items.map((row) => row.username)).size)
    expect(site?.people).toBeGreaterThan(1)
    // One of its people is enough for the whole site to be there; few of its items are named unless more are asked for.
    const found = await tenant.call('leavers.rotationSites', { usernames, text: items[0]?.username ?? '', each: 1 })
    expect(found.rows.every((row) => row.items.length === 1 && row.total >= 1)).toBe(true)
    expect(found.rows.map((row) => row.site)).toContain(site?.site)

    const alone = { usernames, site: site?.site ?? '' }
    await tenant.call('leavers.tick', {
      username: items[0]?.username ?? '',
      items: [{ folder: items[0]?.folder ?? '', site: alone.site }],
      done: true,
      note: 'first',
    })
    expect(await tenant.call('leavers.tickSite', { ...alone, done: true, note: 'all' })).toEqual({
      ticked: site?.total,
    })
    const [after] = (await tenant.call('leavers.rotationSites', { ...alone, each: 500 })).rows
    expect(after).toMatchObject({ total: site?.total, ticked: site?.total })
    expect(after?.items.filter((row) => row.ticked?.note === 'first')).toHaveLength(1)
    const left = await tenant.call('leavers.rotationSites', { usernames, ticked: false, limit: 500 })
    expect(left.rows.map((row) => row.site)).not.toContain(alone.site)
    await tenant.call('leavers.tickSite', { ...alone, done: false })
    expect((await tenant.call('leavers.rotationSites', { ...alone })).ticked).toBe(0)
    // The file has one line for each item still.
    const saved = await tenant.call('leavers.exportRotation', { usernames, format: 'json' })
    expect(saved.rows).toBe(flat.total)
    expect(JSON.parse(readFileSync(join(out, saved.file ?? ''), 'utf8')).rows).toHaveLength(flat.total)
  })

  it('is kept as it was when reading breaks off', async () => {
    const { username } = await open()
    const before = await tenant.call('leavers.rotation', { usernames: [username] })
    tenant.demo.misbehave({ how: { kind: 'malformed', what: 'not-json' }, on: 'getdetailedsfdata' })
    expect(await tenant.refused('leavers.rotation', { usernames: [username], fetch: 'always' })).toMatchObject({
      code: 'unexpected-answer',
    })
    const after = await tenant.call('leavers.rotation', { usernames: [username], fetch: 'never' })
    expect([after.total, after.asOf]).toEqual([before.total, before.asOf])
    expect((await tenant.call('leavers.sites', {})).fetching).toBeNull()
  })

  it('says that LastPass keeps the sites back, and does not blame the hash, where people are given', async () => {
    const { username } = await open()
    const body = '<?xml version="1.0" encoding="UTF-8"?><lastpass rc="Authorization Error"/>'
    tenant.demo.misbehave({ how: { kind: 'answering', body }, on: 'getdetailedsfdata' })
    const failure = await tenant.refused('leavers.rotation', { usernames: [username], fetch: 'always' })
    expect(failure).toMatchObject({ code: 'service-refused', details: 'Authorization Error' })
    expect(failure.message).toContain('The hash is good')
    tenant.demo.misbehave({ how: { kind: 'hash-reset' } })
    expect((await tenant.refused('leavers.rotation', { usernames: [username], fetch: 'always' })).code).toBe(
      'credential-refused',
    )
  })

  it('stops when it is cancelled', async () => {
    const { username } = await open()
    tenant.demo.misbehave({ how: { kind: 'slow', milliseconds: 60_000 }, on: 'getdetailedsfdata' })
    const giveUp = new AbortController()
    const reading = tenant.app.call('leavers.rotation', { usernames: [username] }, { signal: giveUp.signal })
    await expect.poll(() => tenant.service.requests.some(({ command }) => command === 'getdetailedsfdata')).toBe(true)
    giveUp.abort()
    expect(await reading).toMatchObject({ ok: false, failure: { code: 'cancelled' } })
    expect(await tenant.call('leavers.sites', {})).toMatchObject({ asOf: null, fetching: null })
  })

  it('goes into a file that a spreadsheet reads, with nothing that runs as a formula', async () => {
    const { username, out } = await open()
    const { rows, total } = await tenant.call('leavers.rotation', { usernames: [username], limit: 500 })
    await tenant.call('leavers.tick', {
      username,
      items: [{ folder: rows[0]?.folder ?? '', site: rows[0]?.site ?? '' }],
      done: true,
      note: '=1+1',
    })
    const saved = await tenant.call('leavers.exportRotation', { usernames: [username], format: 'csv' })
    expect(saved).toMatchObject({ saved: true, rows: total })
    const lines = parse(readFileSync(join(out, saved.file ?? ''), 'utf8'), { bom: true, columns: true }) as Record<
      string,
      string
    >[]
    expect(lines).toHaveLength(total)
    expect(lines[0]).toMatchObject({ person: username, site: rows[0]?.site, note: "'=1+1" })
  })
})

describe('the ranking', () => {
  it('puts what events show first, then what could be seen', () => {
    const opened = gatherOpened([
      { time: '2026-11-01T10:00:00Z', action: 'Log in', data: 'vpn.example.com' },
      { time: '2026-11-02T10:00:00Z', action: 'Log In', data: 'https://VPN.example.com:443/path' },
      { time: '2026-11-03T10:00:00Z', action: 'Log in', data: 'LastPass via Chrome v4.134.0' },
      { time: '2026-11-03T10:00:00Z', action: 'Log in', data: 'VID: 123 from Ops' },
      { time: '2026-11-03T10:00:00Z', action: 'Site added', data: 'bank.example.com' },
    ])
    expect(opened.sites.get('vpn.example.com')).toEqual({ times: 2, last: '2026-11-02T10:00:00Z' })
    expect([...opened.sites.keys()]).toEqual(['vpn.example.com'])
    expect(opened.folders.get('Ops')).toEqual({ times: 1, last: '2026-11-03T10:00:00Z' })

    const member = (give: number, sites: string[]) => ({
      username: 'a@example.com',
      readonly: 0,
      give,
      can_administer: 0,
      sites,
    })
    const body = {
      1: {
        sharedfoldername: 'Zoo',
        users: [member(1, ['zoo.example.com']), { ...member(0, []), username: 'b@example.com' }],
      },
      2: { sharedfoldername: 'Net', users: [member(0, ['vpn.example.com', 'hidden.example.com'])] },
      3: { sharedfoldername: 'Ops', users: [member(0, ['ops.example.com'])] },
    }
    const { folders } = readFolderSites(Buffer.from(JSON.stringify(body)), () => [])
    const work = gatherReach(
      [folders.map(({ json }) => JSON.parse(json))],
      ['A@example.com'],
      new Map([['a@example.com', opened]]),
    )
    let step = work.next()
    while (!step.done) step = work.next()
    expect(step.value.map(({ site, opened: used }) => [site, used?.times ?? 0])).toEqual([
      ['vpn.example.com', 2],
      ['ops.example.com', 0],
      ['zoo.example.com', 0],
      ['hidden.example.com', 0],
    ])
  })
})
