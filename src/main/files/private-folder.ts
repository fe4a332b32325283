import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** 0700: the databases inside are encrypted, but who uses Provost for what is nobody else's business either. */
const mode = 0o700

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false

/**
 * Makes a folder that only this account can enter, and those above it, where they are missing. One after the other:
 * Node's own `recursive` never comes back where an existing folder answers that it is not there, as /proc does.
 * @throws the file system's error when it cannot be made
 */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path, { mode })
  } catch (error) {
    if (isFolder(path)) return
    const above = dirname(path)
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || above === path || isFolder(above)) throw error
    makeFolder(above)
    mkdirSync(path, { mode })
  }
}
