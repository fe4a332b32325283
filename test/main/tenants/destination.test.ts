import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type App, createApp } from '../../../src/main/app.ts'
import { createDemo, type DemoService } from '../../../src/main/demo/service/service.ts'
import { bindHash, readHash } from '../../../src/main/keychain/bound-hash.ts'
import { createMemoryVault, type Vault } from '../../../src/main/keychain/vault.ts'
import type { AppOptions } from '../../../src/main/ports.ts'
import { type ServedService, serve } from '../../fakes/service.ts'
import { callsOf, createKeptVault, temporaryFolder, testOptions } from '../../harness/application.ts'

let home: string
let demo: DemoService
let service: ServedService
/** Another listener, which must never be sent anything that nobody entered for it. */
let other: ServedService
let vault: Vault
let options: AppOptions
let app: App
let calls: ReturnType<typeof callsOf>
let id: string

const start = async () => {
  app = await createApp(options)
  calls = callsOf(app)
}
beforeEach(async () => {
  home = temporaryFolder()
  demo = await createDemo({ people: 30, seed: 9, now: Date.now })
  service = await serve(demo)
  other = await serve(demo)
  vault = createKeptVault()
  options = testOptions(home, { vault })
  await start()
  const pair = { cid: demo.cid, hash: demo.hash, label: 'Example Co', baseUrl: service.url }
  id = (await calls.call('tenants.connect', pair)).id
})
afterEach(async () => {
  await app.close()
  await service.close()
  await other.close()
  rmSync(home, { recursive: true, force: true })
})

/** Changes the company's line in the settings while Provost is closed. */
async function edited(part: Record<string, unknown>): Promise<void> {
  await app.close()
  const kept = options.settings.get() as { tenants: Record<string, unknown>[] }
  options.settings.set({ ...kept, tenants: kept.tenants.map((tenant) => ({ ...tenant, ...part })) })
  await start()
}

describe('the place that a hash was entered for', () => {
  it('is the only one that it is sent to, whatever the settings name later', async () => {
    await edited({ baseUrl: other.url })
    const failure = await calls.refused('directory.sync', {})
    expect(failure).toMatchObject({ code: 'not-connected' })
    expect(failure.message).toContain(service.url)
    expect(failure.message).toContain(other.url)
    expect(
      (await calls.refused('seats.make', { seat: 'manager', label: 'Desk', passphrase: 'a long passphrase 1' })).code,
    ).toBe('not-connected')
    const [tenant] = (await calls.call('app.state', {})).tenants
    expect(tenant).toMatchObject({ credential: 'missing', credentialProblem: failure.message })
    expect(other.requests).toEqual([])
  })

  it('is not left out by settings that call the company a made-up one', async () => {
    await edited({ kind: 'demo' })
    const failure = await calls.refused('directory.sync', {})
    expect(failure.message).toMatch(/made-up company.*provisioning hash is kept for it/)
    expect((await calls.call('app.state', {})).storeProblems[0]?.message).toBe(failure.message)
    expect(existsSync(join(home, 'tenants', id, 'company.jsonl'))).toBe(false)
    // The other way round there is no hash to send.
    const { id: invented } = await calls.call('tenants.openDemo', { people: 20 })
    await app.close()
    const kept = options.settings.get() as { tenants: Record<string, unknown>[] }
    const other = { kind: 'lastpass', baseUrl: service.url }
    options.settings.set({
      ...kept,
      tenants: kept.tenants.map((tenant) => (tenant.id === invented ? { ...tenant, ...other } : tenant)),
    })
    const before = service.requests.length
    await start()
    expect((await calls.refused('directory.sync', {})).code).toBe('not-connected')
    expect(service.requests.length).toBe(before)
  })

  it('is not another company’s where two of them change their numbers', async () => {
    await app.close()
    const kept = options.settings.get() as { tenants: Record<string, unknown>[] }
    const [first = {}] = kept.tenants
    const second = { ...first, id: 'b'.repeat(8), cid: '7', baseUrl: other.url, label: 'Other Co' }
    await vault.write(`${second.id}/provisioning-hash`, bindHash('f'.repeat(40), { cid: '7', baseUrl: other.url }))
    options.settings.set({
      ...kept,
      tenants: [
        { ...first, id: second.id },
        { ...second, id: first.id },
      ],
    })
    await start()
    for (const each of [String(first.id), second.id]) {
      await app.call('tenants.switch', { id: each })
      expect((await calls.refused('directory.sync', {})).code).toBe('not-connected')
    }
    expect(other.requests).toEqual([])
  })

  it('is reached within the time limits that a person can set, whatever stands in the file', async () => {
    const usual = await calls.call('settings.get', {})
    for (const odd of [0, -1, 0.001, 1e9, '60', null, {}, Number.NaN]) {
      await app.close()
      const kept = options.settings.get() as object
      options.settings.set({ ...kept, timeoutSeconds: odd, refreshMinutes: odd, staleMinutes: odd })
      await start()
      const { timeoutSeconds, staleMinutes } = await calls.call('settings.get', {})
      expect({ timeoutSeconds, staleMinutes }).toEqual({
        timeoutSeconds: usual.timeoutSeconds,
        staleMinutes: usual.staleMinutes,
      })
    }
  })

  it('includes the account number', async () => {
    await edited({ cid: '1' })
    const before = service.requests.length
    expect((await calls.refused('directory.sync', {})).message).toContain(demo.cid)
    expect(service.requests.length).toBe(before)
  })

  it('is another one once the hash was entered again for it', async () => {
    await edited({ baseUrl: other.url })
    await calls.call('tenants.reconnect', { id, hash: demo.hash })
    expect((await calls.call('app.state', {})).tenants[0]?.credentialProblem).toBeUndefined()
    await calls.call('directory.sync', {})
    expect(other.requests.length).toBeGreaterThan(0)
    const before = service.requests.length
    await edited({ baseUrl: service.url })
    expect((await calls.refused('directory.sync', {})).code).toBe('not-connected')
    expect(service.requests.length).toBe(before)
  })

  it('is the same one in another spelling of its address', async () => {
    await edited({ baseUrl: service.url.replace('http://', 'HTTP://') })
    await calls.call('directory.sync', {})
  })
})

describe('an entry of the keychain that holds a hash alone', () => {
  const label = 'Example Co'
  const usual = { cid: '1', baseUrl: 'https://lastpass.com/enterpriseapi.php' }

  it('is bound at its first use, to the usual address', async () => {
    const older = createMemoryVault()
    await older.write('a', 'an-older-hash-0123456789')
    expect(await readHash(older, 'a', { ...usual, label })).toBe('an-older-hash-0123456789')
    expect(await older.read('a')).toBe(bindHash('an-older-hash-0123456789', usual))
  })

  it('is not used for any other address', async () => {
    await app.close()
    await vault.write(`${id}/provisioning-hash`, demo.hash)
    const before = service.requests.length
    await start()
    expect((await calls.refused('directory.sync', {})).message).toMatch(/not recorded/)
    expect(service.requests.length).toBe(before)
  })
})
