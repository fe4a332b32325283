import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask, enable, faults, over, plan, send, sendAtOnce } from './acts.ts'
import { type Console, openConsole, openDemo } from './console.ts'

let window: Console
/** The address of the joiner by form. */
let added = ''
const page = () => window.page
const press = async (...keys: string[]) => {
  for (const key of keys) await page().keyboard.press(key)
}
const dialog = () => page().getByRole('dialog')

beforeAll(async () => {
  window = await openConsole()
  await openDemo(page())
  await sendAtOnce(page())
})
afterAll(() => window.close())

describe('joiners', () => {
  test('one is added in four acts beside typing, and says what comes next', async () => {
    await enable(page())
    await press('g', 'j')
    await page().getByLabel('First name').waitFor()
    await page().keyboard.type('Noor')
    await press('Tab')
    await page().keyboard.type('Haddad')
    await page().getByText('Made of the names: noor.haddad@').waitFor()
    await press('Control+Enter')
    const opened = await plan(page())
    await opened.getByText('LastPass mails an invitation').waitFor()
    expect(await opened.textContent()).toContain('Noor Haddad')
    const job = await send(page(), () => press('Control+Enter'))
    const { rows } = await over(page(), job)
    expect(rows).toMatchObject([{ outcome: 'confirmed', change: { kind: 'add', fullname: 'Noor Haddad' } }])
    added = rows[0]?.change.username ?? ''
  })

  test('says who was added and what to do where no mail comes, and is undone by keys', async () => {
    const said = page().getByRole('region', { name: 'The joiner sent last' })
    await said.getByText('Noor Haddad was added.').waitFor()
    expect(await said.textContent()).toContain(added)
    expect(await said.textContent()).toContain('spam folder')
    expect(await faults(page())).toEqual([])
    await said.getByRole('button', { name: 'Invite Noor Haddad again' }).press('Enter')
    const opened = await plan(page())
    await opened.getByText(added).first().waitFor()
    expect(await dialog().getByText('Will change').count()).toBeGreaterThan(0)
    await press('Escape')
    await expect.poll(() => dialog().count()).toBe(0)

    // Of a screen, not of a field: there Ctrl+Z takes back what was typed.
    await said.getByRole('button', { name: 'Invite Noor Haddad again' }).focus()
    await press('Control+z')
    await plan(page())
    const undone = await over(page(), await send(page(), () => press('Control+Enter')))
    expect(undone.rows).toMatchObject([{ outcome: 'confirmed', change: { username: added } }])
    const left = await ask(page(), 'users.page', { text: added, limit: 10 })
    expect(left.rows.filter(({ username }) => username === added)).toEqual([])
    await expect.poll(() => said.count()).toBe(0)
  })

  test('who is here and disabled is enabled, and no invitation is spoken of', async () => {
    const { rows } = await ask(page(), 'users.page', { status: ['disabled'], limit: 1 })
    await page().getByLabel('First name').fill('Robin')
    await page()
      .getByLabel('Work address')
      .fill(rows[0]?.username ?? '')
    await page()
      .getByRole('button', { name: /^Preview: enable/ })
      .click()
    const opened = await plan(page())
    await opened.getByText('Nobody is invited').waitFor()
    expect(await opened.textContent()).not.toContain('LastPass mails an invitation')
    await press('Escape')
    await page().getByLabel('Work address').fill('')
    await page().getByLabel('First name').fill('')
  })

  test('a list is checked, mended in place by keyboard, and planned', { timeout: 120_000 }, async () => {
    await page().getByRole('button', { name: 'Many, from a list' }).click()
    const table = [
      'E-Mail;Full name;Groups;Cost c.',
      'ada.new@marlow.test;Ada New;;1',
      'nobody;Bob New;;2',
      'cy.new@marlow.test;Cy New;Entirely new;3',
      'cy.new@marlow.test;Cy Again;;4',
    ].join('\n')
    await page().getByLabel('Paste a table or addresses').fill(table)
    await press('Control+Enter')
    await page().getByRole('button', { name: 'To fix 2' }).waitFor()
    expect(await page().getByRole('button', { name: 'Ready 2' }).count()).toBe(1)
    expect(await faults(page())).toEqual([])
    // A group that nobody knows is no group to send before somebody says that it is meant.
    await page().getByRole('button', { name: 'Keep “Entirely new” as a new group' }).press('Enter')
    await page().getByRole('button', { name: 'To fix 1' }).waitFor()
    await page().getByRole('table', { name: 'Rows of the list' }).getByRole('button').first().focus()
    await press('F8', 'F8')
    for (let tries = 0; tries < 6; tries++) {
      const text = await page().evaluate(() => document.activeElement?.textContent)
      if (text === 'nobody') break
      await press('F8')
    }
    await press('Enter', 'Control+a')
    await page().keyboard.type('bob.new@marlow.test')
    await press('Enter')
    await page().getByRole('button', { name: 'Preview: add 3 people' }).click()
    await dialog().getByText('bob.new@marlow.test').first().waitFor()
    await press('Escape')
    await expect.poll(() => dialog().count()).toBe(0)
  })

  test('a first password is off until it is chosen, goes with one plan, and is written nowhere', {
    timeout: 120_000,
  }, async () => {
    await page().getByRole('button', { name: 'One person' }).click()
    const choice = page().getByRole('checkbox', { name: 'Set a first password' })
    const field = page().getByLabel('First password', { exact: true }).and(page().locator('input'))
    expect(await choice.isChecked()).toBe(false)
    expect(await field.count()).toBe(0)
    await page().getByLabel('First name').fill('Wout')
    await page().getByLabel('Last name').fill('Maes')
    await choice.press('Space')
    await page().getByText('LastPass learns this master password').waitFor()
    expect(await page().getByRole('checkbox', { name: 'Has to be changed at first login' }).isChecked()).toBe(true)
    await field.fill('wout')
    await page().getByText('needs at least 12 characters').waitFor()
    expect(await faults(page())).toEqual([])
    await page().getByRole('button', { name: 'Make one' }).press('Enter')
    const password = await field.inputValue()
    expect(password).toHaveLength(20)

    await field.press('Control+Enter')
    await (await plan(page())).getByText('has to be changed at first login').first().waitFor()
    expect(await dialog().textContent()).not.toContain(password)
    expect(await dialog().getByRole('button', { name: 'Keep for later' }).count()).toBe(0)
    await press('Escape')
    await expect.poll(() => dialog().count()).toBe(0)
    expect((await ask(page(), 'changes.waiting', {})).plans).toEqual([])

    await field.press('Control+Enter')
    await plan(page())
    const job = await send(page(), () => press('Control+Enter'))
    const { rows } = await over(page(), job)
    expect(rows).toMatchObject([{ outcome: 'confirmed', change: { firstPassword: 'change-at-login' } }])
    await expect.poll(() => field.count()).toBe(0)

    const home = await window.app.evaluate(({ app }) => app.getPath('userData'))
    const kept = readdirSync(home, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .filter((entry) => readFileSync(join(entry.parentPath, entry.name)).includes(password))
    expect(kept.map(({ name }) => name)).toEqual([])
  })

  test('departments bring their groups, and nothing was complained of', { timeout: 120_000 }, async () => {
    await page().getByRole('button', { name: 'Rules', exact: true }).click()
    expect(await faults(page())).toEqual([])
    await page().getByLabel('Add a group to Sales').fill('s')
    const first = page().getByRole('status').getByRole('button').first()
    await first.waitFor()
    await page().getByLabel('Add a group to Sales').press('Enter')
    await page().getByRole('button', { name: 'Save departments and licences' }).click()
    await expect
      .poll(() => page().getByRole('button', { name: 'Save departments and licences' }).isDisabled())
      .toBe(true)
    await page().getByRole('button', { name: 'One person' }).click()
    await page().getByRole('combobox', { name: 'Department' }).fill('Sales')
    await page().getByRole('list', { name: 'Groups chosen' }).getByRole('listitem').first().waitFor()
    expect(window.complaints).toEqual([])
  })
})
