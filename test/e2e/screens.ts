import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { openConsole, openDemo, resize, row } from './console.ts'

// Takes the pictures in docs/screens: every screen, light and dark, in two sizes. Run by `npm run screens`.

const folder = join(import.meta.dirname, '../../docs/screens')
const sizes = [
  [1280, 800],
  [1920, 1080],
] as const

/** Calls main as the page does; only for what has no control of its own on the screen at hand. */
const setTheme = (page: Page, theme: 'light' | 'dark') =>
  page.evaluate(async (wanted) => {
    const { provost } = globalThis as unknown as {
      provost: { call: (name: string, input: unknown, id: number) => unknown }
    }
    await provost.call('settings.set', { theme: wanted }, 1_000_000)
    location.reload()
  }, theme)

const go = (name: string) => async (page: Page) => {
  await page.getByRole('link', { name, exact: true }).first().click()
  await page.getByRole('heading', { name, exact: true }).first().waitFor()
}

const screens: [name: string, open: (page: Page) => Promise<void>][] = [
  ['users', go('Users')],
  [
    'person',
    async (page) => {
      await go('Users')(page)
      await row(page, 3).getByRole('gridcell').nth(2).click()
      await page.getByRole('complementary').first().waitFor()
    },
  ],
  ['leavers', go('Leavers')],
  ['groups', go('Groups')],
  ['folders', go('Shared folders')],
  ['changes', go('Changes')],
  ['settings', go('Settings')],
]

mkdirSync(folder, { recursive: true })
const started = await openConsole()
const { page, app } = started
const shoot = async (name: string, theme: string, width: number) => {
  // Rows, fonts and pictures have to be there; nothing moves after that.
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(700)
  await page.screenshot({ path: join(folder, `${name}-${theme}-${width}.png`) })
}

for (const theme of ['light', 'dark'] as const) {
  await setTheme(page, theme)
  await page.getByRole('button', { name: 'Connect a company' }).waitFor()
  for (const [width, height] of sizes) {
    await resize(app, width, height)
    await shoot('welcome', theme, width)
    await page.getByRole('button', { name: 'Connect a company' }).click()
    await page.getByLabel('Account number (CID)').waitFor()
    await shoot('connect', theme, width)
    await page
      .getByRole('button', { name: 'Back' })
      .or(page.getByRole('link', { name: 'Back' }))
      .first()
      .click()
  }
}
await openDemo(page, 2000)
for (const theme of ['light', 'dark'] as const) {
  await setTheme(page, theme)
  await page.getByRole('link', { name: 'Users', exact: true }).first().waitFor()
  for (const [width, height] of sizes) {
    await resize(app, width, height)
    for (const [name, open] of screens) {
      await open(page)
      await shoot(name, theme, width)
      await page.keyboard.press('Escape')
    }
  }
}
await started.close()
