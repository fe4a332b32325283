import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'libsql'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type App, createApp } from '../../../src/main/app.ts'
import { createDemo, type DemoService } from '../../../src/main/demo/service/service.ts'
import type { Vault } from '../../../src/main/keychain/vault.ts'
import { openStore } from '../../../src/main/store/open.ts'
import { bytesOf, parseStored, textRow, wholeRow } from '../../../src/main/store/text.ts'
import { UnreadableStore } from '../../../src/main/store/unreadable.ts'
import { type ServedService, serve } from '../../fakes/service.ts'
import { callsOf, createKeptVault, temporaryFolder, testOptions } from '../../harness/application.ts'

// The driver ends the process over a text that is no UTF-8, and this one with it: each test here that ends has passed a part of
// what it tells.

let home: string
let demo: DemoService
let service: ServedService
let vault: Vault
let app: App | null
let start: () => Promise<ReturnType<typeof callsOf>>

beforeEach(async () => {
  home = temporaryFolder()
  demo = await createDemo({ people: 60, seed: 9, now: Date.now })
  service = await serve(demo)
  vault = createKeptVault()
  let settings: unknown = {}
  const keep = {
    get: () => settings,
    set: (value: unknown) => {
      settings = structuredClone(value)
    },
  }
  app = null as App | null
  start = async () => {
    await app?.close()
    app = await createApp(testOptions(home, { vault, settings: keep, writing: true }))
    return callsOf(app)
  }
  const { call } = await start()
  await call('tenants.connect', { cid: demo.cid, hash: demo.hash, label: 'Example Co', baseUrl: service.url })
  await call('directory.sync', {})
  // Something to remember, and a record to set aside.
  const { rows } = await call('users.page', { status: ['active'], admin: false, limit: 1 })
  const { batch, plan } = await call('leavers.start', { usernames: [rows[0]?.username ?? ''] })
  expect(batch).toBeTruthy()
  const { job } = await call('changes.apply', { plan: plan ?? '' })
  await call('jobs.wait', { job, timeoutMs: 10_000 })
  await call('leavers.cases', { batch })
  await app?.close()
  app = null
})
afterEach(async () => {
  await app?.close()
  await service.close()
  rmSync(home, { recursive: true, force: true })
})

const folder = () => join(home, 'tenants', readdirSync(join(home, 'tenants'))[0] ?? '')
const key = async () => (await vault.read(`${readdirSync(join(home, 'tenants'))[0]}/database-key`)) ?? ''

/** Writes into a tenant's database by its key, around everything. */
async function tamper(name: string, ...sql: string[]) {
  const store = new Database(join(folder(), name), {
    encryptionCipher: 'aes256cbc',
    encryptionKey: await key(),
  } as Database.Options)
  for (const each of sql) store.exec(each)
  store.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  store.close()
}

/** Reads everything that is read of a tenant; only a database that cannot be used may be a reason not to. */
async function readAll() {
  const { call: _, ...open } = await start()
  const result = async (name: string, input: object) => {
    const answer = await (app as App).call(name, input)
    // While it is opened anew, nothing is open.
    if (!answer.ok) expect(['storage', 'not-connected'], name).toContain(answer.failure.code)
    return answer.ok ? (answer.value as { rows: Record<string, unknown>[] }) : { rows: [] }
  }
  const people = await result('users.page', { limit: 500 })
  for (const { username } of people.rows.slice(0, 5)) await result('users.get', { username })
  await result('users.facets', {})
  const groups = await result('groups.page', { limit: 500 })
  for (const { name } of groups.rows.slice(0, 3)) await result('groups.get', { name, limit: 100 })
  const sharing = await result('folders.page', { limit: 500 })
  for (const { id } of sharing.rows) await result('folders.get', { id, limit: 100 })
  for (const name of ['directory.history', 'directory.problems', 'leavers.batches', 'leavers.cases'])
    await result(name, { limit: 100 })
  return open
}

const whole = (table: string, column: string) =>
  `UPDATE ${table} SET ${column} = CAST(substr(CAST(${column} AS BLOB), 1, 20) || x'ff' || substr(CAST(${column} AS BLOB), 22) AS TEXT)`

