import { rmSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDemo, type DemoService } from '../../../src/main/demo/service/service.ts'
import { createMemoryVault } from '../../../src/main/keychain/vault.ts'
import type { Fetch } from '../../../src/main/ports.ts'
import type { TenantRecord } from '../../../src/main/settings/preferences.ts'
import { openSession } from '../../../src/main/tenants/open-session.ts'
import type { Session } from '../../../src/main/tenants/session.ts'
import { type ServedService, serve } from '../../fakes/service.ts'
import { temporaryFolder, writerFile } from '../../harness/application.ts'

let demo: DemoService
let service: ServedService
let session: Session
let home: string
let announced: string[]

async function open(people: number): Promise<void> {
  demo = await createDemo({ people, seed: 5, now: Date.now, founded: Date.parse('2026-11-01T00:00:00Z') })
  service = await serve(demo)
  home = temporaryFolder()
  announced = []
  const vault = createMemoryVault()
  const record: TenantRecord = {
    id: 't' as never,
    label: 'T',
    colour: 'blue',
    kind: 'lastpass',
    cid: demo.cid,
    baseUrl: service.url,
    timeZone: 'US/Eastern',
    refused: false,
  }
  session = await openSession({
    record,
    folder: home,
    vault,
    sessionOnly: false,
    fetch: globalThis.fetch as unknown as Fetch,
    fixedCredential: { cid: demo.cid, hash: demo.hash },
    writerFile,
    now: Date.now,
    timeoutMs: 20_000,
    announce: ({ kind }) => announced.push(kind),
  })
  await session.directory.sync(false)
  service.requests.length = 0
}

beforeEach(() => open(300))
afterEach(async () => {
  await session.close()
  await service.close()
  rmSync(home, { recursive: true, force: true })
})

const signal = new AbortController().signal
const people = () => session.directory.people
const shown = (filter = {}) => session.directory.reads.usersPage(filter, [], { offset: 0, limit: 500 }).rows
const someone = (count: number) =>
  shown({ status: ['active'] })
    .filter((row) => !row.admin)
    .slice(0, count)
    .map((row) => row.username)

