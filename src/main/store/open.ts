import { existsSync, renameSync } from 'node:fs'
import type Libsql from 'libsql'
import { Refusal } from '../../contract/failure.ts'
import { inTransaction } from './bulk.ts'
import { refuseAfterClose } from './closed-store.ts'
import { driver } from './driver.ts'
import { type SealedTable, sealRows } from './row-seal.ts'
import { sumRows } from './row-sum.ts'
import type { Store } from './store.ts'
import { bytesOf, takeNoText, textRow, wholeRows } from './text.ts'
import { UnreadableStore } from './unreadable.ts'

/** One step of a schema; `name` starts with its number and never changes once released. */
export interface Migration {
  name: string
  sql: string
}

export interface OpenOptions {
  file: string
  /** 32 random bytes as hex, from the keychain. */
  key: string
  migrations: readonly Migration[]
  /** `full`: a commit is on disk before it returns (journal); `normal`: a power cut may lose the last commits, never the file. */
  durability: 'full' | 'normal'
  /** Tables whose rows this connection seals as it writes them. */
  sealed?: readonly SealedTable[]
  /** Leaves moving the log into the file to `checkpoint`, which the caller calls. */
  manualCheckpoint?: boolean
  /** How much of the file the connection keeps in memory, at most: 16 MB unless given. */
  cacheMegabytes?: number
}

function connect(file: string, key: string): Store {
  const store = new (driver())(file, { encryptionCipher: 'aes256cbc', encryptionKey: key } as Libsql.Options)
  try {
    refuseAfterClose(store)
    takeNoText(store)
    sumRows(store, key)
    return store
  } catch (error) {
    store.close()
    throw error
  }
}

/**
 * Opens, and where needed creates, an encrypted database file and brings its schema up to date.
 * @throws UnreadableStore when the file is damaged or the key is not its key
 * @throws Refusal `storage` when the folder cannot be written or the disk is full
 */
export function openStore(options: OpenOptions): Store {
  const { file, key, migrations, durability, sealed = [], manualCheckpoint = false, cacheMegabytes = 16 } = options
  let store: Store | null = null
  try {
    store = connect(file, key)
    store.exec('PRAGMA journal_mode = WAL')
    store.exec(`PRAGMA synchronous = ${durability === 'full' ? 'FULL' : 'NORMAL'}`)
    store.exec(`PRAGMA cache_size = -${cacheMegabytes * 1000}`)
    if (manualCheckpoint) store.exec('PRAGMA wal_autocheckpoint = 0')
    store.exec('PRAGMA busy_timeout = 5000')
    store.exec('PRAGMA foreign_keys = ON')
    migrate(store, migrations)
    sealRows(store, key, sealed)
    return store
  } catch (error) {
    store?.close()
    throw explain(error)
  }
}

/**
 * Looks at every page; takes some 4 ms a megabyte, so it is for the writer thread.
 * @throws UnreadableStore when one is damaged
 */
export function checkPages(store: Store): void {
  let found: string
  try {
    const row = store.prepare('SELECT CAST(quick_check AS BLOB) AS found FROM pragma_quick_check(1)').get()
    found = textRow<{ found: string }>(row).found
  } catch (error) {
    throw explain(error)
  }
  if (found !== 'ok') throw new UnreadableStore(found)
}

/** Gives back the memory that holds pages of the file; they are read again when they are needed. */
export function forgetPages(store: Store): void {
  store.exec('PRAGMA shrink_memory')
}

/** Moves what was written from the log into the database file itself. */
export function checkpoint(store: Store): void {
  store.exec('PRAGMA wal_checkpoint(TRUNCATE)')
}

/**
 * Writes everything into the one file and closes it. libsql lets go of the file itself only when its statements are
 * garbage-collected, so what follows must not depend on that.
 */
export function closeStore(store: Store): void {
  try {
    checkpoint(store)
  } finally {
    store.close()
  }
}

