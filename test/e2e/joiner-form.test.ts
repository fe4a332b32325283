import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask, dialog, enable, eventually, faults, goTo, over, part, plan, send, sendAtOnce } from './acts.ts'
import { type Console, openConsole, openDemo } from './console.ts'

// The form, the list, the rules and the start date of joiners, on the made-up company that comes with Provost.

let window: Console
let folder: string
const page = () => window.page
const press = async (...keys: string[]) => {
  for (const key of keys) await page().keyboard.press(key)
}
const preview = () => page().getByRole('complementary', { name: 'Preview' })
const saveAs = (path: string) =>
  window.app.evaluate(({ dialog: dialogs }, to) => {
    dialogs.showSaveDialog = (async () => ({ canceled: false, filePath: to })) as typeof dialogs.showSaveDialog
  }, path)
const closed = () => eventually(() => dialog(page()).count()).toBe(0)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'joiner-form-'))
  window = await openConsole()
  await openDemo(page())
  await sendAtOnce(page())
  await goTo(page(), 'Joiners')
})
afterAll(async () => {
  await window.close()
  await rm(folder, { recursive: true, force: true })
})

describe('the form of one joiner', () => {
  test('begins with six departments', async () => {
    await page().getByRole('combobox', { name: 'Department' }).click()
    expect(await page().getByRole('option').allInnerTexts()).toEqual([
      'Engineering',
      'Sales',
      'Marketing',
      'HR',
      'Finance',
      'Legal',
    ])
    await press('Escape')
  })

  test('takes a manager who is typed, or one of the people', async () => {
    const { rows } = await ask(page(), 'users.page', { status: ['active'], limit: 1 })
    const somebody = rows[0]
    await page().getByLabel('Manager', { exact: true }).fill('Somebody Else')
    await preview().getByText('Somebody Else', { exact: true }).waitFor()
    await page().getByRole('button', { name: 'Choose the manager from the people' }).press('Enter')
    await page()
      .getByLabel('Manager, among the people')
      .fill(somebody?.username ?? '')
    await page().getByText('1 person fits.').waitFor()
    expect(await faults(page())).toEqual([])
    await page()
      .getByRole('button', { name: somebody?.username ?? '' })
      .first()
      .press('Enter')
    await preview().getByText(`${somebody?.fullname}, ${somebody?.username}`).waitFor()
  })

  test('takes department, groups and attributes from a colleague', async () => {
    const { rows } = await ask(page(), 'users.page', {
      status: ['active'],
      sort: [{ by: 'groups', direction: 'desc' }],
      limit: 30,
    })
    const told = await Promise.all(rows.map(({ username }) => ask(page(), 'users.get', { username })))
    const colleague = told.find(({ attributes }) => typeof attributes.Department === 'string') ?? told[0]
    const { Department: department, ...attributes } = colleague?.attributes ?? {}
    await page().getByRole('button', { name: 'Like somebody' }).press('Enter')
    await page()
      .getByLabel('Take department, groups and attributes from')
      .fill(colleague?.username ?? '')
    await page().getByText('1 person fits.').waitFor()
    await page()
      .getByRole('button', { name: colleague?.username ?? '' })
      .first()
      .press('Enter')
    const chosen = page().getByRole('list', { name: 'Groups chosen' }).getByRole('listitem')
    await eventually(async () => (await chosen.locator('bdi').allInnerTexts()).sort()).toEqual(
      [...(colleague?.groups ?? [])].sort(),
    )
    expect(department).toEqual(expect.any(String))
    await preview()
      .getByText(`Department: ${String(department)}`)
      .waitFor()
    expect(await page().getByRole('combobox', { name: 'Department' }).inputValue()).toBe(department)
    const sent = await preview().textContent()
    const taken = Object.entries(attributes).filter(([name]) => !/id$|guid|sid$|dn$/i.test(name))
    for (const [name, value] of taken) expect(sent).toContain(`${name}: ${String(value)}`)
  })

  test('sends what it shows: attributes, Duo and SecurID names', async () => {
    await page().getByLabel('First name').fill('Ines')
    await page().getByLabel('Last name').fill('Duarte')
    await page().getByText('More: attributes, Duo and SecurID names').click()
    await page().getByLabel('Attributes').fill('Cost centre: 4410')
    await page().getByLabel('Duo user name').fill('iduarte')
    await page().getByLabel('SecurID user name').fill('ines-s')
    for (const words of ['Cost centre: 4410', 'iduarte', 'ines-s']) await preview().getByText(words).waitFor()
    expect(await faults(page())).toEqual([])
  })

  test('lets a joiner wait for the start date, and asks on the way', async () => {
    const day = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10)
    await page().getByLabel('Start date').fill(day)
    await preview().getByText(`On ${day} it is shown as due`).waitFor()
    await preview()
      .getByRole('button', { name: `Preview: add Ines on ${day}` })
      .press('Enter')
    const opened = await plan(page())
    await opened.getByText('Ines Duarte').first().waitFor()
    const { rows: before } = await ask(page(), 'jobs.page', { limit: 1 })
    await opened.getByRole('button', { name: 'Keep for later' }).press('Enter')
    await closed()
    await eventually(async () =>
      (await ask(page(), 'joiners.waiting', {})).rows.map(({ fullname }) => fullname),
    ).toEqual(['Ines Duarte'])
    expect((await ask(page(), 'jobs.page', { limit: 1 })).rows[0]?.id).toBe(before[0]?.id)
    await part(page(), 'joiners', 'Waiting for a start date')
    await page()
      .getByRole('row', { name: /Ines Duarte/ })
      .getByText('Waits, then asks')
      .waitFor()
    expect(await faults(page())).toEqual([])
    await page()
      .getByRole('row', { name: /Ines Duarte/ })
      .getByRole('button', { name: 'Preview' })
      .press('Enter')
    const waiting = await plan(page())
    const text = await waiting.textContent()
    for (const words of ['Ines Duarte', 'Cost centre', 'iduarte', 'ines-s']) expect(text).toContain(words)
    await press('Escape')
    await closed()
  })
})

