import { join } from 'node:path'
import { type BrowserWindow, dialog } from 'electron'
import { type SaveFile, writeWhole } from '../../files/save.ts'

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
  ...[suggestedName, fill]: Parameters<SaveFile>
): Promise<string | null> {
  const path = await choosePlace(window, folder, suggestedName)
  if (path !== null) await writeWhole(path, fill)
  return path
}

/** Lets the person choose where a file is to be, and gives its path; null when they thought better of it. */
export async function choosePlace(
  window: BrowserWindow | null,
  folder: string,
  suggestedName: string,
): Promise<string | null> {
  const options = { defaultPath: join(folder, safeFileName(suggestedName)) }
  const choice = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options))
  return choice.canceled || !choice.filePath ? null : choice.filePath
}

/** Lets the person choose a file that is there, and gives its path; null when they thought better of it. */
export async function openFile(
  window: BrowserWindow | null,
  { title, extensions }: { title: string; extensions: readonly string[] },
): Promise<string | null> {
  const options = { title, filters: [{ name: title, extensions: [...extensions] }], properties: ['openFile' as const] }
  const choice = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options))
  return choice.canceled ? null : (choice.filePaths[0] ?? null)
}

/** Lets the person choose a folder, or make one, and gives its path; null when they thought better of it. */
export async function openFolder(window: BrowserWindow | null, { title }: { title: string }): Promise<string | null> {
  const options = { title, properties: ['openDirectory' as const, 'createDirectory' as const] }
  const choice = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options))
  return choice.canceled ? null : (choice.filePaths[0] ?? null)
}
