import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import keytar from 'keytar'
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
const screens = () => page().getByRole('navigation', { name: 'Screens' }).getByRole('link').allTextContents()
const button = (name: string | RegExp) => page().getByRole('button', { name })
const importForm = () => page().getByRole('form', { name: 'Use a seat file' })

/** What the company's menu and the palette offer. */
async function offered(): Promise<{ menu: string[]; palette: string[] }> {
  await button(/^Company:/).click()
  await page().getByRole('menuitem').first().waitFor()
  const menu = await page().getByRole('menuitem').allTextContents()
  await page().keyboard.press('Escape')
  await page().keyboard.press('Control+K')
  await page().getByRole('option', { name: 'All keys' }).waitFor()
  const palette = await page().getByRole('option').allTextContents()
  await page().keyboard.press('Escape')
  return { menu, palette }
}

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

/** A file that an admin saves goes here, without the system's dialog. */
async function saveTo(name: string): Promise<string> {
  const file = join(folder, name)
  await window.app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = (async () => ({ canceled: false, filePath: path })) as typeof dialog.showSaveDialog
  }, file)
  return file
}

test('an admin writes a seat file in which the hash cannot be read', async () => {
  await settings('Seat')
  const file = await saveTo('desk.provost-seat')
  const form = page().getByRole('form', { name: 'Make a seat' })
  const write = form.getByRole('button', { name: /^Write the seat file/ })
  await form.getByLabel('For whom, or which workstation').fill('Desk 2')
  await form.getByRole('textbox', { name: 'Passphrase', exact: true }).fill('too short')
  expect(await write.isDisabled()).toBe(true)
  await form.getByRole('textbox', { name: 'Passphrase', exact: true }).fill(passphrase)
  await form.getByRole('textbox', { name: 'The same passphrase again' }).fill(passphrase)
  await write.click()
  await eventually(() =>
    readFile(file, 'utf8').then(
      (text) => text.length,
      () => 0,
    ),
  ).toBeGreaterThan(200)
  expect(await readFile(file, 'utf8')).not.toContain(service.demo.hash)
  // Made after the other one, in whose place it is taken later.
  await saveTo('manager.provost-seat')
  await ask(page(), 'seats.make', { seat: 'manager', label: 'Ann', passphrase })
  // The passphrase is not left standing in the form.
  await eventually(() => form.getByRole('textbox', { name: 'Passphrase', exact: true }).inputValue()).toBe('')
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
  await page()
    .getByRole('button', { name: /^Plan the leaving of/ })
    .click()
  await page().getByRole('button', { name: 'Preview: disable 1 person' }).waitFor()
  for (const name of [/^Remove from company/, /^Delete/])
    expect(await page().getByRole('radio', { name }).count()).toBe(0)
  expect(
    await page()
      .getByRole('checkbox', { name: /^Remove from groups/ })
      .count(),
  ).toBe(0)
  expect(
    await page()
      .getByText(/^Not with this workstation’s seat: /)
      .textContent(),
  ).toMatch(/remove from company.*delete.*groups/)
  await goTo(page(), 'Changes')
  await part(page(), 'changes', 'Journal')
  await page().getByRole('button', { name: 'Verify every line' }).click()
  await page().getByText('Intact.').waitFor()
  expect(await page().getByRole('button', { name: 'Export the journal' }).count()).toBe(0)
  expect(window.complaints).toEqual([])
})

test('a help desk is offered no company to connect, name or remove', async () => {
  const { menu, palette } = await offered()
  expect([...menu, ...palette].filter((text) => /Connect|Manage/.test(text))).toEqual([])
  expect(palette.some((text) => text.startsWith('Refresh from LastPass'))).toBe(true)
  await goTo(page(), 'Settings')
  await settings('Companies')
  await page().getByText('An admin seat connects').waitFor()
  expect(await page().getByRole('main').getByRole('button').allTextContents()).toEqual([
    'Companies',
    'Appearance',
    'Refresh',
    'Audit events',
    'Rules for findings',
    'Safety of changes',
    'Seat',
    'Diagnostics',
    'About',
  ])
})

test('a manager sees how the company stands and nobody’s account, and meets nothing that is refused', async () => {
  const content = await readFile(join(folder, 'manager.provost-seat'), 'utf8')
  const { signer } = await ask(page(), 'seats.inspect', { content })
  await goTo(page(), 'Users')
  await ask(page(), 'seats.import', { content, passphrase, signer })
  await page().getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
  expect(await screens()).toEqual(['Overview', 'This seat', 'Settings'])
  await page().getByRole('region', { name: 'Score of this scope' }).waitFor()
  expect(await button('Snapshot for a manager').count()).toBe(0)
  expect(
    await page()
      .getByTitle(/Show the list/)
      .count(),
  ).toBe(0)
  expect(await page().getByText('Lowest scores').count()).toBe(0)
  expect(await page().getByRole('complementary', { name: 'Needs attention' }).count()).toBe(0)
  await goTo(page(), 'This seat')
  await page().getByRole('region', { name: 'What this seat is for' }).waitFor()
  await page().keyboard.press('F5')
  const { menu, palette } = await offered()
  expect([...menu, ...palette].filter((text) => /Connect|Manage|Refresh/.test(text))).toEqual([])
  expect(await button('Refresh from LastPass').count()).toBe(0)
  await goTo(page(), 'Settings')
  const parts = page().getByRole('navigation', { name: 'Parts of the settings' }).getByRole('button')
  for (const name of await parts.allTextContents()) {
    await settings(name)
    await page().getByRole('heading', { level: 2, name }).waitFor()
  }
  expect(await parts.allTextContents()).not.toContain('Safety of changes')
  expect(await page().getByRole('alert').count()).toBe(0)
  await goTo(page(), 'This seat')
  expect(await faults(page())).toEqual([])
  expect(window.complaints).toEqual([])
})

test('a locked seat without its company says so, and is given back without a name to type', async () => {
  await window.close()
  window = await openConsole()
  await page().getByRole('heading', { name: 'This workstation has a manager seat' }).waitFor()
  expect(await button('Connect a company').count()).toBe(0)
  expect(await faults(page())).toEqual([])
  await button('Give the seat back').click()
  await button('Give back this workstation’s seat').click()
  await button('Connect a company').waitFor()
  expect((await ask(page(), 'seats.state', {})).by).toBe('open')
})

test('a seat is given back by the company’s name, and the workstation is as new', async () => {
  await button('I was given a seat file').click()
  await importForm().getByLabel('Seat file').setInputFiles(join(folder, 'desk.provost-seat'))
  await importForm().getByRole('checkbox').check()
  await importForm().getByRole('textbox', { name: 'Passphrase' }).fill(passphrase)
  await importForm().getByRole('button', { name: 'Take the seat “Desk 2”' }).click()
  await goTo(page(), 'Settings')
  await settings('Seat')
  const give = button('Give back the seat of Example Ltd')
  expect(await give.isDisabled()).toBe(true)
  await page().getByLabel('To give it back, type the company’s name: Example Ltd').fill('Example Ltd')
  await give.click()
  await button('Connect a company').waitFor()
  expect(await ask(page(), 'seats.state', {})).toMatchObject({ seat: 'admin', by: 'open', file: null })
  expect((await ask(page(), 'app.state', {})).tenants).toEqual([])
  // What is left in the keychain: the workstation's own key, and what the first window's data folder left behind.
  const left = (await keytar.findCredentials('Provost')).map(({ account }) => account)
  expect(left).not.toContain('workstation/seat')
  expect(window.complaints).toEqual([])
})
