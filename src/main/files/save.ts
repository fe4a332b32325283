import { randomBytes } from 'node:crypto'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { explain } from '../store/open.ts'

/**
 * Finds a place for a file, by asking the person or by itself, and has `fill` write the whole file there with `writeWhole`;
 * gives the path, or null when the person chose none.
 */
export type SaveFile = (suggestedName: string, fill: (file: FileHandle) => Promise<void>) => Promise<string | null>

/**
 * Writes a whole file, or leaves what was there: beside its place first, then renamed, so that a full disk or a cancelled
 * export harms nothing. Only this account can read it.
 * @throws Refusal `storage` when the disk is full or the place cannot be written
 */
export async function writeWhole(path: string, fill: (file: FileHandle) => Promise<void>): Promise<void> {
  // A name of its own, so that two at once do not meet and the longest name has room.
  const beside = join(dirname(path), `.provost-${randomBytes(8).toString('hex')}.part`)
  try {
    const file = await open(beside, 'wx', 0o600)
    try {
      await fill(file)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(beside, path)
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {})
    throw explain(error)
  }
}

/** Saves a text, or bytes, and says whether and under which name. */
export async function saveText(
  saveFile: SaveFile,
  name: string,
  content: string | Uint8Array,
): Promise<{ saved: boolean; file: string | null }> {
  const path = await saveFile(name, (file) => file.writeFile(content))
  return { saved: path !== null, file: path === null ? null : basename(path) }
}

/** A label as a part of a file name: labels are free text, file names are not. */
export const fileNameOf = (label: string, otherwise: string): string =>
  label
    .normalize('NFKD')
    .replace(/[^a-zA-Z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '') || otherwise
