import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { basename } from 'node:path'
import type { AppOptions } from './app.ts'
import { explain } from './store/open.ts'

/**
 * Writes a whole file, or leaves what was there: beside its place first, then renamed. Only this account can read it.
 * @throws Refusal `storage` when the disk is full or the place cannot be written
 */
export async function writeWhole(path: string, fill: (file: FileHandle) => Promise<void>): Promise<void> {
  const beside = `${path}.part`
  try {
    const file = await open(beside, 'w', 0o600)
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

/** Lets the person choose a place and writes the whole file there, or leaves what was there. */
export async function saveText(
  saveFile: AppOptions['saveFile'],
  name: string,
  content: string | Uint8Array,
): Promise<{ saved: boolean; file: string | null }> {
  const path = await saveFile(name, (chosen) => writeWhole(chosen, (file) => file.writeFile(content)))
  return { saved: path !== null, file: path === null ? null : basename(path) }
}

/** A label as a part of a file name: labels are free text, file names are not. */
export const fileNameOf = (label: string, otherwise: string): string =>
  label
    .normalize('NFKD')
    .replace(/[^a-zA-Z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '') || otherwise
