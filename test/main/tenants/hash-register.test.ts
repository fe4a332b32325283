import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type App, createApp } from '../../../src/main/app.ts'
import { createDemo, type DemoService } from '../../../src/main/demo/service/service.ts'
import { writeWhole } from '../../../src/main/files/save.ts'
import { bindHash } from '../../../src/main/keychain/bound-hash.ts'
import type { Vault } from '../../../src/main/keychain/vault.ts'
import { type ServedService, serve } from '../../fakes/service.ts'
import { callsOf, createKeptVault, temporaryFolder, testOptions } from '../../harness/application.ts'

let home: string
let now: number
let demo: DemoService
let service: ServedService
let vault: Vault
let app: App
let calls: ReturnType<typeof callsOf>
let id: never

const pair = () => ({ cid: demo.cid, baseUrl: service.url })
const steps = async () =>
  (await calls.call('journal.page', { kind: 'hash-change', newestFirst: false })).rows.map(({ data }) => data.step)

beforeEach(async () => {
  home = temporaryFolder()
  now = Date.parse('2026-11-20T08:00:00Z')
  demo = createDemo({ people: 40, seed: 9, now: () => now })
  service = await serve(demo)
  vault = createKeptVault()
  const saveFile = async (name: string, fill: Parameters<typeof writeWhole>[1]) => {
    await writeWhole(join(home, name), fill)
    return join(home, name)
  }
  app = await createApp(testOptions(home, { vault, saveFile, now: () => now }))
  calls = callsOf(app)
  id = (await calls.call('tenants.connect', { ...pair(), hash: demo.hash, label: 'Acme' })).id as never
})
afterEach(async () => {
  await app.close()
  await service.close()
  rmSync(home, { recursive: true, force: true })
})

describe('a change of the hash', () => {
  it('is walked through: the list, the new one checked, seat files made anew, each ticked, and the journal tells it', async () => {
    await calls.call('hash.saveUse', { name: 'Directory sync', kind: 'tool', note: 'server 2' })
    await calls.call('seats.make', { seat: 'help-desk', label: 'Desk 2', passphrase: 'five words make it long' })
    const { uses } = await calls.call('hash.state', {})
    expect(uses.map(({ name, kind, seatFile }) => [name, kind, seatFile !== null])).toEqual([
      ['Directory sync', 'tool', false],
      ['Desk 2', 'workstation', true],
    ])
    now += 60_000
    await calls.call('hash.begin', {})
    const old = demo.hash
    expect(await calls.refused('hash.tick', { id: uses[0]?.id, works: true })).toMatchObject({ code: 'conflict' })
    // Before it was reset, LastPass still takes the old one: entering it is no change.
    expect(await calls.refused('tenants.reconnect', { id, hash: old })).toMatchObject({
      code: 'conflict',
      path: 'hash',
    })
    const next = demo.resetHash()
    expect(await calls.refused('directory.sync', {})).toMatchObject({ code: 'credential-refused' })
    await calls.call('tenants.reconnect', { id, hash: next })
    expect(await vault.read(`${String(id)}/provisioning-hash`)).toBe(bindHash(next, pair()))
    await calls.call('directory.sync', {})
    const entered = await calls.call('hash.state', {})
    expect(entered).toMatchObject({
      change: { entered: new Date(now).toISOString() },
      entered: new Date(now).toISOString(),
    })
    now += 60_000
    await calls.call('seats.make', { seat: 'help-desk', label: 'Desk 2', passphrase: 'five words make it long' })
    for (const use of uses) await calls.call('hash.tick', { id: use.id, works: use.kind === 'tool' })
    const ended = await calls.call('hash.end', {})
    expect(ended).toMatchObject({ change: null, uses: [{ works: new Date(now).toISOString() }, { works: null }] })
    expect(ended.uses[1]?.seatFile).toBe(new Date(now).toISOString())
    const lines = (await calls.call('journal.page', { kind: 'hash-change', newestFirst: true })).rows
    expect(lines[0]?.data).toMatchObject({ step: 'ended', left: ['Desk 2'] })
    expect(await steps()).toEqual([
      ...['use-added', 'seat-file', 'begun', 'entered', 'seat-file', 'works', 'works-not', 'ended'],
    ])
    expect(JSON.stringify(lines)).not.toContain(next)
    expect(await calls.call('journal.verify', {})).toMatchObject({ intact: true })
  })

  it('is called off where nothing was entered, and ticks of before stay', async () => {
    const { uses } = await calls.call('hash.saveUse', { name: 'Reports', kind: 'tool' })
    await calls.call('hash.tick', { id: uses[0]?.id ?? '', works: true })
    await calls.call('hash.begin', {})
    const after = await calls.call('hash.end', {})
    expect(after.uses[0]?.works).not.toBeNull()
    expect((await steps()).at(-1)).toBe('called-off')
  })

  it('takes every tick back when another hash was entered, and none for the same', async () => {
    const { uses } = await calls.call('hash.saveUse', { name: 'Reports', kind: 'tool' })
    await calls.call('hash.tick', { id: uses[0]?.id ?? '', works: true })
    await calls.call('tenants.reconnect', { id, hash: demo.hash })
    expect((await calls.call('hash.state', {})).uses[0]?.works).not.toBeNull()
    await calls.call('tenants.reconnect', { id, hash: demo.resetHash() })
    expect((await calls.call('hash.state', {})).uses[0]?.works).toBeNull()
  })

  it('reminds after the chosen age, counted from when the hash was entered, and not while it is changed', async () => {
    await calls.call('hash.remind', { days: 90 })
    now += 89 * 86_400_000
    expect((await calls.call('hash.state', {})).due).toBe(false)
    now += 86_400_000
    expect((await calls.call('hash.state', {})).due).toBe(true)
    await calls.call('hash.begin', {})
    expect((await calls.call('hash.state', {})).due).toBe(false)
    await calls.call('tenants.reconnect', { id, hash: demo.resetHash() })
    await calls.call('hash.end', {})
    expect((await calls.call('hash.state', {})).due).toBe(false)
  })

  it('says so when the keychain does not keep the new one', async () => {
    const { write } = vault
    vault.write = async (account, secret) => {
      if (!account.endsWith('/provisioning-hash')) await write(account, secret)
    }
    const failure = await calls.refused('tenants.reconnect', { id, hash: demo.resetHash() })
    expect(failure).toMatchObject({ code: 'storage' })
    expect((await steps()).filter((step) => step === 'entered')).toHaveLength(0)
  })

  it('lists one name once, and no more than fit', async () => {
    await calls.call('hash.saveUse', { name: 'Reports', kind: 'tool' })
    expect(await calls.refused('hash.saveUse', { name: 'Reports', kind: 'tool' })).toMatchObject({ code: 'conflict' })
    const { uses } = await calls.call('hash.saveUse', { name: 'Reports', kind: 'workstation' })
    expect((await calls.call('hash.removeUse', { id: uses[0]?.id ?? '' })).uses).toHaveLength(1)
    expect(await calls.refused('hash.tick', { id: uses[0]?.id, works: true })).toMatchObject({ code: 'not-found' })
  })
})
