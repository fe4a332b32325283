import { join } from 'node:path'
import type Libsql from 'libsql'
import { Refusal } from '../../contract/failure.ts'
import { makeFolder } from '../files/private-folder.ts'
import { driver } from './driver.ts'
import { explain } from './open.ts'
import { UnreadableStore } from './unreadable.ts'

/** What one process has and no other one. */
export interface Held {
  release(): void
}

/**
 * Takes a file for this process alone, until `release`; null when another process has it. SQLite's own file lock is used because the
 * operating system frees it when a process dies, however it dies. Nothing is written into the file.
 */
export function takeFile(file: string): Held | null {
  let lock: Libsql.Database | null = null
  try {
    lock = new (driver())(file)
    lock.exec('PRAGMA busy_timeout = 0')
    lock.exec('PRAGMA locking_mode = EXCLUSIVE')
    lock.exec('BEGIN EXCLUSIVE')
    const held = lock
    return { release: () => void held.close() }
  } catch (error) {
    lock?.close()
    if (/BUSY|LOCKED|locked/i.test(String(error))) return null
    throw error
  }
}

/**
 * Takes the data folder for this process alone, until `release`.
 * @throws Refusal `conflict` when another Provost has the folder, `storage` when it cannot be written
 */
export function lockFolder(home: string): Held {
  let lock: Held | null
  try {
    makeFolder(home)
    lock = takeFile(join(home, 'lock.db'))
  } catch (error) {
    const explained = explain(error)
    if (explained instanceof UnreadableStore)
      throw new Refusal(
        'storage',
        'The file "lock.db" in the data folder is not what Provost wrote. It holds nothing: delete it while no Provost is running, then start again.',
        { details: explained.message },
      )
    throw explained
  }
  if (lock === null)
    throw new Refusal(
      'conflict',
      'Another Provost is using this data folder. Close it, or choose another folder with --home.',
    )
  return lock
}
