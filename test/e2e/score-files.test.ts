import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, eventually, goTo } from './acts.ts'
import { type Console, connect, count, openConsole, openService, row } from './console.ts'
import { launchWithFile, makeHome } from './launch.ts'

// Files that come and go beside the scores: snapshots that are written by themselves, and the admin console's report.
const folder = mkdtempSync(join(tmpdir(), 'provost-score-files-'))
let service: Awaited<ReturnType<typeof openService>>
let opened: Console
const page = () => opened.page
beforeAll(async () => {
  service = await openService()
  opened = await openConsole()
  await connect(page(), service)
}, 120_000)
afterAll(async () => {
  await opened?.close()
  await service?.served.close()
  rmSync(folder, { recursive: true, force: true })
})

test('a snapshot of each week is begun in the settings, and a manager opens it without keychain or company', async () => {
  await opened.app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = (async () => ({ canceled: false, filePaths: [chosen] })) as never
  }, folder)
  await page().evaluate(() => {
    location.hash = '#/settings?part=snapshots'
  })
  const form = page().getByRole('form', { name: 'Automatic snapshots' })
  await form.getByText('None are written now.').waitFor()
  await form.getByLabel('Fewest people that a number may be about').fill('7')
  await form.getByRole('button', { name: 'Choose a folder and begin' }).click()
  await form.getByRole('status').getByText(folder).waitFor()
  await form.getByText(/the next is due on .*\.provost was written/).waitFor()
  expect((await ask(page(), 'snapshots.schedule', {})).schedule?.minimumGroup).toBe(7)
  const written = () => readdirSync(folder).filter((name) => name.endsWith('.provost'))
  expect(written()).toHaveLength(1)
  const { average } = (await ask(page(), 'scores.summary', {})) as { average: number }

  const { home, remove } = makeHome()
  const manager = await launchWithFile(home, join(folder, written()[0] ?? ''))
  try {
    const dialog = manager.page.getByRole('dialog')
    await dialog.getByText('Valid.').waitFor()
    await dialog.getByText('Signed by a key that nobody compared here.').waitFor()
    expect(await dialog.textContent()).toContain(average.toFixed(1))
    expect(await dialog.textContent()).not.toContain('@')
  } finally {
    await manager.app.close()
    await remove()
  }

  await form.getByRole('button', { name: 'Stop automatic snapshots' }).click()
  await form.getByText('None are written now.').waitFor()
})

test('the counts of the admin console’s report are taken over, and stand where they are asked for', async () => {
  const { rows } = await ask(page(), 'users.page', { status: ['active'], offset: 0, limit: 3 })
  const lines = rows.map(({ username }, at) => `${username},${at},${at + 1},unknown`)
  const file = join(folder, 'report.csv')
  writeFileSync(
    file,
    ['Email,Weak passwords,Reused passwords,Another column', ...lines, 'nobody@example.com,3,3,x'].join('\n'),
  )
  await goTo(page(), 'Overview')
  const card = page().getByRole('region', { name: 'Weak or reused passwords' })
  await card.getByText('Not told by the API.').waitFor()
  await page().locator('input[aria-label="Security report"]').setInputFiles(file)
  await page().getByRole('dialog').getByRole('button', { name: 'Import the report' }).click()
  await card.getByText('3 weak · 6 reused').waitFor()
  await card.getByRole('button', { name: 'What Weak or reused passwords means' }).click()
  await page().getByText('1 person of it could not be joined with one account at hand.').waitFor()
  await page().keyboard.press('Escape')
  await goTo(page(), 'Users')
  await page()
    .getByPlaceholder('Search name or address')
    .fill(rows[2]?.username ?? '')
  await row(page(), 0).getByRole('gridcell').nth(2).click()
  const facts = page().getByRole('complementary', { name: rows[2]?.fullname }).locator('dl').first()
  await facts
    .getByText(/^by the report of /)
    .first()
    .waitFor()
  expect(await facts.textContent()).toMatch(/Weak passwords2 by the report of .*Reused passwords3 by the report of /)
})

test('those whose master password LastPass lists as expired are a line, a filter, a column and a plan', async () => {
  await goTo(page(), 'Overview')
  const read = page().getByRole('button', { name: /^Read it/ })
  await read.click()
  const line = page().getByRole('button', { name: /^Show \d+: Master password expired/ })
  await line.waitFor()
  const many = Number(/\d+/.exec((await line.getAttribute('aria-label')) ?? '')?.[0])
  expect(many).toBeGreaterThan(0)
  await line.click()
  await page().getByRole('heading', { level: 1, name: 'Users' }).waitFor()
  await eventually(() => count(page())).toBe(many)
  await page().getByLabel('Master password: expired', { exact: true }).waitFor()
  const { rows } = await ask(page(), 'users.page', { passwordExpired: true, offset: 0, limit: 500 })
  expect(rows.map(({ passwordExpired }) => passwordExpired)).toEqual(rows.map(() => true))
  await row(page(), 0).getByRole('gridcell').nth(2).click()
  const panel = page().getByRole('complementary', { name: rows[0]?.fullname })
  await panel.getByText(/^on the list that was read /).waitFor()
})
