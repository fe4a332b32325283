import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright'
import { electronBinary } from '../../scripts/setup.mjs'

type LaunchOptions = NonNullable<Parameters<typeof _electron.launch>[0]>

const root = resolve(import.meta.dirname, '../..')
const argumentsFor = (home: string, more: readonly string[] = []) => ['--no-sandbox', root, '--home', home, ...more]

/** A data folder for one test file. */
export function makeHome(): { home: string; remove: () => Promise<void> } {
  const home = mkdtempSync(join(tmpdir(), 'provost-shell-'))
  return { home, remove: () => rm(home, { recursive: true, force: true, maxRetries: 5 }) }
}

/** Starts the built application with a data folder and gives its window's page. `program`: starts Electron in a way of its own. */
export function launch(home: string, program = electronBinary()): Promise<{ app: ElectronApplication; page: Page }> {
  return attached(home, { executablePath: program, args: argumentsFor(home) })
}

/**
 * Rarely, one start in some seventy on a busy machine, Playwright never ends attaching to the application, which runs: its window is
 * there, and its debugger answers others. It holds only an Electron that it finds by itself until it is attached; one that is given by
 * its path opens its window meanwhile. It is said, and tried once more. Playwright kills what it could not attach to.
 */
async function attached(home: string, options: LaunchOptions): Promise<{ app: ElectronApplication; page: Page }> {
  let first: ElectronApplication | undefined
  try {
    first = await _electron.launch({ ...options, timeout: 30_000 })
    return { app: first, page: await within('The start of the application', opened(first)) }
  } catch (error) {
    process.stderr.write(`${String(error)} It is started again. Its log:\n${readLog(home)}\n`)
    await killed(first)
    const app = await _electron.launch({ ...options, timeout: 60_000 })
    return { app, page: await within('The second start of the application', opened(app)) }
  }
}

/** Ends what was started, if anything was, and waits until it is gone. */
async function killed(app: ElectronApplication | undefined): Promise<void> {
  const running = app?.process()
  if (running === undefined || running.exitCode !== null || running.signalCode !== null) return
  const ended = new Promise((resolve) => running.once('exit', resolve))
  running.kill('SIGKILL')
  await ended
}

/** Starts the built application with a file named as by a double click, and no keychain to be found. */
export async function launchWithFile(home: string, file: string): Promise<{ app: ElectronApplication; page: Page }> {
  const { DBUS_SESSION_BUS_ADDRESS: _, ...env } = process.env as Record<string, string>
  return attached(home, {
    executablePath: electronBinary(),
    args: argumentsFor(home, [file]),
    env: { ...env, DBUS_SESSION_BUS_ADDRESS: 'disabled:' },
  })
}

/** Its window's page, once main answers as well. */
async function opened(app: ElectronApplication): Promise<Page> {
  const page = await app.firstWindow()
  await page.waitForLoadState()
  await app.evaluate(({ app: electron }) => electron.getName())
  return page
}

/** Fails, and says what did not come, instead of waiting until the test's own time is over. */
export async function within<T>(what: string, work: Promise<T>, milliseconds = 30_000): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took more than ${milliseconds / 1000} seconds.`)), milliseconds)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
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
