import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readWindowState, type WindowState } from './window-state.ts'

/** The preferences' file in the data folder. */
export const fileName = 'settings.json'

/** What a file that could not be read is renamed to. */
export const setAsideName = (now: Date) => `settings.unreadable-${now.toISOString().replace(/[:.]/g, '-')}.json`

/** What the window needs of the settings before it opens. */
export interface FirstLook {
  theme: 'system' | 'light' | 'dark'
  window: WindowState | null
}

/**
 * Looks into the settings before the window opens: one small file, read as it is, because loading the library that owns it
 * would take longer than all the rest of opening a window. Whatever is not as expected is as if it were not there.
 */
export function firstLook(folder: string): FirstLook {
  try {
    const { settings, window } = JSON.parse(readFileSync(join(folder, fileName), 'utf8')) as {
      settings?: { theme?: unknown }
      window?: unknown
    }
    const theme = settings?.theme
    return { theme: theme === 'light' || theme === 'dark' ? theme : 'system', window: readWindowState(window) }
  } catch {
    return { theme: 'system', window: null }
  }
}
