import { randomBytes } from 'node:crypto'
import { rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { type BrowserWindow, dialog } from 'electron'

/** 150: names of files may have 255 bytes, and ours are not only ASCII. */
const longestName = 150

/** A file name that every platform takes: no folders, no control characters, nothing reserved. */
export function safeFileName(name: string): string {
  const flat = name.replace(/[\\/:*?"<>|\p{Cc}\p{Cf}]+/gu, '-')
  const trimmed = flat.slice(-longestName).replace(/^[.\s-]+|[.\s]+$/g, '')
  return trimmed || 'export'
}

/** Lets the person choose where a file goes, writes it there whole or not at all, and gives its path; null when they thought better of it. */
export async function saveFile(
  window: BrowserWindow | null,
  folder: string,
  suggestedName: string,
  write: (path: string) => Promise<void>,
): Promise<string | null> {
  const options = { defaultPath: join(folder, safeFileName(suggestedName)) }
  const choice = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options))
  if (choice.canceled || !choice.filePath) return null
  const path = choice.filePath
  // Beside the target, so that the last step is one rename and a full disk leaves the old file as it was.
  const partial = join(dirname(path), `.${basename(path)}.${randomBytes(4).toString('hex')}.part`)
  try {
    await write(partial)
    await rename(partial, path)
  } catch (problem) {
    await rm(partial, { force: true })
    throw problem
  }
  return path
}
