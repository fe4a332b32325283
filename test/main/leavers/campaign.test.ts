import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { writeWhole } from '../../../src/main/files/save.ts'
import { withKept } from '../../../src/main/leavers/campaign/kept-reach.ts'
import { passwordsOf, progressBy } from '../../../src/main/leavers/campaign/progress.ts'
import { requestText } from '../../../src/main/leavers/campaign/request.ts'
import { sitesOf } from '../../../src/main/leavers/rotation/folder-sites.ts'
import { tickKey } from '../../../src/main/leavers/rotation/rotation-list.ts'
import { openTenant, type TestTenant, temporaryFolder } from '../../harness/application.ts'
import { fc } from '../../harness/properties.ts'

let tenant: TestTenant
afterEach(() => tenant?.close())

const start = Date.parse('2026-11-20T09:00:00Z')
let begun = 0
let added = 0
const now = () => start + added + Date.now() - begun
const day = 86_400_000

async function open() {
  begun = Date.now()
  added = 0
  const out = temporaryFolder()
  tenant = await openTenant(
    { people: 200, now },
    {
      now,
      writing: true,
      saveFile: async (name, fill) => {
        const path = join(out, name)
        await writeWhole(path, fill)
        return path
      },
    },
  )
  await tenant.call('directory.sync', {})
  return out
}

/** Somebody in a folder that somebody else administers, disabled by a leaving. */
async function leaver(): Promise<string> {
  const { rows } = await tenant.call('users.page', {
    ...{ status: ['active'], hasFolders: true, admin: false, offset: 0, limit: 50 },
    sort: { by: 'folders', direction: 'desc' },
  })
  const username = rows[0]?.username ?? ''
  const { batch } = await tenant.call('leavers.start', { usernames: [username], console: [] })
  const { job } = await tenant.call('leavers.apply', { batch })
  const { rows: outcomes } = await tenant.call('jobs.wait', { job, timeoutMs: 60_000 })
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['confirmed'])
  return username
}

const eastern = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'US/Eastern',
  dateStyle: 'short',
  timeStyle: 'medium',
})
/** Events as LastPass would give them. */
function events(...given: { at: number; by: string; data: string }[]) {
  const data = given.map(({ at, by, data }, n) => [
    `Event${n + 1}`,
    {
      ...{ Time: eastern.format(at), Username: by, IP_Address: '192.0.2.7' },
      ...{ Action: 'Password changed', Data: data },
    },
  ])
  const body = JSON.stringify({ status: 'OK', next: null, data: Object.fromEntries(data) })
  tenant.demo.misbehave({ how: { kind: 'answering', body }, on: 'reporting' })
}

const journalOf = async (kind: string) => {
  const { total } = await tenant.call('journal.page', { offset: 0, limit: 1 })
  const { rows } = await tenant.call('journal.page', { offset: Math.max(0, total - 500), limit: 500 })
  return rows.filter((line) => line.kind === kind)
}

