import { closeSync, constants, fstatSync, openSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import type { Log } from '../ports.ts'
import { readWindowState, type WindowState } from './window-state.ts'

/** The preferences' file in the data folder. */
export const fileName = 'settings.json'

/** What a file that could not be read is renamed to. */
const setAsideName = (now: Date) => `settings.unreadable-${now.toISOString().replace(/[:.]/g, '-')}.json`

/**
 * Text of the preferences' file. A pipe or a device in its place, which could be waited for without end, is refused.
 * @throws where there is no such file, or none that is a file
 */
export function readSettings(folder: string): string {
  // Without waiting: to open a pipe is to wait until somebody writes into it.
  const file = openSync(join(folder, fileName), constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    if (!fstatSync(file).isFile()) throw new Error(`${fileName} is not a file.`)
    return readFileSync(file, 'utf8')
  } finally {
    closeSync(file)
  }
}

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
    const { settings, window } = JSON.parse(readSettings(folder)) as {
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

/** Whether what lies there is no settings, or no file at all. */
function isBroken(folder: string): boolean {
  try {
    return !isObject(readSettings(folder))
  } catch (problem) {
    const { code } = problem as NodeJS.ErrnoException
    // A socket cannot even be opened.
    if (code === undefined || code === 'ENXIO') return true
    if (code === 'ENOENT') return false
    throw problem
  }
}

/** Moves a file that is not readable settings out of the way, so that nothing of it is lost and a new one can be written. */
export function setAsideBroken(folder: string, log: Log): void {
  if (!isBroken(folder)) return
  const kept = join(folder, setAsideName(new Date()))
  renameSync(join(folder, fileName), kept)
  log.warn('The settings could not be read. The usual ones are used; the old file was kept.', { kept })
}
