import { readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { ipcMain } from 'electron'
import ElectronStore from 'electron-store'
import type { Log } from '../app.ts'
import type { SettingsStore } from '../preferences.ts'
import { fileName, setAsideName } from './settings-file.ts'
import type { WindowState } from './window-state.ts'

/** The preferences, and how the window was left. */
export interface ShellSettings extends SettingsStore {
  setWindow(state: WindowState): void
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw problem
  }
}

/** Moves a file that is not readable settings out of the way, so that nothing of it is lost and a new one can be written. */
function setAsideBroken(folder: string, log: Log): void {
  const path = join(folder, fileName)
  const text = readIfThere(path)
  if (text === null || isObject(text)) return
  const kept = join(folder, setAsideName(new Date()))
  renameSync(path, kept)
  log.warn('The settings could not be read. The usual ones are used; the old file was kept.', { kept })
}

/** Opens the settings in the data folder. */
export function openSettings(folder: string, log: Log): ShellSettings {
  setAsideBroken(folder, log)
  const store = new ElectronStore<Record<string, unknown>>({
    cwd: folder,
    name: fileName.replace('.json', ''),
    clearInvalidConfig: false,
  })
  // electron-store listens on a channel of its own for pages that use it. Ours do not, and three channels are all there are.
  ipcMain.removeAllListeners('electron-store-get-data')
  return {
    get: () => store.get('settings'),
    set: (value) => store.set('settings', value),
    setWindow: (state) => store.set('window', state),
  }
}