describe('a campaign', () => {
  it('goes from a leaver to the folders’ administrators, and is ticked off by hand and by events', async () => {
    const out = await open()
    const username = await leaver()
    const waiting = await tenant.call('leavers.campaign', { by: 'leaver' })
    expect(waiting).toMatchObject({ rows: [], waiting: { usernames: [username], total: 1 }, sums: { passwords: 0 } })
    const list = await tenant.call('leavers.rotation', { usernames: [username], limit: 500 })
    const made = await tenant.call('leavers.beginCampaign', {
      usernames: [username.toUpperCase(), 'nobody@example.com'],
    })
    expect(made).toMatchObject({ people: 1, passwords: list.total })
    expect(made.leftOut).toEqual([
      { username: 'nobody@example.com', reason: 'Could reach no site in a shared folder.' },
    ])
    expect((await tenant.call('leavers.beginCampaign', { usernames: [username] })).leftOut).toEqual([
      { username, reason: 'Is in a campaign already.' },
    ])
    expect((await journalOf('rotation-begun'))[0]?.data).toMatchObject({ people: [username], passwords: list.total })

    // Who is asked administers the folder, can log in and is no leaver.
    const owners = await tenant.call('leavers.campaign', { by: 'owner' })
    expect(owners.waiting.total).toBe(0)
    for (const { id } of owners.rows.filter((row) => row.id !== '')) {
      const user = await tenant.call('users.get', { username: id })
      expect(user.status).toBe('active')
      const mine = await tenant.call('leavers.campaignPasswords', { by: 'owner', id, limit: 500 })
      const folders = new Set(user.folders.filter((one) => one.canAdminister).map(({ id: folder }) => folder))
      expect(mine.rows.every(({ folder }) => folders.has(folder))).toBe(true)
      expect(mine.rows.every(({ leavers }) => leavers.includes(username))).toBe(true)
    }
    const folders = await tenant.call('leavers.campaign', { by: 'folder', limit: 500 })
    expect(folders.rows.reduce((sum, row) => sum + row.passwords, 0)).toBe(list.total)
    expect(owners.sums).toMatchObject({ people: 1, passwords: list.total, done: 0, folders: folders.total, overdue: 0 })

    // The request names every site, and what is exported is the same.
    const [owner] = owners.rows.filter((row) => row.id !== '')
    const asked = await tenant.call('leavers.campaignRequest', { owner: owner?.id ?? '' })
    const own = await tenant.call('leavers.campaignPasswords', { by: 'owner', id: owner?.id ?? '', limit: 500 })
    for (const { site, folderName } of own.rows) {
      expect(asked.text).toContain(`- ${site}`)
      expect(asked.text).toContain(`Shared folder: ${folderName}`)
    }
    expect(asked.text).toContain(username)
    const file = await tenant.call('leavers.exportRequests', { format: 'csv' })
    expect(file.rows).toBe(owners.rows.reduce((sum, row) => sum + row.passwords, 0))
    expect(readFileSync(join(out, file.file ?? ''), 'utf8').split('\n').length).toBe(file.rows + 2)
    await tenant.call('leavers.askOwners', { owners: [owner?.id ?? ''], asked: true })
    const noted = await tenant.call('leavers.campaign', { by: 'owner', text: owner?.id ?? '' })
    expect(noted.rows[0]).toMatchObject({ asked: { by: expect.any(String) }, askAgain: false })

    // By hand, for everybody who could reach it.
    const [first] = own.rows
    const one = { folder: first?.folder ?? '', site: first?.site ?? '' }
    expect(await tenant.call('leavers.tickPasswords', { passwords: [one], done: true, note: 'told by phone' })).toEqual(
      {
        items: 1,
      },
    )
    const ticked = await tenant.call('leavers.campaignPasswords', { by: 'owner', id: owner?.id ?? '', state: 'done' })
    expect(ticked.rows).toMatchObject([{ ...one, ticked: { note: 'told by phone' }, open: 0 }])
    expect((await journalOf('rotation-tick')).at(-1)?.data).toMatchObject({
      ...{ done: true, note: 'told by phone', operator: expect.any(String) },
      items: [{ username, ...one, name: first?.folderName }],
    })
    await tenant.call('leavers.tickPasswords', { passwords: [one], done: false })
    expect((await journalOf('rotation-tick')).at(-1)?.data).toMatchObject({
      done: false,
      items: [{ username, ...one }],
    })

    // By events: who is named and could reach it counts; a number is offered; what lies before does not count.
    added += day
    events(
      { at: now() - 2 * day, by: owner?.id ?? '', data: own.rows[1]?.site ?? '' },
      { at: now() - 60_000, by: owner?.id ?? '', data: one.site },
      { at: now() - 30_000, by: owner?.id ?? '', data: `VID: 4711 from ${first?.folderName}` },
    )
    await tenant.call('audit.fetch', { from: new Date(now() - 3 * day).toISOString() })
    const after = await tenant.call('leavers.campaignPasswords', { by: 'owner', id: owner?.id ?? '', state: 'done' })
    const named = list.rows.filter(({ site }) => site === one.site).length
    expect(after.rows.length).toBeGreaterThan(0)
    expect(after.rows.length).toBeLessThanOrEqual(named)
    for (const row of after.rows) {
      expect(row.site).toBe(one.site)
      expect(row.ticked).toMatchObject({ by: owner?.id, event: true })
    }
    expect((await journalOf('rotation-tick')).at(-1)?.data).toMatchObject({
      event: { by: owner?.id, says: 'LastPass’ event “Password changed”' },
    })
    const offered = await tenant.call('leavers.campaign', { by: 'folder', text: first?.folderName ?? '' })
    const same = offered.rows.find(({ id }) => id === one.folder)
    expect(same?.offered).toBe((same?.passwords ?? 0) - (same?.done ?? 0))
    expect(offered.sums.done).toBe(after.rows.length)
  }, 60_000)

  it('keeps what somebody could reach after LastPass has forgotten it, and says what is open after 30 days', async () => {
    await open()
    const username = await leaver()
    const list = await tenant.call('leavers.rotation', { usernames: [username], limit: 500 })
    await tenant.call('leavers.beginCampaign', { usernames: [username] })
    await tenant
      .call('changes.preview', { changes: [{ kind: 'remove', username }] })
      .then(async ({ plan, confirm }) => {
        const { job } = await tenant.call('changes.apply', { plan, ...(confirm === null ? {} : { confirm }) })
        await tenant.call('jobs.wait', { job, timeoutMs: 60_000 })
      })
    const again = await tenant.call('leavers.rotation', { usernames: [username], fetch: 'always', limit: 500 })
    const mark = ({ folder, site }: { folder: string; site: string }) => `${folder} ${site}`
    expect(again.rows.map(mark).sort()).toEqual(list.rows.map(mark).sort())
    added += 29 * day
    expect((await tenant.call('leavers.campaign', { by: 'leaver' })).sums.overdue).toBe(0)
    added += 2 * day
    const late = await tenant.call('leavers.campaign', { by: 'leaver', state: 'overdue' })
    expect(late.sums.overdue).toBe(list.total)
    expect(late.rows).toMatchObject([{ id: username, overdue: true, passwords: list.total }])
    await tenant.call('leavers.endCampaign', { usernames: [username], reason: 'All accounts were closed.' })
    expect((await tenant.call('leavers.campaign', { by: 'leaver' })).sums).toMatchObject({ people: 0, overdue: 0 })
    expect(await tenant.refused('leavers.endCampaign', { usernames: [username], reason: 'x' })).toMatchObject({
      code: 'not-found',
    })
    expect((await journalOf('rotation-ended'))[0]?.data).toMatchObject({ reason: 'All accounts were closed.' })
  }, 60_000)
})

