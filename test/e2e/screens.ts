import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { argv } from 'node:process'
import type { Page } from 'playwright'
import { ask } from './acts.ts'
import { type Console, grid, openConsole, openDemo, resize, row } from './console.ts'
import { indexedPng } from './png.ts'
import { changeShots } from './screens-changes.ts'
import type { Shot } from './shot.ts'

const folder = resolve(import.meta.dirname, '../../docs/screens')
const sizes = [
  [1280, 800],
  [1920, 1080],
] as const
/** A picture larger than this does not belong into the repository. */
const mostBytes = 250_000

const go = (page: Page, hash: string) =>
  page.evaluate((next) => {
    location.hash = next
  }, hash)
const pressEscape = (page: Page) => page.keyboard.press('Escape')

const screen = (name: string, hash: string, ready: (page: Page) => Promise<void>): Shot => ({
  name,
  open: async (page) => {
    await go(page, hash)
    await ready(page)
  },
})
const rows = (page: Page) => row(page, 0).getByRole('gridcell').first().waitFor()

const titled = (page: Page) => page.getByRole('heading', { level: 1 }).first().waitFor()

const shots: Shot[] = [
  screen('overview', '#/overview', async (page) => {
    await page.getByRole('img', { name: /Arrow keys read each day/ }).waitFor()
    await page.getByRole('button', { name: 'Import it' }).waitFor()
  }),
  screen('scores', '#/scores', titled),
  {
    name: 'audit',
    open: async (page) => {
      const days = 21 * 86_400_000
      await ask(page, 'audit.fetch', { from: new Date(Date.now() - days).toISOString() })
      await go(page, '#/audit')
      await page.getByRole('figure').first().waitFor()
    },
  },
  screen('joiners', '#/joiners', titled),
  {
    name: 'groups-matrix',
    open: async (page) => {
      await go(page, '#/groups?matrix=true')
      await page.getByRole('grid').first().waitFor()
    },
  },
  screen('users', '#/users', rows),
  {
    name: 'person',
    open: async (page) => {
      await go(page, '#/users')
      await rows(page)
      await grid(page).focus()
      for (const key of ['Home', 'ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key)
      await page.getByRole('complementary').getByRole('tab', { name: 'Overview' }).waitFor()
    },
    close: pressEscape,
  },
  {
    name: 'users-selected',
    open: async (page) => {
      await go(page, '#/users?status=%5B%22active%22%5D&mfa=false&sort=lastLogin.desc')
      await rows(page)
      await grid(page).focus()
      for (const key of ['Home', 'Space', ...Array<string>(6).fill('Shift+ArrowDown')]) await page.keyboard.press(key)
      await page.getByText('7 selected').first().waitFor()
    },
    close: pressEscape,
  },
  {
    name: 'users-filter',
    open: async (page) => {
      await go(page, '#/users?status=%5B%22active%22%5D&belowScore=50&sort=score.asc')
      await rows(page)
      await page.getByRole('button', { name: 'Filter', exact: true }).click()
      await page.getByRole('tab', { name: 'Multifactor' }).click()
      await page.getByRole('checkbox', { name: /^None/ }).waitFor()
    },
    close: pressEscape,
  },
  screen('users-none', '#/users?text=nobody%20is%20called%20this', (page) =>
    page.getByRole('heading', { name: /^Nobody/ }).waitFor(),
  ),
  {
    name: 'palette',
    open: async (page) => {
      await go(page, '#/users')
      await rows(page)
      await page.keyboard.press('Control+k')
      await page.keyboard.type('fin')
      await page.getByRole('option').first().waitFor()
    },
    close: pressEscape,
  },
  {
    name: 'keys',
    open: async (page) => {
      // A dialog on its way out still keeps the keys to itself.
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      await grid(page).focus()
      await page.keyboard.press('?')
      await page.getByRole('dialog').waitFor()
    },
    close: pressEscape,
  },
  {
    name: 'groups',
    open: async (page) => {
      await go(page, '#/groups?sort=members&direction=desc&group=Engineering')
      await page.getByRole('complementary').getByRole('gridcell').first().waitFor()
    },
  },
  {
    name: 'folders',
    open: async (page) => {
      await go(page, '#/folders?risk=sole-admin')
      await rows(page)
      await grid(page).focus()
      for (const key of ['Home', 'Enter']) await page.keyboard.press(key)
      await page.getByRole('complementary').getByRole('gridcell').first().waitFor()
    },
  },
  screen('leavers', '#/leavers', titled),
  screen('changes', '#/changes', titled),
  ...['companies', 'appearance', 'refresh', 'diagnostics'].map((part) =>
    screen(part === 'companies' ? 'settings' : `settings-${part}`, `#/settings?part=${part}`, (page) =>
      page.getByRole('heading', { level: 2 }).first().waitFor(),
    ),
  ),
  ...changeShots,
  screen('connect', '#/connect', (page) => page.getByRole('heading', { name: 'Connect your company' }).waitFor()),
]

/** Takes one picture in its smallest form. */
async function take({ app, page }: Console, name: string): Promise<void> {
  await page.mouse.move(640, 4)
  await page.evaluate(() => document.fonts.ready)
  // A dialog begins transparent.
  await page.waitForFunction(() =>
    [...document.querySelectorAll('[role="dialog"]')].every((each) => getComputedStyle(each).opacity === '1'),
  )
  const full = await page.screenshot({ animations: 'disabled', caret: 'hide' })
  const { bitmap, width, height } = await app.evaluate(({ nativeImage }, encoded) => {
    const image = nativeImage.createFromBuffer(Buffer.from(encoded, 'base64'))
    return { bitmap: image.toBitmap().toString('base64'), ...image.getSize() }
  }, full.toString('base64'))
  const small = indexedPng(Buffer.from(bitmap, 'base64'), width, height)
  const picture = small.length < full.length ? small : full
  if (picture.length > mostBytes) throw new Error(`${name} has ${picture.length} bytes, more than ${mostBytes}`)
  await writeFile(join(folder, `${name}.png`), picture)
}

async function setTheme(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.evaluate((next) => globalThis.window.provost.call('settings.set', { theme: next }, -1), theme)
  await page.reload()
  await page.locator(`html[data-mantine-color-scheme="${theme}"]`).waitFor()
}

/** Draws every screen in both themes and both sizes into docs/screens; names on the command line choose some. */
async function main(): Promise<void> {
  const wanted = argv.slice(2)
  const chosen = (name: string) => wanted.length === 0 || wanted.includes(name)
  await mkdir(folder, { recursive: true })
  const console = await openConsole()
  const { app, page } = console
  const each = async (name: string, work: () => Promise<void>) => {
    if (chosen(name)) await work()
  }
  try {
    for (const theme of ['light', 'dark'] as const) {
      await setTheme(page, theme)
      await each('welcome', async () => {
        for (const [width, height] of sizes) {
          await resize(app, width, height)
          await page.getByRole('heading', { name: 'Connect your company' }).waitFor()
          await take(console, `welcome-${theme}-${width}`)
        }
      })
    }
    await resize(app, 1280, 800)
    await openDemo(page, 2000)
    for (const theme of ['light', 'dark'] as const) {
      await setTheme(page, theme)
      for (const [width, height] of sizes) {
        await resize(app, width, height)
        for (const { name, open, close } of shots) {
          if (!chosen(name)) continue
          await open(page)
          // Until nothing is being read any more and the last frame is drawn.
          await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' })
          await take(console, `${name}-${theme}-${width}`)
          await close?.(page)
        }
      }
    }
  } finally {
    await console.close()
  }
}

await main()
