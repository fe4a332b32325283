import { join } from 'node:path'
import type Libsql from 'libsql'
import { Refusal } from '../../contract/failure.ts'
import { makeFolder } from '../files/private-folder.ts'
import { driver } from './driver.ts'
import { explain } from './open.ts'
import { UnreadableStore } from './unreadable.ts'

/**
 * Takes the data folder for this process alone, until `release`. SQLite's own file lock is used because the operating
 * system frees it when a process dies, however it dies.
 * @throws Refusal `conflict` when another Provost has the folder, `storage` when it cannot be written
 */
export function lockFolder(home: string): { release: () => void } {
  try {
    makeFolder(home)
  } catch (error) {
    throw explain(error)
  }
  let lock: Libsql.Database | null = null
  try {
    lock = new (driver())(join(home, 'lock.db'))
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
    const explained = explain(error)
    if (explained instanceof UnreadableStore)
      throw new Refusal(
        'storage',
        'The file "lock.db" in the data folder is not what Provost wrote. It holds nothing: delete it while no Provost is running, then start again.',
        { details: explained.message },
      )
    throw explained
  }
}