const name = fc.constantFrom('a@example.com', 'B@example.com', 'c@example.com')
const site = fc.constantFrom('one.example', 'two.example', 'three.example')
const kept = fc.uniqueArray(
  fc.record({
    username: name,
    folder: fc.constantFrom('1', '2'),
    hidden: fc.boolean(),
    canAdminister: fc.boolean(),
    sites: fc.uniqueArray(site, { minLength: 1 }),
  }),
  { selector: ({ username, folder }) => `${username} ${folder}` },
)

describe('numbers of a campaign', () => {
  it('agree, however they are gathered', () => {
    fc.assert(
      fc.property(kept, fc.func(fc.boolean()), (folders, isTicked) => {
        const people = [...new Set(folders.map(({ username }) => username))].map((username, n) => ({
          ...{ username, fullname: '', begun: new Date(start + n).toISOString(), by: 'me', asOf: '', ended: null },
        }))
        const named = folders.map((one) => ({ ...one, name: `Folder ${one.folder}` }))
        const items = named.flatMap((one) => one.sites.map((each) => tickKey(one.username, one.folder, each)))
        const ticked = new Set(items.filter((item) => isTicked(item)))
        const passwords = passwordsOf(people, named, { ticked, offered: new Set(items) })
        expect(passwords.reduce((sum, one) => sum + one.leavers.length, 0)).toBe(items.length)
        expect(passwords.reduce((sum, one) => sum + one.open.length, 0)).toBe(items.length - ticked.size)
        const byLeaver = progressBy(
          passwords,
          (one) =>
            one.leavers.map((id) => ({
              ...{ id, name: id, offered: false },
              since: one.open.includes(id) ? one.since : null,
            })),
          start,
        )
        expect(byLeaver.reduce((sum, row) => sum + row.passwords, 0)).toBe(items.length)
        expect(byLeaver.reduce((sum, row) => sum + row.done, 0)).toBe(ticked.size)
        const byFolder = progressBy(
          passwords,
          (one) => [{ id: one.folder, name: one.folderName, since: one.since, offered: one.offered.length > 0 }],
          start,
        )
        expect(byFolder.reduce((sum, row) => sum + row.passwords, 0)).toBe(passwords.length)
        expect(byFolder.reduce((sum, row) => sum + row.done, 0)).toBe(
          passwords.filter((one) => one.open.length === 0).length,
        )
      }),
    )
  })

  it('hold what is kept and what LastPass gives now, each once', () => {
    fc.assert(
      fc.property(kept, kept, (former, present) => {
        const folders = ['1', '2'].map((id) => {
          const own = present.filter(({ folder }) => folder === id)
          const sites = [...new Set(own.flatMap((one) => one.sites))]
          return {
            ...{ id, name: `Folder ${id}`, deleted: false, sites },
            members: own.map((one) => ({
              ...{ key: one.username.toLowerCase(), username: one.username, hidden: one.hidden },
              ...{ admin: one.canAdminister, superAdmin: false, sites: one.sites.map((each) => sites.indexOf(each)) },
            })),
          }
        })
        const given = [...former, ...present].flatMap((one) =>
          one.sites.map((each) => tickKey(one.username, one.folder, each)),
        )
        const joined = [
          ...withKept(
            [folders],
            former.map((one) => ({ ...one, name: `Folder ${one.folder}` })),
          ),
        ].flat()
        const found = joined.flatMap((folder) =>
          folder.members.flatMap((member) =>
            sitesOf(folder, member).map((each) => tickKey(member.username, folder.id, each)),
          ),
        )
        expect(found.sort()).toEqual([...new Set(given)].sort())
      }),
    )
  })

  it('of a request that is too long are said in it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1500, max: 6000 }), (many, most) => {
        const passwords = Array.from({ length: many }, (_, n) => ({
          ...{ folder: `${n % 7}`, folderName: `Folder ${n % 7}`, site: `site-${n}.example`, offered: [] },
          ...{ leavers: ['a@example.com'], open: ['a@example.com'], since: '2026-11-01T00:00:00Z' },
        })).sort((one, other) => Number(one.folder) - Number(other.folder))
        const text = requestText({ owner: null, passwords }, { nameOf: (each) => each, most })
        expect(text.length).toBeLessThanOrEqual(most)
        const shown = text.match(/^ {2}- /gm)?.length ?? 0
        const left = Number(/and ([\d,]+) more site/.exec(text)?.[1]?.replace(',', '') ?? 0)
        expect(shown + left).toBe(many)
      }),
    )
  })
})
