import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, call, eventually, faults, goTo, part } from './acts.ts'
import { type Console, connect, openConsole, openService } from './console.ts'

const passphrase = 'five words make it long'
let service: Awaited<ReturnType<typeof openService>>
let window: Console
let folder: string
const page = () => window.page
const settings = (name: string) =>
  page().getByRole('navigation', { name: 'Parts of the settings' }).getByRole('button', { name }).click()

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'provost-test-'))
  service = await openService({ people: 40 })
  window = await openConsole()
  await connect(page(), service)
})
afterAll(async () => {
  await window?.close()
  await service?.served.close()
  await rm(folder, { recursive: true, force: true, maxRetries: 3 })
})

test('safety settings are kept, and hold for the next plan', async () => {
  await goTo(page(), 'Settings')
  await settings('Safety of changes')
  const { rows } = await ask(page(), 'users.page', { status: ['active'], admin: false, limit: 2 })
  const [guarded] = rows.map(({ username }) => username)
  await page()
    .getByLabel('Protected accounts')
    .fill(guarded ?? '')
  await page().getByLabel('Ask for the typed count above').fill('3')
  await page().getByRole('button', { name: 'Keep these safety settings' }).click()
  await eventually(async () => (await ask(page(), 'guards.get', {})).cap).toBe(3)
  const made = await ask(page(), 'changes.preview', { changes: [{ kind: 'disable', username: guarded ?? '' }] })
  expect(made.rows[0]?.verdict).toBe('blocked')
  expect(await faults(page())).toEqual([])
})

test('an admin writes a seat file in which the hash cannot be read', async () => {
  await settings('Seat')
  const file = join(folder, 'desk.provost-seat')
  await window.app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = (async () => ({ canceled: false, filePath: path })) as typeof dialog.showSaveDialog
  }, file)
  const form = page().getByRole('form', { name: 'Make a seat' })
  const write = form.getByRole('button', { name: /^Write the seat file/ })
  await form.getByLabel('For whom, or which workstation').fill('Desk 2')
  await form.getByRole('textbox', { name: 'Passphrase' }).fill('too short')
  expect(await write.isDisabled()).toBe(true)
  await form.getByRole('textbox', { name: 'Passphrase' }).fill(passphrase)
  await write.click()
  await eventually(() =>
    readFile(file, 'utf8').then(
      (text) => text.length,
      () => 0,
    ),
  ).toBeGreaterThan(200)
  expect(await readFile(file, 'utf8')).not.toContain(service.demo.hash)
  // The passphrase is not left standing in the form.
  await eventually(() => form.getByRole('textbox', { name: 'Passphrase' }).inputValue()).toBe('')
  expect(await faults(page())).toEqual([])
})

test('with the wrong passphrase nothing changes; with the right one the seat offers only what it may', async () => {
  const form = page().getByRole('form', { name: 'Use a seat file' })
  await form.getByLabel('Seat file').setInputFiles(join(folder, 'desk.provost-seat'))
  const take = form.getByRole('button', { name: 'Take the seat “Desk 2”' })
  await form.getByRole('textbox', { name: 'Passphrase' }).fill('not the right words')
  expect(await take.isDisabled()).toBe(true)
  await form.getByRole('checkbox').check()
  await take.click()
  await form.getByRole('alert').waitFor()
  expect((await ask(page(), 'seats.state', {})).seat).toBe('admin')
  await form.getByRole('textbox', { name: 'Passphrase' }).fill(passphrase)
  await take.click()
  await eventually(async () => (await ask(page(), 'seats.state', {})).seat).toBe('help-desk')

  await goTo(page(), 'Users')
  const { rows } = await ask(page(), 'users.page', { status: ['active'], admin: false, limit: 1 })
  const [person] = rows
  await page()
    .getByLabel('Search name or address')
    .fill(person?.username ?? '')
  await page().getByRole('button', { name: 'Disable', exact: true }).waitFor()
  await page().getByRole('button', { name: 'More' }).click()
  const offered = await page().getByRole('menuitem').allTextContents()
  expect(offered.map((text) => text.replace(/(?<=[a-z])[A-Z].*/, ''))).toEqual(['Require a new master password'])
  await page().keyboard.press('Escape')
  expect(await page().getByRole('button', { name: 'Export' }).count()).toBe(0)
  const refused = await call(page(), 'users.export', { filter: {}, columns: ['username'], format: 'csv' })
  expect(refused).toMatchObject({ ok: false, failure: { code: 'not-allowed' } })

  // Its work on the other screens: to disable, and nothing that has no way back; to read the record, not to carry it away.
  await page().getByRole('button', { name: 'What they can reach' }).click()
  await page().getByRole('button', { name: 'Preview: disable 1 person' }).waitFor()
  for (const name of [/^Remove from company/, /^Delete/])
    expect(await page().getByRole('radio', { name }).isDisabled()).toBe(true)
  expect(
    await page()
      .getByRole('checkbox', { name: /^Remove from groups/ })
      .isDisabled(),
  ).toBe(true)
  await goTo(page(), 'Changes')
  await part(page(), 'changes', 'Journal')
  await page().getByRole('button', { name: 'Verify every line' }).click()
  await page().getByText('Intact.').waitFor()
  expect(await page().getByRole('button', { name: 'Export the journal' }).count()).toBe(0)
  expect(window.complaints).toEqual([])
})
