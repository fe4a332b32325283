import { ipcMain } from 'electron'
import ElectronStore from 'electron-store'
import type { Log } from '../ports.ts'
import type { SettingsStore } from '../settings/preferences.ts'
import { fileName, setAsideBroken } from '../settings/settings-file.ts'
import type { WindowState } from '../settings/window-state.ts'

/** The preferences, and how the window was left. */
export interface ShellSettings extends SettingsStore {
  setWindow(state: WindowState): void
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
