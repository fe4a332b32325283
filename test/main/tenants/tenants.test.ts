import { existsSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type App, createApp } from '../../../src/main/app.ts'
import { createDemo, type DemoService } from '../../../src/main/demo/service/service.ts'
import { bindHash } from '../../../src/main/keychain/bound-hash.ts'
import { createMemoryVault, type Vault } from '../../../src/main/keychain/vault.ts'
import type { AppOptions } from '../../../src/main/ports.ts'
import { type ServedService, serve } from '../../fakes/service.ts'
import { callsOf, createKeptVault, temporaryFolder, testOptions } from '../../harness/application.ts'

let home: string
let demo: DemoService
let service: ServedService
let vault: Vault
let options: AppOptions
let app: App
let calls: ReturnType<typeof callsOf>

const start = async () => {
  app = await createApp(options)
  calls = callsOf(app)
}
beforeEach(async () => {
  home = temporaryFolder()
  demo = await createDemo({ people: 60, seed: 9, now: Date.now })
  service = await serve(demo)
  vault = createKeptVault()
  options = testOptions(home, { vault })
  await start()
})
afterEach(async () => {
  await app.close()
  await service.close()
  rmSync(home, { recursive: true, force: true })
})

const pair = () => ({ cid: demo.cid, hash: demo.hash, label: 'Acme', baseUrl: service.url })
const folders = () => (existsSync(join(home, 'tenants')) ? readdirSync(join(home, 'tenants')) : [])
const people = async () => (await calls.call('users.page', { limit: 500 })).total

/** Every byte that Provost left in its folder. */
function everything(folder: string): Buffer {
  return Buffer.concat(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name))),
  )
}

describe('the made-up company', () => {
  it('cannot be reached while its line is cut, also after a restart, and keeps what was read', async () => {
    const { id } = await calls.call('tenants.openDemo', { people: 20 })
    await calls.call('directory.sync', {})
    const before = await people()
    await calls.call('tenants.update', { id, cutOff: true })
    for (const restarts of [false, true]) {
      if (restarts) {
        await app.close()
        await start()
      }
      expect((await calls.refused('directory.sync', {})).code).toBe('offline')
      expect((await calls.call('directory.status', {})).online).toBe(false)
      expect(await people()).toBe(before)
    }
    await calls.call('tenants.update', { id, cutOff: false })
    await calls.call('directory.sync', {})
    expect((await calls.call('directory.status', {})).online).toBe(true)
  })

  it('is the only one whose line is cut', async () => {
    const { id } = await calls.call('tenants.connect', pair())
    expect(await calls.refused('tenants.update', { id, cutOff: true })).toMatchObject({ code: 'invalid' })
    await calls.call('directory.sync', {})
  })
})

