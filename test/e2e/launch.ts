import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright'
import { electronBinary } from '../../scripts/setup.mjs'

const root = resolve(import.meta.dirname, '../..')
const argumentsFor = (home: string) => ['--no-sandbox', root, '--home', home]

/** A data folder for one test file. */
export function makeHome(): { home: string; remove: () => Promise<void> } {
  const home = mkdtempSync(join(tmpdir(), 'provost-shell-'))
  return { home, remove: () => rm(home, { recursive: true, force: true, maxRetries: 5 }) }
}

/** Starts the built application with a data folder and gives its window's page. `program`: starts Electron in a way of its own. */
export async function launch(
  home: string,
  program = electronBinary(),
): Promise<{ app: ElectronApplication; page: Page }> {
  const app = await _electron.launch({ executablePath: program, args: argumentsFor(home) })
  const page = await app.firstWindow()
  await page.waitForLoadState()
  return { app, page }
}

/** Starts the built application as a person would, without anybody attached to it. */
export function start(home: string): ChildProcess {
  return spawn(electronBinary(), argumentsFor(home), { stdio: ['ignore', 'pipe', 'pipe'] })
}

/** What the log says so far. */
export function readLog(home: string): string {
  try {
    return readFileSync(join(home, 'logs', 'provost.log'), 'utf8')
  } catch {
    return ''
  }
}