describe('a text in a damaged database', () => {
  it.each([
    ["a person's record", whole('users', 'json')],
    ["a person's identity", whole('users', 'identity')],
    [
      'what a sync saw',
      "INSERT INTO observations (n, time, key, json) VALUES (999999, '2026', 'k', CAST(x'7bff7d' AS TEXT))",
    ],
    ['what was set aside', "INSERT INTO problems (n, json) VALUES (999999, CAST(x'7bff7d' AS TEXT))"],
    ['what was set aside, altered', "INSERT INTO problems (n, json, sum) VALUES (999999, '{}', 5)"],
    ['what is known of the whole', whole('meta', 'json')],
    ['what is known of the whole, altered', `UPDATE meta SET json = replace(json, '"gone":0', '"gone":7')`],
    ['what a refresh saw, taken away', "INSERT INTO observations (n, time, key, json) VALUES (7, '2026', 'k', '{}')"],
    ['a person, taken away', 'DELETE FROM users WHERE n = 2'],
    ['the name of a step of the schema', "UPDATE migrations SET name = CAST(x'30ff' AS TEXT) WHERE name LIKE '001%'"],
  ])('%s leads to a new one, and the old one is kept aside', async (_, sql) => {
    await tamper('directory.db', sql)
    await readAll()
    const { call } = callsOf(app as App)
    // An identity is read by a sync alone.
    await (app as App).call('directory.sync', {})
    await expect
      .poll(async () => (await call('app.state', {})).storeProblems[0]?.kind, { timeout: 10_000 })
      .toBe('damaged')
    expect(readdirSync(folder()).some((name) => name.startsWith('directory.damaged-'))).toBe(true)
    await call('directory.sync', {})
    expect((await call('users.page', { limit: 500 })).total).toBeGreaterThan(60)
  })

  it.each([
    ['a case', `${whole('cases', 'json')} WHERE n = 2`, 2, 'the case of '],
    ['a batch', whole('batches', 'json'), 3, 'the list of leavers '],
    [
      'all lists of leavers, their names too',
      `${whole('batches', 'json')}, id = CAST(x'ff' || id AS TEXT)`,
      3,
      'list of leavers',
    ],
    ['the state of a case', "UPDATE cases SET state = CAST(x'ff' AS TEXT)", 3, 'Nothing is missing'],
    ['a plan of leavers', "UPDATE plans SET purpose = CAST(x'ff' AS TEXT), open = 1", 3, 'which plan belongs'],
  ])('%s of leavers is told by name, and the others stay', async (_, sql, left, words) => {
    const before = await start()
    const { rows: people } = await before.call('users.page', { status: ['active'], admin: false, limit: 2, offset: 1 })
    await before.call('leavers.start', { usernames: people.map(({ username }) => username) })
    expect((await before.call('leavers.cases', {})).total).toBe(3)
    await (app as App | null)?.close()
    app = null as App | null
    await tamper('leavers.db', sql)
    await readAll()
    const { call } = callsOf(app as App)
    await expect
      .poll(
        async () => {
          await (app as App).call('leavers.batches', {})
          return readdirSync(folder()).some((name) => name.startsWith('leavers.damaged-'))
        },
        { timeout: 10_000 },
      )
      .toBe(true)
    expect((await call('errors.page', {})).rows.find(({ what }) => what === 'Leavers')?.message).toContain(words)
    const cases = await call('leavers.cases', {})
    expect(cases.total).toBe(left)
    expect((await call('leavers.batches', {})).total).toBe(left === 0 ? 0 : 2)
    for (const one of cases.rows) await call('leavers.case', { case: one.case })
    for (const one of (await call('leavers.batches', {})).rows)
      expect((await call('leavers.cases', { batch: one.batch })).total).toBeGreaterThan(0)
    expect((await call('users.page', { limit: 500 })).total).toBeGreaterThan(60)
  })

  it.each([
    ['the index by name of what was chosen', 'sqlite_autoindex_meta_1'],
    ['what was chosen', 'meta'],
    ['the totals of days', 'totals'],
  ])(
    'is told at the start where nobody can read %s in scores.db any more, and the file is put aside',
    async (_, part) => {
      const { call } = await start()
      await call('scores.set', { threshold: 62 })
      await app?.close()
      app = null
      await tamper('scores.db')
      const file = join(folder(), 'scores.db')
      const store = new Database(file, {
        encryptionCipher: 'aes256cbc',
        encryptionKey: await key(),
      } as Database.Options)
      const { rootpage } = store.prepare('SELECT rootpage FROM sqlite_master WHERE name = ?').get(part) as {
        rootpage: number
      }
      store.close()
      const bytes = readFileSync(file)
      const head = (rootpage - 1) * 4096 + 8
      bytes[head] = (bytes[head] as number) ^ 2
      writeFileSync(file, bytes)
      const again = await start()
      // What is read is a new file's: nothing of the old one is shown as if it were whole.
      expect((await again.call('scores.settings', {})).threshold).toBe(50)
      expect(readdirSync(folder()).some((name) => name.startsWith('scores.damaged-'))).toBe(true)
      const told = (await again.call('errors.page', {})).rows.map(({ message }) => message)
      expect(told.filter((message) => /scores\.db/.test(message))).toEqual([
        expect.stringMatching(/put aside as .*scores\.damaged-/),
      ])
    },
  )

  it('ends nothing, wherever one byte of a file is altered', async () => {
    const file = join(folder(), 'directory.db')
    const leavers = join(folder(), 'leavers.db')
    const bytes = [file, leavers].map((name) => readFileSync(name)) as [Buffer, Buffer]
    let found = 0
    for (let round = 0; round < 24; round++) {
      for (const name of readdirSync(folder())) if (/damaged/.test(name)) rmSync(join(folder(), name))
      for (const [index, name] of [file, leavers].entries()) {
        const altered = Buffer.from(bytes[index] as Buffer)
        const at = Math.floor((altered.length / 24) * (round + 0.5))
        altered[at] = (altered[at] as number) ^ 0x10
        rmSync(`${name}-wal`, { force: true })
        rmSync(`${name}-shm`, { force: true })
        writeFileSync(name, altered)
      }
      await readAll()
      const { call } = callsOf(app as App)
      // What was found while reading has it opened anew; a sync makes everything right again.
      await expect.poll(async () => (await (app as App).call('directory.sync', {})).ok, { timeout: 20_000 }).toBe(true)
      expect((await call('users.page', { limit: 500 })).total).toBeGreaterThan(60)
      // A file put aside, or records that hide themselves alone.
      const told = (await call('errors.page', {})).total > 0
      if (told || readdirSync(folder()).some((name) => /damaged/.test(name))) found++
      await app?.close()
      app = null
    }
    expect(found).toBeGreaterThan(8)
  }, 120_000)
})

