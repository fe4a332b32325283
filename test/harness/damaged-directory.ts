import { readdirSync, rmSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'libsql'
import { afterEach, beforeEach } from 'vitest'
import { type App, createApp } from '../../src/main/app.ts'
import { createDemo, type DemoService } from '../../src/main/demo/service/service.ts'
import type { Store } from '../../src/main/store/store.ts'
import { type ServedService, serve } from '../fakes/service.ts'
import { callsOf, createKeptVault, temporaryFolder, testOptions } from './application.ts'

/** An application for each test, over a made-up company that was read once, whose `directory.db` a test can alter from outside. */
export function damagedDirectory() {
  let home: string
  let demo: DemoService
  let service: ServedService
  let vault: ReturnType<typeof createKeptVault>
  let settings: unknown
  let app: App | null

  const saveFile = async (name: string, fill: (file: FileHandle) => Promise<void>) => {
    const path = join(home, name)
    const file = await open(path, 'w')
    await fill(file)
    await file.close()
    return path
  }
  async function start() {
    await app?.close()
    const keep = { get: () => settings, set: (value: unknown) => (settings = structuredClone(value)) }
    app = await createApp(testOptions(home, { vault, settings: keep, writing: true, saveFile }))
    return callsOf(app)
  }
  /** The database as its key opens it, around everything. */
  async function openFile(): Promise<Store> {
    const tenant = readdirSync(join(home, 'tenants'))[0] ?? ''
    return new Database(join(home, 'tenants', tenant, 'directory.db'), {
      encryptionCipher: 'aes256cbc',
      encryptionKey: (await vault.read(`${tenant}/database-key`)) ?? '',
    } as Database.Options)
  }

  beforeEach(async () => {
    home = temporaryFolder()
    demo = createDemo({ people: 60, seed: 9, now: Date.now })
    service = await serve(demo)
    vault = createKeptVault()
    settings = {}
    app = null
    const { call } = await start()
    await call('tenants.connect', { cid: demo.cid, hash: demo.hash, label: 'Example Co', baseUrl: service.url })
    await call('directory.sync', {})
  })
  afterEach(async () => {
    await app?.close()
    await service.close()
    rmSync(home, { recursive: true, force: true })
  })

  return {
    home: () => home,
    demo: () => demo,
    /** The calls of the application that is open. */
    calls: () => callsOf(app as App),
    start,
    openFile,
    /** Writes into the database while Provost is closed. */
    async tamper(...sql: string[]) {
      await app?.close()
      app = null
      const store = await openFile()
      for (const each of sql) store.exec(each)
      store.exec('PRAGMA wal_checkpoint(TRUNCATE)')
      store.close()
    },
  }
}