describe('reading some people again', () => {
  it('tells what LastPass has now, and the table shows it at once', async () => {
    const [first = '', second = ''] = someone(2)
    demo.edit.disable(first)
    announced.length = 0
    const found = await people().reread([first.toUpperCase(), second], { signal })
    expect(found.get(first)?.disabled).toBe(true)
    expect(found.get(second)?.disabled).toBe(false)
    expect(session.directory.reads.user(first)?.status).toBe('disabled')
    expect(shown({ status: ['disabled'] }).map((row) => row.username)).toContain(first)
    expect(announced).toContain('changed')
    expect(session.directory.reads.history(first, { offset: 0, limit: 5 }).rows[0]?.changes).toEqual([
      { field: 'status', before: 'active', after: 'disabled' },
    ])
  })

  it('finds who is gone, who came, and counts again', async () => {
    const [leaver = ''] = someone(1)
    const before = people().count()
    demo.edit.removeUser(leaver)
    demo.edit.addUser('fresh@example.com', { fullname: 'Fresh', groups: ['Engineering'] })
    const found = await people().reread([leaver, 'fresh@example.com', 'nobody@example.com'], { signal })
    expect(found.get(leaver)).toBe(null)
    expect(found.get('nobody@example.com')).toBe(null)
    expect(found.get('fresh@example.com')?.groups).toEqual(['Engineering'])
    expect(people().count()).toBe(before)
    expect(
      people()
        .lookup([leaver, 'fresh@example.com'])
        .map((list) => list.length),
    ).toEqual([0, 1])
    expect(shown({ gone: true }).map((row) => row.username)).toEqual([leaver])
  })

  it('knows who is only invited', async () => {
    demo.edit.invite('guest@example.com')
    const found = await people().reread(['guest@example.com'], { signal })
    expect(found.get('guest@example.com')?.status).toBe('invited')
    expect(shown({ status: ['invited'] }).map((row) => row.username)).toContain('guest@example.com')
  })

  it('follows a changed address, and is the same person', async () => {
    const [old = ''] = someone(1)
    const id = session.directory.reads.user(old)?.id
    demo.edit.changeEmail(old, 'renamed@example.com')
    const found = await people().reread([old, 'renamed@example.com'], { signal })
    expect(found.get(old)).toBe(null)
    expect(found.get('renamed@example.com')?.id).toBe(id)
    expect(shown({ gone: true })).toEqual([])
    expect(session.directory.reads.user('renamed@example.com')?.id).toBe(id)
  })

  it('brings somebody back who was gone, as the same person', async () => {
    const [name = ''] = someone(1)
    const id = session.directory.reads.user(name)?.id
    demo.edit.removeUser(name)
    await people().reread([name], { signal })
    demo.edit.addUser(name, { fullname: 'Back Again' })
    await people().reread([name], { signal })
    const rows = shown({ text: name })
    expect(rows).toHaveLength(1)
    const back = session.directory.reads.user(name)
    expect(back?.goneSince).toBe(null)
    expect(back?.fullname).toBe('Back Again')
    expect(typeof id).toBe('string')
  })

  it('asks for many in one request, for one in one', async () => {
    await people().reread(someone(1), { signal })
    expect(service.requests).toHaveLength(1)
    service.requests.length = 0
    const found = await people().reread(someone(200), { signal })
    expect(found.size).toBe(200)
    expect(service.requests).toHaveLength(1)
  })

  it('tells like a refresh whether LastPass can be reached', async () => {
    const online = () => session.directory.status().online
    await service.pause()
    await expect(session.directory.sync(false)).rejects.toMatchObject({ failure: { code: 'offline' } })
    expect(online()).toBe(false)
    await service.resume()
    announced.length = 0
    await people().reread(someone(1), { signal })
    expect(online()).toBe(true)
    expect(announced).toContain('reach')
    await service.pause()
    await expect(people().reread(someone(1), { signal })).rejects.toMatchObject({ failure: { code: 'offline' } })
    expect(online()).toBe(false)
    // What was called off says nothing.
    await expect(people().reread(someone(1), { signal: AbortSignal.abort() })).rejects.toMatchObject({
      failure: { code: 'cancelled' },
    })
    expect(online()).toBe(false)
    await service.resume()
  })

  it('is not undone by a sync that had begun before', async () => {
    const [name = ''] = someone(1)
    demo.misbehave({ how: { kind: 'slow', milliseconds: 200 }, on: 'getsfdata' })
    const syncing = session.directory.sync(false)
    // The people have been read when the folders are asked for; only then is the account changed.
    await expect.poll(() => session.directory.status().syncing?.step, { interval: 5 }).toBe('folders')
    demo.edit.disable(name)
    await people().reread([name], { signal })
    await syncing
    expect(session.directory.reads.user(name)?.status).toBe('disabled')
    expect(shown({ status: ['disabled'] }).map((row) => row.username)).toContain(name)
  })
})

describe('rows for a file', () => {
  it('have every group of a person, where the table shows some', async () => {
    const [one = ''] = someone(1)
    const groups = Array.from({ length: 25 }, (_, at) => `Extra ${at}`)
    for (const group of groups) {
      demo.edit.createGroup(group)
      demo.edit.addToGroup(one, group)
    }
    await session.directory.sync(false)
    const { reads } = session.directory
    const found = reads.find({ text: one }, [])
    const [row] = reads.wholeRows(found)
    expect(row?.username).toBe(one)
    expect(row?.groups).toEqual(expect.arrayContaining(groups))
    expect(row?.groups).toHaveLength(row?.groupCount ?? 0)
  })
})

describe('reading some people again in a large company', () => {
  it('reads the short list of the disabled instead of everybody', async () => {
    await session.close()
    await service.close()
    rmSync(home, { recursive: true, force: true })
    await open(9000)
    const names = someone(300)
    for (const name of names) demo.edit.disable(name)
    const found = await people().reread(names, { signal, about: 'disabled' })
    expect([...found.values()].every((user) => user?.disabled === true)).toBe(true)
    expect(service.requests.length).toBeLessThanOrEqual(2)
  }, 60_000)
})
