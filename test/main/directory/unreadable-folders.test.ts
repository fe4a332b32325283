import { readdirSync, rmSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'libsql'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type App, createApp } from '../../../src/main/app.ts'
import { createDemo, type DemoService } from '../../../src/main/demo/service/service.ts'
import type { Vault } from '../../../src/main/keychain/vault.ts'
import { type ServedService, serve } from '../../fakes/service.ts'
import { callsOf, createKeptVault, temporaryFolder, testOptions } from '../../harness/application.ts'

// A shared folder whose record on disk is not as it was written hides alone, and that is told.

let home: string
let demo: DemoService
let service: ServedService
let vault: Vault
let app: App | null
let start: () => Promise<ReturnType<typeof callsOf>>

beforeEach(async () => {
  home = temporaryFolder()
  demo = createDemo({ people: 60, seed: 9, now: Date.now })
  service = await serve(demo)
  vault = createKeptVault()
  let settings: unknown = {}
  const keep = { get: () => settings, set: (value: unknown) => (settings = structuredClone(value)) }
  const saveFile = async (name: string, fill: (file: FileHandle) => Promise<void>) => {
    const path = join(home, name)
    const file = await open(path, 'w')
    await fill(file)
    await file.close()
    return path
  }
  app = null as App | null
  start = async () => {
    await app?.close()
    app = await createApp(testOptions(home, { vault, settings: keep, writing: true, saveFile }))
    return callsOf(app)
  }
  const { call } = await start()
  await call('tenants.connect', { cid: demo.cid, hash: demo.hash, label: 'Example Co', baseUrl: service.url })
  await call('directory.sync', {})
})
afterEach(async () => {
  await app?.close()
  await service.close()
  rmSync(home, { recursive: true, force: true })
})

/** Writes into the database by its key, around everything, while Provost is closed. */
async function tamper(...sql: string[]) {
  await app?.close()
  app = null
  const tenant = readdirSync(join(home, 'tenants'))[0] ?? ''
  const store = new Database(join(home, 'tenants', tenant, 'directory.db'), {
    encryptionCipher: 'aes256cbc',
    encryptionKey: (await vault.read(`${tenant}/database-key`)) ?? '',
  } as Database.Options)
  for (const each of sql) store.exec(each)
  store.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  store.close()
}

const altered = `UPDATE folders SET json = replace(json, '"name":"', '"name":"x') WHERE n = 2`

/** The folder of the second row, the number of all, and somebody who is in it. */
async function second() {
  const { call } = callsOf(app as App)
  const { rows, total } = await call('folders.page', { limit: 500 })
  const tenant = readdirSync(join(home, 'tenants'))[0] ?? ''
  const store = new Database(join(home, 'tenants', tenant, 'directory.db'), {
    encryptionCipher: 'aes256cbc',
    encryptionKey: (await vault.read(`${tenant}/database-key`)) ?? '',
  } as Database.Options)
  const { id } = store.prepare('SELECT id FROM folders WHERE n = 2').get() as { id: string }
  store.close()
  const folder = rows.find((row) => row.id === id)
  if (folder === undefined) throw new Error('it is not in the list')
  const [member] = (await call('folders.get', { id, limit: 500 })).rows
  return { folder, rows, total, username: member?.username ?? '' }
}
const said = async () => (await callsOf(app as App).call('errors.page', {})).rows.map(({ message }) => message)

describe('a shared folder whose record is damaged', () => {
  it.each([
    ['altered', altered],
    ['cut off', 'UPDATE folders SET json = substr(json, 1, 20) WHERE n = 2'],
    [
      'no text any more',
      "UPDATE folders SET json = CAST(substr(CAST(json AS BLOB), 1, 20) || x'ff' || substr(CAST(json AS BLOB), 22) AS TEXT) WHERE n = 2",
    ],
    ['under another number', "UPDATE folders SET id = 'x' || id WHERE n = 2"],
    ['cut off, by an older version', 'UPDATE folders SET json = substr(json, 1, 20), sum = NULL WHERE n = 2'],
  ])('%s: hides alone, is told by name, and is mended by the next refresh', async (_, sql) => {
    const { folder, rows, total, username } = await second()
    const seen = (await callsOf(app as App).call('directory.history', { limit: 500 })).total
    await tamper(sql)
    const { call, refused } = await start()
    expect((await call('folders.page', { limit: 500 })).total).toBe(total)
    for (const { id } of rows.filter((row) => row.id !== folder.id)) await call('folders.get', { id, limit: 500 })
    await call('users.get', { username })
    for (let n = 0; n < 2; n++)
      expect(await refused('folders.get', { id: folder.id, limit: 500 })).toMatchObject({
        code: 'storage',
        message: expect.stringContaining(folder.name),
      })
    expect((await said()).filter((message) => message.includes(folder.name))).toHaveLength(1)
    expect((await call('app.state', {})).storeProblems).toEqual([])
    expect((await call('directory.history', { limit: 500 })).total).toBe(seen)
    await call('directory.sync', {})
    expect((await call('folders.get', { id: folder.id, limit: 500 })).folder).toMatchObject({ name: folder.name })
    expect((await call('folders.page', { limit: 500 })).rows).toEqual(rows)
    // Of what it was before, nothing is said to have changed.
    expect((await call('directory.history', { limit: 500 })).total).toBe(seen)
  })

  it('is left out of an index that is made without it, and that is told, at the next start too', async () => {
    const { folder, total, username } = await second()
    await tamper(altered, 'DELETE FROM columns')
    for (let n = 0; n < 2; n++) {
      const { call } = await start()
      expect((await call('folders.page', { limit: 500 })).total).toBe(total - 1)
      await call('users.get', { username })
      expect(await said()).toContainEqual(expect.stringContaining('1 shared folder could not be read'))
    }
    const { call } = callsOf(app as App)
    await call('directory.sync', {})
    expect((await call('folders.page', { limit: 500 })).rows.map(({ name }) => name)).toContain(folder.name)
  })

  it('is not told otherwise of the days before than it was', async () => {
    const { folder, username } = await second()
    const { call } = callsOf(app as App)
    const from = new Date(Date.now() - 1000).toISOString()
    demo.edit.removeFromFolder(folder.id, username)
    await call('directory.sync', {})
    const asked = { from, to: new Date(Date.now() + 60_000).toISOString() }
    expect((await call('access.diff', asked)).rows).toMatchObject([{ username, folder: folder.id, after: null }])
    await tamper(`UPDATE folder_states SET json = replace(json, '@', '@x')`)
    const { refused } = await start()
    expect(await refused('access.diff', asked)).toMatchObject({ code: 'storage' })
  })
})
