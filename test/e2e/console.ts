import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright'
import { electronBinary } from '../../scripts/setup.mjs'

const root = resolve(import.meta.dirname, '../..')

/** The built application in a real Electron, with a data folder of its own. */
export interface Console {
  app: ElectronApplication
  page: Page
  /** Everything that the page complained of: errors, and what the content security policy stopped. */
  complaints: string[]
  close(): Promise<void>
}

/** Starts the built application; `env` is added to its environment. */
export async function openConsole(
  options: { width?: number; height?: number; env?: Record<string, string> } = {},
): Promise<Console> {
  const { width = 1280, height = 800 } = options
  const home = await mkdtemp(join(tmpdir(), 'provost-test-'))
  const app = await _electron.launch({
    executablePath: electronBinary(),
    args: ['--no-sandbox', root, '--home', home],
    env: { ...(process.env as Record<string, string>), ...options.env },
  })
  const page = await app.firstWindow()
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  await resize(app, width, height)
  return {
    app,
    page,
    complaints,
    async close() {
      await app.close()
      await rm(home, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}

/** Gives the window's content exactly this size. */
export async function resize(app: ElectronApplication, width: number, height: number): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }, [x, y]) => BrowserWindow.getAllWindows()[0]?.setContentSize(x as number, y as number),
    [width, height],
  )
}

/** Opens the made-up company from the first screen and waits for its people. */
export async function openDemo(page: Page, people = 200): Promise<void> {
  await page.getByLabel('How many people the made-up company has').selectOption(String(people))
  await page.getByRole('button', { name: 'Open the made-up company' }).click()
  await page.locator('[role="row"][data-row="0"] [role="gridcell"]').nth(2).waitFor()
  await page.getByText('online').waitFor()
}
