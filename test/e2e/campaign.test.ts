import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, eventually, faults, goTo, over, part } from './acts.ts'
import { type Console, connect, openConsole, openService, row } from './console.ts'

let service: Awaited<ReturnType<typeof openService>>
let window: Console
let folder: string
const page = () => window.page

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'provost-test-'))
  service = await openService({ people: 120 })
  window = await openConsole()
  await connect(page(), service)
  await ask(page(), 'guards.set', { holdSeconds: 0 })
  await ask(page(), 'writing.enable', {})
  const { rows } = await ask(page(), 'users.page', {
    ...{ status: ['active'], hasFolders: true, admin: false, limit: 3 },
    sort: { by: 'folders', direction: 'desc' },
  })
  const { batch } = await ask(page(), 'leavers.start', { usernames: rows.map(({ username }) => username), console: [] })
  const { job } = await ask(page(), 'leavers.apply', { batch })
  await over(page(), job)
})
afterAll(async () => {
  await window?.close()
  await service?.served.close()
  await rm(folder, { recursive: true, force: true, maxRetries: 3 })
})

test('passwords of leavers are handed to an administrator, ticked off, and told on the way', async () => {
  await goTo(page(), 'Leavers')
  await part(page(), 'leavers', 'Passwords to change')
  await page().getByRole('button', { name: 'Begin a campaign for 3 people' }).click()
  await page().getByText('The campaign began').waitFor()
  const { sums } = await ask(page(), 'leavers.campaign', { by: 'leaver' })
  await page()
    .getByText(`0 of ${sums.passwords.toLocaleString('en-US')} passwords changed`)
    .waitFor()
  await page().getByRole('group', { name: 'Progress by' }).getByRole('button', { name: 'By administrator' }).click()
  await eventually(() => page().getByRole('grid').getByRole('columnheader').first().textContent()).toContain(
    'Administrator',
  )
  const { rows } = await ask(page(), 'leavers.campaign', { by: 'owner' })
  const at = rows.findIndex(({ id }) => id !== '')
  const owner = rows[at]
  await row(page(), at).getByRole('gridcell').first().click()
  const panel = page().getByRole('complementary').last()
  await panel.getByRole('region', { name: 'The request' }).waitFor()
  await panel.getByRole('button', { name: 'Copy the request' }).click()
  const text = (await ask(page(), 'leavers.campaignRequest', { owner: owner?.id ?? '' })).text
  await eventually(() => window.app.evaluate(({ clipboard }) => clipboard.readText())).toBe(text)
  await panel.getByRole('button', { name: 'Note as asked' }).click()
  await panel.getByText(/^Asked .*, noted by/).waitFor()

  await panel.getByRole('tab', { name: /^Passwords/ }).click()
  await panel.getByRole('list', { name: 'Passwords' }).getByRole('checkbox').first().check()
  await panel.getByText(/^Ticked off by/).waitFor()
  await page()
    .getByText(`1 of ${sums.passwords.toLocaleString('en-US')} passwords changed`)
    .waitFor()
  const file = join(folder, 'lists.csv')
  await window.app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = (async () => ({ canceled: false, filePath: path })) as typeof dialog.showSaveDialog
  }, file)
  await page().getByRole('button', { name: 'Export all lists' }).click()
  await page().getByRole('menuitem', { name: 'As CSV, one line per password' }).click()
  await eventually(() => readFile(file, 'utf8').catch(() => '')).toContain(owner?.id ?? '')
  expect(await faults(page())).toEqual([])
  expect(window.complaints).toEqual([])
})
