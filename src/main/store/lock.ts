import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'libsql'
import { Refusal } from '../../contract/failure.ts'
import { explain } from './open.ts'

/**
 * Takes the data folder for this process alone, until `release`. SQLite's own file lock is used because the operating
 * system frees it when a process dies, however it dies.
 * @throws Refusal `conflict` when another Provost has the folder, `storage` when it cannot be written
 */
export function lockFolder(home: string): { release: () => void } {
  try {
    mkdirSync(home, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw explain(error)
  }
  let lock: Database.Database | null = null
  try {
    lock = new Database(join(home, 'lock.db'))
    lock.exec('PRAGMA busy_timeout = 0')
    lock.exec('PRAGMA locking_mode = EXCLUSIVE')
    lock.exec('BEGIN EXCLUSIVE')
    const held = lock
    return { release: () => held.close() }
  } catch (error) {
    lock?.close()
    if (/BUSY|LOCKED|locked/i.test(String(error))) {
      throw new Refusal(
        'conflict',
        'Another Provost is using this data folder. Close it, or choose another folder with --home.',
      )
    }
    throw explain(error)
  }
}
