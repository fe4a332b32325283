import { readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import type { Log } from '../ports.ts'
import { readWindowState, type WindowState } from './window-state.ts'

/** The preferences' file in the data folder. */
export const fileName = 'settings.json'

/** What a file that could not be read is renamed to. */
const setAsideName = (now: Date) => `settings.unreadable-${now.toISOString().replace(/[:.]/g, '-')}.json`

/** What a start needs of the settings before it has loaded anything. */
export interface FirstLook {
  theme: 'system' | 'light' | 'dark'
  window: WindowState | null
  /** The tenant that was open last; null: none. */
  company: string | null
}

/**
 * Looks into the settings before the window opens: one small file, read as it is, because loading the library that owns it
 * would take longer than all the rest of opening a window. Whatever is not as expected is as if it were not there.
 */
export function firstLook(folder: string): FirstLook {
  try {
    const { settings, window } = JSON.parse(readFileSync(join(folder, fileName), 'utf8')) as {
      settings?: { theme?: unknown; current?: unknown }
      window?: unknown
    }
    const theme = settings?.theme
    const current = settings?.current
    return {
      theme: theme === 'light' || theme === 'dark' ? theme : 'system',
      window: readWindowState(window),
      company: typeof current === 'string' ? current : null,
    }
  } catch {
    return { theme: 'system', window: null, company: null }
  }
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
export function setAsideBroken(folder: string, log: Log): void {
  const path = join(folder, fileName)
  const text = readIfThere(path)
  if (text === null || isObject(text)) return
  const kept = join(folder, setAsideName(new Date()))
  renameSync(path, kept)
  log.warn('The settings could not be read. The usual ones are used; the old file was kept.', { kept })
}