describe('connecting', () => {
  it('checks the pair, keeps the hash in the keychain alone, and is there after a restart', async () => {
    const tenant = await calls.call('tenants.connect', pair())
    expect(tenant).toMatchObject({ label: 'Acme', kind: 'lastpass', credential: 'ready', sessionOnly: false })
    await calls.call('directory.sync', {})
    const count = await people()
    expect(await vault.read(`${tenant.id}/provisioning-hash`)).toBe(bindHash(demo.hash, pair()))
    await app.close()
    expect(everything(home).includes(demo.hash)).toBe(false)
    expect(everything(home).includes((await vault.read(`${tenant.id}/database-key`)) ?? '-')).toBe(false)
    await start()
    expect((await calls.call('app.state', {})).current).toBe(tenant.id)
    expect(await people()).toBe(count)
  })

  it.each([
    [
      'another hash',
      { hash: 'ffffffffffffffffffffffffffffffff' },
      'credential-refused',
      /refused this account number and provisioning hash/,
    ],
    ['a key of the newer interface', { hash: 'lpkey_0123456789_abcdef' }, 'invalid', /newer/],
    ['an address that nobody is at', { baseUrl: 'http://127.0.0.1:9/' }, 'offline', /No connection/],
    ['an address without https', { baseUrl: 'http://lastpass.example.com/enterpriseapi.php' }, 'invalid', /https/],
    ['an account number with letters', { cid: '12ab' }, 'invalid', /digits/],
  ])('saves nothing with %s, and says what to do', async (_, wrong, code, words) => {
    const failure = await calls.refused('tenants.connect', { ...pair(), ...wrong })
    expect(failure.code).toBe(code)
    expect(failure.message).toMatch(words)
    expect(JSON.stringify(failure)).not.toContain('hash' in wrong ? wrong.hash : demo.hash)
    expect((await calls.call('app.state', {})).tenants).toEqual([])
    expect(folders()).toEqual([])
  })

  it.each([
    ['a page for browsers', { how: { kind: 'page' } as const }, 'unexpected-answer', /address/],
    ['a company of nobody', { how: { kind: 'empty' } as const }, 'service-refused', /no people/],
  ])('saves nothing when %s answers', async (_, fault, code, words) => {
    demo.misbehave(fault)
    const failure = await calls.refused('tenants.connect', pair())
    expect(failure.code).toBe(code)
    expect(failure.message).toMatch(words)
    expect((await calls.call('app.state', {})).tenants).toEqual([])
  })

  it('takes quotation marks, blanks and invisible characters out of what was copied, and says so', async () => {
    const copied = {
      ...pair(),
      cid: ` \u201c${demo.cid}\u201d`,
      hash: `"${demo.hash.slice(0, 9)}\u200b\n${demo.hash.slice(9)}" `,
    }
    const tenant = await calls.call('tenants.connect', copied)
    expect(tenant.cid).toBe(demo.cid)
    expect(tenant.notes).toEqual([
      'Quotation marks and blanks in the account number were left out.',
      'Quotation marks, line breaks, blanks and invisible characters in the provisioning hash were left out.',
    ])
    expect(await vault.read(`${tenant.id}/provisioning-hash`)).toBe(bindHash(demo.hash, pair()))
    expect((await calls.call('tenants.reconnect', { id: tenant.id, hash: demo.hash })).notes).toEqual([])
    expect((await calls.call('tenants.reconnect', { id: tenant.id, hash: `'${demo.hash}'` })).notes).toHaveLength(1)
  })

  it('connects an account once', async () => {
    await calls.call('tenants.connect', pair())
    expect((await calls.refused('tenants.connect', { ...pair(), label: 'Again' })).code).toBe('conflict')
  })

  it('takes a new hash only after it worked', async () => {
    const { id } = await calls.call('tenants.connect', pair())
    expect((await calls.refused('tenants.reconnect', { id, hash: 'wrong-hash-0123456789' })).code).toBe(
      'credential-refused',
    )
    expect(await vault.read(`${id}/provisioning-hash`)).toBe(bindHash(demo.hash, pair()))
    expect((await calls.call('tenants.reconnect', { id, hash: demo.hash })).credential).toBe('ready')
  })

  it('keeps everything readable when the service is not there', async () => {
    await calls.call('tenants.connect', pair())
    await calls.call('directory.sync', {})
    const count = await people()
    await service.pause()
    expect((await calls.refused('directory.sync', {})).code).toBe('offline')
    expect(await people()).toBe(count)
    const state = await calls.call('app.state', {})
    expect(state.tenants[0]?.credential).toBe('ready')
    expect((await calls.call('directory.status', {})).online).toBe(false)
    await service.resume()
    await calls.call('directory.sync', {})
    expect((await calls.call('directory.status', {})).online).toBe(true)
  })

  it('removes a tenant with all that it left, once its name is typed', async () => {
    const { id } = await calls.call('tenants.connect', pair())
    await calls.call('directory.sync', {})
    expect((await calls.refused('tenants.remove', { id, label: 'acme' })).code).toBe('invalid')
    expect(folders()).toEqual([id])
    await calls.call('tenants.remove', { id, label: 'Acme' })
    expect(folders()).toEqual([])
    expect(await vault.read(`${id}/provisioning-hash`)).toBe(null)
    expect(await vault.read(`${id}/database-key`)).toBe(null)
    expect((await calls.refused('users.page', {})).code).toBe('not-connected')
  })
})

describe('a company whose folder somebody deleted', () => {
  it.each(['it is opened anew first', 'its folder cannot be made again'])(
    'is still listed, and removing it wipes all its entries in the keychain when %s',
    async (how) => {
      const kept = new Set<string>()
      const { write, erase } = vault
      vault.write = async (account, secret) => {
        await write(account, secret)
        kept.add(account)
      }
      vault.erase = async (account) => {
        await erase(account)
        kept.delete(account)
      }
      const { id } = await calls.call('tenants.connect', pair())
      await calls.call('guards.set', { cap: 3 })
      await app.close()
      const parts = ['database-key', 'journal-secret', 'provisioning-hash']
      expect([...kept]).toEqual(expect.arrayContaining(parts.map((part) => `${id}/${part}`)))
      const folder = join(home, 'tenants', id)
      rmSync(folder, { recursive: true })
      if (how.startsWith('its')) writeFileSync(folder, '')
      await start()
      expect((await calls.call('app.state', {})).tenants).toMatchObject([{ id, label: 'Acme' }])
      await calls.call('tenants.remove', { id, label: 'Acme' })
      expect([...kept]).toEqual([])
      expect((await calls.call('app.state', {})).tenants).toEqual([])
    },
  )
})

describe('without a keychain', () => {
  it('holds everything for the session, says so, and leaves nothing', async () => {
    await app.close()
    options = testOptions(home, {
      vault: {
        ...createMemoryVault(),
        available: async () => ({ available: false, reason: 'There is none.' }),
        write: async () => {
          throw new Error('must not be asked')
        },
      },
    })
    await start()
    const tenant = await calls.call('tenants.connect', pair())
    expect(tenant.sessionOnly).toBe(true)
    await calls.call('directory.sync', {})
    expect(await people()).toBeGreaterThan(60)
    expect((await calls.call('app.state', {})).keychain).toEqual({ available: false, reason: 'There is none.' })
    expect(folders()).toEqual([])
    await app.close()
    expect(everything(home).includes('Acme')).toBe(false)
    await start()
    expect((await calls.call('app.state', {})).tenants).toEqual([])
  })
})

