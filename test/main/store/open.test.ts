import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Refusal } from '../../../src/contract/failure.ts'
import { upsertMany } from '../../../src/main/store/bulk.ts'
import { lockFolder } from '../../../src/main/store/lock.ts'
import {
  checkPages,
  closeStore,
  type Migration,
  openReader,
  openStore,
  setAside,
} from '../../../src/main/store/open.ts'
import { UnreadableStore } from '../../../src/main/store/unreadable.ts'
import { temporaryFolder } from '../../harness/application.ts'

const key = 'ab'.repeat(32)
const migrations: Migration[] = [
  { name: '001-things', sql: 'CREATE TABLE things (n INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT' },
]
let home: string
let file: string
beforeEach(() => {
  home = temporaryFolder()
  file = join(home, 'store.db')
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const open = (more: Partial<Parameters<typeof openStore>[0]> = {}) =>
  openStore({ file, key, migrations, durability: 'normal', ...more })
const filled = (rows = 3) => {
  const store = open()
  upsertMany(
    store,
    'things',
    ['n', 'text'],
    Array.from({ length: rows }, (_, n) => [n, `the secret text ${n}`]),
  )
  closeStore(store)
}
const thrownBy = (work: () => unknown): unknown => {
  try {
    work()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

describe('a database file', () => {
  it('holds nothing that can be read without the key', () => {
    filled(500)
    const bytes = readFileSync(file)
    expect(bytes.length).toBeGreaterThan(10_000)
    expect(bytes.includes('secret text')).toBe(false)
    expect(bytes.includes('SQLite format')).toBe(false)
    expect(bytes.includes('things')).toBe(false)
  })

  it('cannot be opened with another key', () => {
    filled()
    expect(thrownBy(() => open({ key: 'cd'.repeat(32) }))).toBeInstanceOf(UnreadableStore)
    expect(thrownBy(() => openReader(file, 'cd'.repeat(32)))).toBeInstanceOf(UnreadableStore)
  })

  it.each([
    ['its head', 40],
    ['its middle', 8192],
  ])('is found to be damaged in %s', (_, at) => {
    filled(2000)
    const handle = openSync(file, 'r+')
    writeSync(handle, Buffer.alloc(600, 0x5a), 0, 600, at)
    expect(thrownBy(() => checkPages(open()))).toBeInstanceOf(UnreadableStore)
  })

  it('is put aside with its side files, not deleted', () => {
    filled()
    const before = readFileSync(file)
    const kept = setAside(file, 'damaged', new Date('2026-11-22T10:11:12.345Z'))
    expect(existsSync(file)).toBe(false)
    expect(kept).toContain('store.damaged-2026-11-22T10-11-12-345Z.db')
    expect(readFileSync(kept).equals(before)).toBe(true)
  })

  it('takes each migration once, in order, and all or nothing', () => {
    filled()
    const next = [
      ...migrations,
      { name: '002-more', sql: 'ALTER TABLE things ADD COLUMN extra TEXT; CREATE TABLE more (n INTEGER)' },
    ]
    open({ migrations: next }).close()
    const store = open({ migrations: next })
    expect(store.prepare('SELECT count(*) AS n FROM things').get()).toMatchObject({ n: 3 })
    store.close()
    const broken = [
      ...next,
      { name: '003-broken', sql: 'CREATE TABLE half (n INTEGER); CREATE TABLE more (n INTEGER)' },
    ]
    expect(thrownBy(() => open({ migrations: broken }))).toBeInstanceOf(Error)
    const after = open({ migrations: next })
    expect(after.prepare("SELECT count(*) AS n FROM sqlite_master WHERE name = 'half'").get()).toMatchObject({ n: 0 })
    after.close()
  })

  it('refuses data that a newer version wrote, and leaves it alone', () => {
    filled()
    open({ migrations: [...migrations, { name: '009-future', sql: 'CREATE TABLE future (n INTEGER)' }] }).close()
    const error = thrownBy(() => open())
    expect(error).toBeInstanceOf(Refusal)
    expect((error as Refusal).failure).toMatchObject({ code: 'storage', details: '009-future' })
  })

  it('cannot be written through a reader', () => {
    filled()
    const reader = openReader(file, key)
    expect(() => reader.exec('DELETE FROM things')).toThrow()
    expect(reader.prepare('SELECT count(*) AS n FROM things').get()).toMatchObject({ n: 3 })
    reader.close()
  })
})

describe('a data folder', () => {
  it('belongs to one process at a time', () => {
    const first = lockFolder(home)
    const error = thrownBy(() => lockFolder(home))
    expect((error as Refusal).failure.code).toBe('conflict')
    first.release()
    lockFolder(home).release()
  })

  it('is free again when the process that had it died', () => {
    const script = `
      const { lockFolder } = await import(${JSON.stringify(new URL('../../../src/main/store/lock.ts', import.meta.url).href)})
      lockFolder(${JSON.stringify(home)})
      process.kill(process.pid, 'SIGKILL')`
    expect(() => execFileSync(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' })).toThrow()
    lockFolder(home).release()
  })

  it('that cannot be written is told in words', () => {
    const locked = join(home, 'locked')
    mkdirSync(locked)
    chmodSync(locked, 0o500)
    // Root may write everywhere; a file in the place of the folder stops everybody.
    const target = process.getuid?.() === 0 ? join(file, 'inside') : join(locked, 'inside')
    filled()
    const error = thrownBy(() => lockFolder(target)) as NodeJS.ErrnoException | Refusal
    expect(error).toBeInstanceOf(Refusal)
    expect((error as Refusal).failure.code).toBe('storage')
  })
})

describe('a disk that is full', () => {
  const canMount = process.platform === 'linux' && process.getuid?.() === 0
  it.runIf(canMount)('loses nothing of what was there, and says so', () => {
    const disk = join(home, 'disk')
    mkdirSync(disk)
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=600k', 'tmpfs', disk])
    try {
      file = join(disk, 'store.db')
      filled(50)
      const store = open()
      const error = thrownBy(() => {
        store.exec('BEGIN')
        for (let n = 100; n < 100_000; n++)
          store.prepare('INSERT INTO things (n, text) VALUES (?, ?)').run(n, 'x'.repeat(500))
        store.exec('COMMIT')
      })
      expect(String((error as { code?: string }).code)).toMatch(/FULL|IOERR/)
      closeStore(store)
      const again = open()
      expect(again.prepare('SELECT count(*) AS n FROM things').get()).toMatchObject({ n: 50 })
      again.close()
    } finally {
      // Lazily: the library holds its file until its memory is collected.
      execFileSync('umount', ['-l', disk])
    }
  })
})
