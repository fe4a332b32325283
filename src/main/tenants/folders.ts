import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeFolder } from '../files/private-folder.ts'
import { explain } from '../store/open.ts'

/** Its mark says that a folder may go; what has no mark is never deleted, whatever the settings say. */
const mark = 'removed'

/** Deletes a folder, or marks it for the next start where a file is still held open. */
export function removeFolder(folder: string): void {
  if (!existsSync(folder)) return
  try {
    writeFileSync(join(folder, mark), '')
    rmSync(folder, { recursive: true, force: true, maxRetries: 3, retryDelay: 50 })
  } catch {
    // The next start finds the mark.
  }
}

/** Deletes what an earlier process marked in this folder. */
export function sweepFolders(folder: string): void {
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder)) if (existsSync(join(folder, name, mark))) removeFolder(join(folder, name))
}

/** A folder for what is not to outlive the process. */
export function makeTemporaryFolder(): string {
  try {
    return mkdtempSync(join(tmpdir(), 'provost-'))
  } catch (error) {
    throw explain(error)
  }
}

/** Makes a folder if it can be made; whoever opens what is in it says why, in words, where it cannot. */
export function makeQuietly(folder: string): void {
  try {
    makeFolder(folder)
  } catch {
    // Told by whoever opens it.
  }
}