describe('the demo company', () => {
  it('opens without a network, and is the same after a restart', async () => {
    await app.close()
    options = testOptions(home, { vault, fetch: () => Promise.reject(new Error('no network')) })
    await start()
    await calls.call('tenants.openDemo', { people: 50 })
    await calls.call('directory.sync', {})
    const before = (await calls.call('users.page', { limit: 500 })).rows
    await app.close()
    await start()
    await calls.call('directory.sync', {})
    const after = (await calls.call('users.page', { limit: 500 })).rows
    expect(after.map((row) => row.username)).toEqual(before.map((row) => row.username))
  })

  it('is kept apart from another tenant', async () => {
    const { id } = await calls.call('tenants.connect', pair())
    await calls.call('directory.sync', {})
    const mine = await people()
    await calls.call('tenants.openDemo', { people: 30 })
    expect(await people()).toBe(0)
    await calls.call('directory.sync', {})
    expect(await people()).not.toBe(mine)
    await calls.call('tenants.switch', { id })
    expect(await people()).toBe(mine)
  })
})

describe('a database that cannot be used', () => {
  const database = () => join(home, 'tenants', folders()[0] ?? '', 'directory.db')

  it('is kept aside when it is damaged, and everything is read anew', async () => {
    await calls.call('tenants.connect', pair())
    await calls.call('directory.sync', {})
    await app.close()
    const handle = openSync(database(), 'r+')
    writeSync(handle, Buffer.alloc(300, 0x11), 0, 300, 20)
    await start()
    const { storeProblems } = await calls.call('app.state', {})
    expect(storeProblems[0]?.kind).toBe('damaged')
    expect(statSync(storeProblems[0]?.keptAs ?? '').size).toBeGreaterThan(1000)
    expect(await people()).toBe(0)
    await calls.call('directory.sync', {})
    expect(await people()).toBeGreaterThan(60)
  })

  it('is kept aside also when the damage is deep inside, which is seen while it is in use', async () => {
    await calls.call('tenants.connect', pair())
    await calls.call('directory.sync', {})
    await app.close()
    const file = database()
    // All but the first pages, which opening reads: the trees that hold people and index.
    const { size } = statSync(file)
    writeSync(openSync(file, 'r+'), Buffer.alloc(size - 16_384, 0x11), 0, size - 16_384, 16_384)
    await start()
    await expect.poll(async () => (await calls.call('app.state', {})).storeProblems[0]?.kind).toBe('damaged')
    await calls.call('directory.sync', {})
    expect(await people()).toBeGreaterThan(60)
  })

  it('is kept aside when its key is gone', async () => {
    const { id } = await calls.call('tenants.connect', pair())
    await calls.call('directory.sync', {})
    await app.close()
    await vault.erase(`${id}/database-key`)
    await start()
    const { storeProblems } = await calls.call('app.state', {})
    // The journal is told of first, since nothing can be read anew in its place; the people beside it.
    expect(storeProblems.map(({ kind }) => kind)).toEqual(['key-lost', 'key-lost'])
    expect(storeProblems.map(({ message }) => message.split(' ').slice(0, 2).join(' '))).toEqual([
      'The journal',
      'The key',
    ])
    for (const { keptAs } of storeProblems) expect(existsSync(keptAs ?? '')).toBe(true)
    await calls.call('directory.sync', {})
    expect(await people()).toBeGreaterThan(60)
  })
})

describe('the secret that seals the journal', () => {
  it('is told when it is gone, and the journal stays as it is', async () => {
    const { id } = await calls.call('tenants.connect', pair())
    await calls.call('guards.set', { cap: 3 })
    await app.close()
    await vault.erase(`${id}/journal-secret`)
    await start()
    const { storeProblems } = await calls.call('app.state', {})
    expect(storeProblems).toEqual([
      {
        tenant: id,
        kind: 'key-lost',
        keptAs: null,
        pending: false,
        message: expect.stringContaining('The secret that seals the journal'),
      },
    ])
    const { rows } = await calls.call('journal.page', {})
    expect(rows.map(({ kind }) => kind)).toEqual(['guards', 'secret-lost'])
    expect(await calls.call('journal.verify', {})).toMatchObject({
      intact: false,
      brokenAt: 1,
      lost: { lines: 1, restBrokenAt: null },
    })
    await app.close()
    await start()
    expect((await calls.call('app.state', {})).storeProblems).toEqual([])
  })
})

describe('a second instance', () => {
  it('is told that the folder is in use', async () => {
    await expect(createApp(testOptions(home))).rejects.toMatchObject({ failure: { code: 'conflict' } })
  })
})
