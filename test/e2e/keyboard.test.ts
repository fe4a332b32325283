import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, dialog, eventually, focused, over, plan, tabTo } from './acts.ts'
import { type Console, connect, openConsole, openService } from './console.ts'

let service: Awaited<ReturnType<typeof openService>>
let window: Console
let folder: string
const page = () => window.page
const press = async (...keys: string[]) => {
  for (const key of keys) await page().keyboard.press(key)
}
const newest = async () => (await ask(page(), 'jobs.page', { limit: 1 })).rows[0]?.id ?? ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'provost-test-'))
  service = await openService()
  window = await openConsole()
  await connect(page(), service)
  await ask(page(), 'guards.set', { holdSeconds: 0 })
})
afterAll(async () => {
  await window?.close()
  await service?.served.close()
  await rm(folder, { recursive: true, force: true, maxRetries: 3 })
})

test('six people leave, one comes back, and the record is written, by keyboard alone', async () => {
  const { rows } = await ask(page(), 'users.page', { status: ['active'], admin: false, limit: 6 })
  await page().getByRole('grid').focus()
  await press('g', 'l')
  await eventually(() => page().evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA')
  await page().keyboard.insertText(rows.map(({ username }) => username).join('\n'))
  await press('Control+Enter')
  // The list that came of the names has the focus.
  await eventually(() => focused(page())).toMatch(/^The list/)

  // The views stand above the list.
  await tabTo(page(), /^What each loses 6/, 'Shift+Tab')
  await press('Enter')
  await page().getByRole('grid', { name: 'What each person loses' }).waitFor()
  await tabTo(page(), /^What each person loses/)
  await press('Home', 'Enter')
  await page()
    .getByRole('region', { name: /^What .* loses$/ })
    .waitFor()
  await tabTo(page(), /^Sites to change/, 'Shift+Tab')
  await press('Enter')
  const sites = page().getByRole('region', { name: 'Sites to change' })
  await sites.waitFor()
  await tabTo(page(), /^Sites to change/)
  await press('ArrowDown', 'Space')
  await page()
    .getByText(/; [1-9]\d* of \d+ items ticked off/)
    .waitFor()

  // However long the list of sites is, Tab is out of it at once.
  await tabTo(page(), /^Preview: disable 6 people/)
  await press('Enter')
  await plan(page())
  await tabTo(page(), /^Enable changes/)
  await press('Enter')
  await eventually(() => focused(page())).toBe('Disable 6 people')
  const before = await newest()
  await press('Enter')
  await dialog(page()).waitFor({ state: 'detached' })
  await eventually(async () => (await newest()) !== before).toBe(true)
  const job = await over(page(), await newest())
  expect(job.rows.filter(({ outcome }) => outcome === 'confirmed')).toHaveLength(6)

  // What was pressed is gone; the cases that came of it have the focus.
  await eventually(() => focused(page())).toMatch(/^Cases$/)
  await press('Home', 'Enter')
  await page().getByRole('tab', { name: 'Steps' }).waitFor()
  await tabTo(page(), /^Undo: enable again/)
  await press('Enter')
  await plan(page())
  await tabTo(page(), /^Enable (?!changes)/)
  await press('Enter')
  await dialog(page()).waitFor({ state: 'detached' })
  await eventually(async () => (await newest()) !== job.job.id).toBe(true)
  await over(page(), await newest())
  await page().getByRole('complementary').last().getByText('Undone').first().waitFor()

  // The dialog went, and so did the button that opened it: the way goes on in the panel.
  const file = join(folder, 'record.csv')
  await window.app.evaluate(({ dialog: dialogs }, filePath) => {
    dialogs.showSaveDialog = (async () => ({ canceled: false, filePath })) as typeof dialogs.showSaveDialog
  }, file)
  await tabTo(page(), /^Record of 1 person/)
  await press('Enter')
  await page().getByRole('menuitem', { name: 'CSV' }).waitFor()
  await eventually(() => focused(page())).toMatch(/^Printable PDF/)
  await press('ArrowDown', 'Enter')
  await page().getByText('Record of 1 person written').first().waitFor()
  expect(await readFile(file, 'utf8')).toContain('@')
  expect(service.demo.ledger.map(({ command }) => command)).toEqual(['disableuser', 'enableuser'])
})