describe('rules', () => {
  test('say whom a change would touch before it is saved, and warn of seats', async () => {
    await part(page(), 'joiners', 'Rules')
    const { rows } = await ask(page(), 'groups.page', { sort: 'members', direction: 'desc', limit: 1 })
    const group = rows[0]?.name ?? ''
    const before = await ask(page(), 'joiners.settings', {})
    await page().getByLabel('Add a group to Sales').fill(group)
    await page().getByRole('button', { name: group }).first().waitFor()
    await page().getByLabel('Add a group to Sales').press('Enter')
    const touched = page().getByRole('region', { name: 'Whom this would touch' })
    await touched.getByText(`New: ${group}.`).waitFor()
    expect(await faults(page())).toEqual([])
    expect(await ask(page(), 'joiners.settings', {})).toEqual(before)
    await page().getByLabel('Seats bought').fill('3')
    await page().getByRole('button', { name: 'Save departments and licences' }).click()
    await page()
      .getByText(`${before.seatsUsed - 3} more are in use than were bought`.replace(/(\d)(?=(\d{3})+ )/g, '$1,'))
      .waitFor()
    await page()
      .getByText(/No trend yet|at this pace|as many as before/)
      .first()
      .waitFor()
    await part(page(), 'joiners', 'One person')
    await page().getByLabel('First name').fill('Seat')
    await page().getByLabel('Last name').fill('Less')
    await preview().getByText('more than there are').waitFor()
    await preview().getByRole('button', { name: 'Preview: add Seat' }).press('Enter')
    await (await plan(page())).getByText(/seats would be in use, [\d,]+ more than the 3 that were bought/).waitFor()
    await press('Escape')
    await closed()
  })
})

describe('many joiners', () => {
  const rows = Array.from({ length: 200 }, (_, n) => {
    const mail = [` NEW${n}@Example.com `, `mailto:new${n}@example.com`, `<new${n}@example.com>`][n % 3]
    return `${mail};New${n} ${['Ångström', "O'Neil", 'Müller'][n % 3]};${n};x${n}`
  })
  const table = [
    'Joiners of January;;;',
    '',
    'E-Mail;Full name;Cost c.;Badge',
    ...rows,
    'not an address;Nobody;;',
    'new1@example.com;Again;;',
  ].join('\n')

  test('come by a messy list: what a column is is remembered, and what is not sent is written to a file', {
    timeout: 240_000,
  }, async () => {
    await part(page(), 'joiners', 'Many, from a list')
    await page().getByLabel('Paste a table or addresses').fill(table)
    await press('Control+Enter')
    await page().getByRole('button', { name: 'Ready 200' }).waitFor()
    const column = () => page().getByRole('combobox', { name: /^What Badge becomes/ })
    await column().click()
    await page().getByRole('option', { name: 'Duo user name' }).click()
    await eventually(() => column().inputValue()).toBe('Duo user name')
    await page().getByRole('button', { name: 'Another list' }).click()
    await page().getByLabel('Paste a table or addresses').fill(table.replace('Joiners of January', 'The same again'))
    await press('Control+Enter')
    await page().getByRole('button', { name: 'Ready 200' }).waitFor()
    expect(await column().inputValue()).toBe('Duo user name')
    const path = join(folder, 'errors.csv')
    await saveAs(path)
    await page().getByRole('button', { name: 'Write the error file' }).click()
    await eventually(() => {
      try {
        return readFileSync(path, 'utf8').split('\n')[0]
      } catch {
        return ''
      }
    }).toContain('E-Mail')
    const errors = readFileSync(path, 'utf8')
    expect(errors).toContain('not an address')
    expect(errors).not.toContain('NEW0@')
  })

  test('are previewed, applied, verified and undone', { timeout: 240_000 }, async () => {
    const total = async () => (await ask(page(), 'users.page', { text: 'new', limit: 1 })).total
    const confirmed = async () => {
      const typed = dialog(page()).getByLabel(/^Type 200 /)
      if ((await typed.count()) > 0) await typed.fill('200')
    }
    const before = await total()
    await enable(page())
    await page().getByRole('button', { name: 'Preview: add 200 people' }).click()
    await plan(page())
    await confirmed()
    const done = await over(page(), await send(page()))
    expect(done.rows.map(({ outcome }) => outcome)).toEqual(done.rows.map(() => 'confirmed'))
    expect(done.rows).toHaveLength(200)
    expect(await total()).toBe(before + 200)
    await page().locator('[data-state="done"]').last().getByRole('button', { name: 'Undo' }).click()
    await plan(page())
    await confirmed()
    const back = await over(page(), await send(page()))
    expect(back.rows.map(({ outcome }) => outcome)).toEqual(back.rows.map(() => 'confirmed'))
    expect(await total()).toBe(before)
    expect(window.complaints).toEqual([])
  })
})
