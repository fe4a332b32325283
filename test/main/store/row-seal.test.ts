import { rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'libsql'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore } from '../../../src/main/store/open.ts'
import { checkSeals, type SealedTable, sealColumns, sealToInsert } from '../../../src/main/store/row-seal.ts'
import type { Store } from '../../../src/main/store/store.ts'
import { temporaryFolder } from '../../harness/application.ts'
import { fc } from '../../harness/properties.ts'

const key = 'ab'.repeat(32)
const rules: SealedTable = { table: 'rules', key: ['name'], columns: ['name', 'json'], counted: true }
const lines: SealedTable = { table: 'lines', key: ['of', 'at'], columns: ['of', 'at', 'json'], counted: false }
const migrations = [
  {
    name: '001',
    sql: `CREATE TABLE rules (name TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT;
      CREATE TABLE lines (of TEXT NOT NULL, at INTEGER NOT NULL, json TEXT, PRIMARY KEY (of, at)) STRICT, WITHOUT ROWID;
      ${sealColumns('rules', 'lines')}`,
  },
]

let folder: string
let store: Store
const open = (own = key) =>
  openStore({ file: join(folder, 'rules.db'), key: own, migrations, sealed: [rules, lines], durability: 'normal' })
const put = (name: string, json: string) =>
  store
    .prepare('INSERT INTO rules (name, json) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET json = excluded.json')
    .run(name, json)
const found = () => checkSeals(store, key, [rules])

beforeEach(() => {
  folder = temporaryFolder()
  store = open()
  for (const name of ['a', 'b', 'c']) put(name, '{}')
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Writes past the triggers that seal, as somebody does with a tool of their own. */
function outside(work: (file: Database.Database) => void): void {
  store.close()
  const file = new Database(join(folder, 'rules.db'), {
    encryptionCipher: 'aes256cbc',
    encryptionKey: key,
  } as Database.Options)
  work(file)
  file.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  file.close()
  store = open()
}

describe('sealed rows', () => {
  it('are whole whatever is done to them by who seals them', () => {
    const names = fc.constantFrom('a', 'b', 'c', 'd', 'e')
    fc.assert(
      fc.property(fc.array(fc.tuple(names, fc.option(fc.string()))), (steps) => {
        for (const [name, json] of steps) {
          if (json === null) store.prepare('DELETE FROM rules WHERE name = ?').run(name)
          else put(name, json)
        }
        expect(found()).toEqual([])
      }),
      { numRuns: 40 },
    )
  })

  it('are whole too where the statement that inserts them seals them itself, and where it does not', () => {
    const values =
      'SELECT column1 AS of, CAST(column2 AS INTEGER) AS at, column3 AS json FROM (VALUES (?, ?, ?), (?, ?, ?))'
    const sealing = store.prepare(
      `INSERT INTO lines (of, at, json, seal) SELECT of, at, json, ${sealToInsert(store, 'lines')} FROM (${values}) WHERE true
       ON CONFLICT (of, at) DO UPDATE SET json = excluded.json`,
    )
    const bare = store.prepare(
      'INSERT INTO lines (of, at, json) VALUES (?, ?, ?) ON CONFLICT (of, at) DO UPDATE SET json = excluded.json',
    )
    const row = fc.tuple(fc.string(), fc.integer({ min: 0, max: 30 }), fc.option(fc.string({ unit: 'binary' })))
    fc.assert(
      fc.property(row, row, row, (one, two, three) => {
        sealing.run(...one, ...two)
        bare.run(...three)
        expect(checkSeals(store, key, [lines])).toEqual([])
      }),
    )
    // The same seal, so that a later look at rows does not tell who wrote them.
    store.exec('DELETE FROM lines')
    sealing.run('a', 1, 'x', 'a', 2, 'y')
    const seals = () => store.prepare('SELECT CAST(seal AS BLOB) AS seal FROM lines ORDER BY at').all()
    const own = seals()
    store.exec('DELETE FROM lines')
    for (const [at, json] of [
      [1, 'x'],
      [2, 'y'],
    ] as const)
      bare.run('a', at, json)
    expect(own).toEqual(seals())
  })

  it('tell which row was altered, also where its seal was taken from another', () => {
    outside((file) => file.exec(`UPDATE rules SET json = '{"on":true}' WHERE name = 'b'`))
    expect(found()).toEqual([{ table: 'rules', damaged: [{ name: 'b' }], missing: null }])
    put('b', '{}')
    outside((file) => file.exec(`UPDATE rules SET seal = (SELECT seal FROM rules WHERE name = 'a') WHERE name = 'c'`))
    expect(found()).toMatchObject([{ damaged: [{ name: 'c' }] }])
    put('c', '{}')
    outside((file) => file.exec("UPDATE rules SET seal = NULL WHERE name = 'a'"))
    expect(found()).toMatchObject([{ damaged: [{ name: 'a' }] }])
  })

  it('tell that a row is gone', () => {
    outside((file) => file.exec("DELETE FROM rules WHERE name = 'b'"))
    expect(found()).toEqual([{ table: 'rules', damaged: [], missing: 1 }])
  })

  it('tell how many are gone where others are altered', () => {
    outside((file) => file.exec(`UPDATE rules SET json = 'x' WHERE name = 'a'; DELETE FROM rules WHERE name <> 'a'`))
    expect(found()).toEqual([{ table: 'rules', damaged: [{ name: 'a' }], missing: 2 }])
  })

  it('tell that an older row was put back, though its seal fits and none is missing', () => {
    const older = store.prepare("SELECT CAST(seal AS BLOB) AS seal FROM rules WHERE name = 'b'").get() as {
      seal: Buffer
    }
    put('b', '{"on":true}')
    outside((file) => file.prepare("UPDATE rules SET json = '{}', seal = ? WHERE name = 'b'").run(String(older.seal)))
    expect(found()).toEqual([{ table: 'rules', damaged: [], missing: 0 }])
  })

  it('tell that one came from elsewhere', () => {
    outside((file) =>
      file.exec("INSERT INTO rules (name, json, seal) SELECT 'x', json, seal FROM rules WHERE name = 'a'"),
    )
    expect(found()).toEqual([{ table: 'rules', damaged: [{ name: 'x' }], missing: 0 }])
  })

  it('are not sealed anew as they stand where the count of them is gone', () => {
    outside((file) => file.exec(`DELETE FROM sealed_sets; UPDATE rules SET json = 'x' WHERE name = 'b'`))
    expect(found()).toEqual([{ table: 'rules', damaged: [{ name: 'b' }], missing: 0 }])
    outside((file) => file.exec("UPDATE sealed_sets SET name = 'x'"))
    expect(found()).toMatchObject([{ table: 'rules' }])
  })

  it('of an older version are sealed as they stand, once', () => {
    outside((file) => file.exec('DELETE FROM sealed_sets; UPDATE rules SET seal = NULL'))
    expect(found()).toEqual([])
    outside((file) => file.exec("UPDATE rules SET seal = NULL WHERE name = 'b'"))
    expect(found()).toMatchObject([{ damaged: [{ name: 'b' }] }])
  })
})