/** A connection for reading only; libsql does not enforce its own `readonly` option, `query_only` is enforced by SQLite. */
export function openReader(file: string, key: string): Store {
  try {
    const store = connect(file, key)
    store.exec('PRAGMA query_only = ON')
    store.exec('PRAGMA cache_size = -4000')
    store.exec('PRAGMA busy_timeout = 5000')
    store.prepare('SELECT count(*) FROM sqlite_master').get()
    return store
  } catch (error) {
    throw explain(error)
  }
}

function migrate(store: Store, migrations: readonly Migration[]): void {
  store.exec('CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY) STRICT')
  const rows = store.prepare(`SELECT ${bytesOf('name')} FROM migrations`).all()
  const done = new Set(wholeRows<{ name: string }>(rows).map((row) => row.name))
  const known = new Set(migrations.map((migration) => migration.name))
  const unknown = [...done].find((name) => !known.has(name))
  if (unknown !== undefined) {
    throw new Refusal(
      'storage',
      'This data was written by a newer Provost. Nothing was changed; update Provost to open it.',
      { details: unknown },
    )
  }
  const steps = migrations.filter(({ name }) => !done.has(name))
  if (steps.length === 0) return
  // All of them or none: each transaction of its own would wait for the disk.
  inTransaction(store, () => {
    for (const { name, sql } of steps) {
      store.exec(sql)
      store.prepare('INSERT INTO migrations (name) VALUES (?)').run(name)
    }
  })
}

/** The code of an error of SQLite or the operating system; '' for others. */
export const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')

/** Says in people's words what a database refused; faults of our own pass as they are, as their text may hold any word. */
export const explainDatabase = (error: unknown): unknown =>
  codeOf(error).startsWith('SQLITE') ? explain(error) : error

/** Says in people's words what SQLite or the disk refused; an error of another kind is given back as it is. */
export function explain(error: unknown): Error {
  if (error instanceof Refusal || error instanceof UnreadableStore) return error
  const code = codeOf(error)
  const text = error instanceof Error ? error.message : String(error)
  if (/NOTADB|CORRUPT|not a database|malformed|unsupported file format/i.test(`${code} ${text}`))
    return new UnreadableStore(text)
  if (/FULL|ENOSPC|disk is full/i.test(`${code} ${text}`)) {
    return new Refusal(
      'storage',
      'The disk is full. What was saved before is unharmed; free some space and try again.',
      { details: text },
    )
  }
  if (
    /READONLY|CANTOPEN|EACCES|EPERM|EROFS|ENOTDIR|EISDIR|ENOENT|ENAMETOOLONG|EEXIST|unable to open|readonly/i.test(
      `${code} ${text}`,
    )
  ) {
    return new Refusal(
      'storage',
      'The data folder cannot be written. Nothing was changed; check its permissions and try again.',
      { details: text },
    )
  }
  if (/BUSY|LOCKED|locked/i.test(`${code} ${text}`)) {
    return new Refusal(
      'storage',
      'The local database is in use by another program. Nothing was changed; close it and try again.',
      { details: text },
    )
  }
  if (code.startsWith('SQLITE'))
    return new Refusal('storage', 'The local database failed. What was saved before is unharmed.', { details: text })
  return error instanceof Error ? error : new Error(text)
}

/** Writes what can wait for another start; false: the disk is full or refuses, which is told where something has to be written. */
export function wroteIfWritable(write: () => void): boolean {
  try {
    write()
    return true
  } catch (error) {
    if (explain(error) instanceof Refusal) return false
    throw error
  }
}

/** Puts an unusable database aside under a new name, so that nothing is lost silently; returns that name. */
export function setAside(file: string, reason: 'damaged' | 'locked', now: Date): string {
  const stamp = now.toISOString().replace(/[:.]/g, '-')
  const kept = file.replace(/\.db$/, `.${reason}-${stamp}.db`)
  renameSync(file, kept)
  for (const suffix of ['-wal', '-shm']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, kept + suffix)
  }
  return kept
}
