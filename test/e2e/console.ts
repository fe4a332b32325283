import type { ElectronApplication, Page } from 'playwright'
import { createDemo, type DemoOptions, type DemoService } from '../../src/main/demo/service/service.ts'
import { type ServedService, serve } from '../fakes/service.ts'
import { launch, makeHome, within } from './launch.ts'

/** The built application in a real Electron, with a data folder of its own. */
export interface Console {
  app: ElectronApplication
  page: Page
  /** Everything that the page complained of: errors, and what the content security policy stopped. */
  complaints: string[]
  close(): Promise<void>
}

/** Starts the built application with a window of this size. */
export async function openConsole(
  options: { width?: number; height?: number; program?: string } = {},
): Promise<Console> {
  const { home, remove } = makeHome()
  const { app, page } = await launch(home, options.program)
  page.setDefaultTimeout(15_000)
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  await resize(app, options.width ?? 1280, options.height ?? 800)
  return {
    app,
    page,
    complaints,
    async close() {
      await app.close()
      await remove()
    },
  }
}

/** Gives the window's content exactly this size. */
export async function resize(app: ElectronApplication, width: number, height: number): Promise<void> {
  const resized = app.evaluate(
    ({ BrowserWindow }, [x, y]) => BrowserWindow.getAllWindows()[0]?.setContentSize(x as number, y as number),
    [width, height],
  )
  await within('Giving the window its size', resized)
}

/** A stand-in for LastPass on loopback, over real HTTP. */
export async function openService(
  company: Partial<DemoOptions> = {},
): Promise<{ demo: DemoService; served: ServedService }> {
  const demo = createDemo({ people: 60, seed: 7, now: Date.now, founded: Date.now(), ...company })
  return { demo, served: await serve(demo) }
}

/** Opens the made-up company from the first screen and waits for its people. */
export async function openDemo(page: Page, people = 200): Promise<void> {
  await page.getByLabel('How many people the made-up company has').selectOption(String(people))
  await page.getByRole('button', { name: 'Open the made-up company' }).click()
  // 100,000 people take half a minute to be made and read, and several times that on a busy machine.
  await settled(page, people < 10_000 ? patience : 120_000)
}

/** Fills in the connection form, which is open. */
export async function fillConnection(
  page: Page,
  entry: { cid: string; hash: string; label?: string; url?: string },
): Promise<void> {
  await page.getByLabel('Account number (CID)').fill(entry.cid)
  await page.getByLabel('Provisioning hash', { exact: true }).fill(entry.hash)
  if (entry.label) await page.getByLabel('Name for this company').fill(entry.label)
  if (!entry.url) return
  const address = page.getByLabel('Service address')
  if (!(await address.isVisible()))
    await page.getByRole('button', { name: 'Advanced: service address and time zone' }).click()
  await address.fill(entry.url)
}

/** Connects to a stand-in from the first screen and waits for its people. */
export async function connect(
  page: Page,
  { demo, served }: Awaited<ReturnType<typeof openService>>,
  label = 'Example Ltd',
): Promise<void> {
  await page.getByRole('button', { name: 'Connect a company' }).click()
  await fillConnection(page, { cid: demo.cid, hash: demo.hash, label, url: served.url })
  await page.getByRole('button', { name: 'Check and connect' }).click()
  await settled(page)
}

/** Milliseconds that a company's first screen is waited for. */
const patience = 50_000

/** Goes on to Users where the first screen, Overview, is shown. `timeout`: milliseconds that the screen is waited for. */
export async function openUsers(page: Page, timeout = patience): Promise<void> {
  const title = page.getByRole('heading', {
    level: 1,
    name: /^(Overview|Users|Leavers|Joiners|Groups|Shared folders|Audit|Scores|Changes|Settings)$/,
  })
  await title.waitFor({ timeout })
  if ((await title.textContent()) !== 'Overview') return
  await page.evaluate(() => {
    location.hash = '#/users'
  })
  await page.getByRole('heading', { level: 1, name: 'Users' }).waitFor()
}

/** Waits until the table shows rows of a finished refresh. `timeout`: milliseconds that the first of them is waited for. */
export async function settled(page: Page, timeout = patience): Promise<void> {
  await openUsers(page, timeout)
  await row(page, 0)
    .getByRole('gridcell')
    .nth(2)
    .waitFor({ timeout })
    .catch(async (error: Error) => {
      throw new Error(`No people are shown. The page says: ${await page.textContent('body')}`, { cause: error })
    })
  await page.getByRole('button', { name: 'Refresh from LastPass' }).waitFor()
}

export const grid = (page: Page) => page.getByRole('grid').first()
export const row = (page: Page, index: number) => page.locator(`[role="row"][data-row="${index}"]`).first()
/** The texts of a column in the rows that are drawn, by the column's place. */
export const column = (page: Page, at: number) =>
  page.locator(`[role="row"][data-row] [data-column="${at}"]`).allInnerTexts()
/** Names of the columns shown, in order. */
export const heads = async (page: Page) =>
  (await grid(page).getByRole('columnheader').allInnerTexts())
    .map((text) => text.split('\n')[0] ?? '')
    .filter((text) => text !== '' && text !== 'Selection')
/** The count beside the title, as a number; accounts and invitations that are named apart are added. */
export async function count(page: Page): Promise<number> {
  const words = (await page.getByTestId('count').textContent()) ?? ''
  return (words.replaceAll(',', '').match(/\d+/g) ?? ['NaN']).reduce((sum, one) => sum + Number(one), 0)
}