describe('a connection', () => {
  const open = () =>
    openStore({
      file: join(home, 'things.db'),
      key: 'ab'.repeat(32),
      migrations: [{ name: '001', sql: 'CREATE TABLE things (n INTEGER PRIMARY KEY, size INTEGER, text TEXT) STRICT' }],
      durability: 'normal',
    })

  it.each([
    'SELECT text FROM things',
    'SELECT n, text AS other FROM things',
    'SELECT * FROM things',
    'SELECT size FROM things',
    'SELECT name FROM migrations',
  ])('refuses to give a column as it is stored: %s', (sql) => {
    const store = open()
    expect(() => store.prepare(sql)).toThrow('as it is stored')
    store.close()
  })

  it('gives texts as bytes, which are looked at', () => {
    const store = open()
    store.exec("INSERT INTO things VALUES (1, 5, 'Zoë'), (2, 6, CAST(x'61ff62' AS TEXT)), (3, NULL, NULL)")
    const row = (n: number) => store.prepare(`SELECT n, ${bytesOf('text')} FROM things WHERE n = ?`).get(n)
    expect(wholeRow(row(1))).toMatchObject({ n: 1, text: 'Zoë' })
    expect(() => wholeRow(row(2))).toThrow(UnreadableStore)
    expect(textRow(row(2))).toMatchObject({ n: 2, text: 'a\ufffdb' })
    expect(wholeRow(row(3))).toMatchObject({ n: 3, text: null })
    expect(() => parseStored('{"a":')).toThrow(UnreadableStore)
    store.close()
  })
})
