import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask, dialog, enable, eventually, faults, goTo, over, part, plan, send, sender, theme } from './acts.ts'
import { type Console, connect, openConsole, openService, row } from './console.ts'

let service: Awaited<ReturnType<typeof openService>>
let window: Console
let folder: string
let staff: { username: string; fullname: string }[] = []
const page = () => window.page
const press = async (...keys: string[]) => {
  for (const key of keys) await page().keyboard.press(key)
}
const person = (index: number) => staff[index] as { username: string; fullname: string }
const copy = (text: string) => window.app.evaluate(({ clipboard }, words) => clipboard.writeText(words), text)
const commands = () => service.demo.ledger.map(({ command }) => command)
/** Lets the next save dialog choose this file. */
const choose = (filePath: string) =>
  window.app.evaluate(({ dialog: dialogs }, path) => {
    dialogs.showSaveDialog = (async () => ({ canceled: false, filePath: path })) as typeof dialogs.showSaveDialog
  }, filePath)

/** The field for a new list: the tab alone goes back to one that was begun. */
async function newList(): Promise<void> {
  await part(page(), 'leavers', 'New list')
  const another = page().getByRole('button', { name: 'Another list' })
  await page().getByLabel('Who leaves?').or(another).first().waitFor()
  if (await another.isVisible()) await another.click()
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'provost-test-'))
  service = await openService({ people: 120 })
  service.demo.edit.addUser('kim.one@example.com', { fullname: 'Kim Twin' })
  service.demo.edit.addUser('kim.two@example.com', { fullname: 'Kim Twin' })
  service.demo.edit.addUser('lee.north@example.com', { fullname: 'Lee Pair' })
  service.demo.edit.addUser('lee.south@example.com', { fullname: 'Lee Pair' })
  service.demo.edit.addUser('otto.single@example.com', { fullname: 'Otto Single' })
  service.demo.edit.addUser('pia.lonely@example.com', { fullname: 'Pia Lonely' })
  window = await openConsole()
  await connect(page(), service)
  // What the hold is for is tried in changes.test.ts.
  await ask(page(), 'guards.set', { holdSeconds: 0 })
  const { rows } = await ask(page(), 'users.page', { status: ['active'], admin: false, limit: 100 })
  staff = rows.filter(({ fullname }) => !['Kim Twin', 'Lee Pair', 'Otto Single', 'Pia Lonely'].includes(fullname))
})
afterAll(async () => {
  await window?.close()
  await service?.served.close()
  await rm(folder, { recursive: true, force: true, maxRetries: 3 })
})

describe('forty pasted names', () => {
  test('are found by address, or offered by name; nobody is guessed', async () => {
    await page().getByRole('grid').focus()
    await press('g', 'l')
    await page().getByLabel('Who leaves?').waitFor()
    await copy(
      [...staff.slice(0, 39).map(({ username }) => username), 'Kim Twin', 'nobody.here@example.com'].join('\n'),
    )
    await press('Control+V')
    const results = page().getByRole('group', { name: 'Rows by result' })
    await results.getByRole('button', { name: 'Found 39' }).waitFor()
    await results.getByRole('button', { name: 'Not found 1' }).waitFor()
    await results.getByRole('button', { name: 'To decide 1' }).click()
    await row(page(), 0).getByRole('gridcell').first().click()
    const choice = page().getByRole('region', { name: 'Row: Kim Twin' })
    expect(await choice.getByRole('listitem').count()).toBe(2)
    await choice.getByRole('listitem').filter({ hasText: 'kim.two@example.com' }).getByRole('button').click()
    await results.getByRole('button', { name: 'Found 40' }).waitFor()
    expect(commands()).toEqual([])
  })

  test('who is not found can be looked for, and a row is taken back out; the list survives a look at the cases', async () => {
    const results = page().getByRole('group', { name: 'Rows by result' })
    await results.getByRole('button', { name: 'Not found 1' }).click()
    await row(page(), 0).getByRole('gridcell').first().click()
    const choice = page().getByRole('region', { name: 'Row: nobody.here@example.com' })
    await choice.getByLabel('Who is meant').fill(person(80).username)
    await choice.getByRole('button', { name: `Choose ${person(80).username}` }).click()
    await results.getByRole('button', { name: 'Found 41' }).click()
    await part(page(), 'leavers', 'Cases and records')
    await page().getByRole('button', { name: 'Begin with a list' }).waitFor()
    await part(page(), 'leavers', 'New list')
    await results.getByRole('button', { name: 'Found 41' }).click()
    await page().getByRole('grid').focus()
    await press('End', 'Control+End', 'Enter')
    await choice.getByRole('button', { name: 'Leave this row out' }).click()
    await results.getByRole('button', { name: 'Left out 1' }).waitFor()
    await results.getByRole('button', { name: 'All 41' }).click()
    expect(commands()).toEqual([])
  })

  test('what is lost is said before anything is sent, as main weighs it', async () => {
    const list = new URL(page().url().replace('#', '')).searchParams.get('list')?.replaceAll('"', '') ?? ''
    const impact = await ask(page(), 'leavers.impact', { list, limit: 1 })
    const form = page().getByRole('complementary', { name: 'What leaving does, and the plan' })
    const losses = await form.locator('dl').first().textContent()
    expect(losses).toContain(`Folders left without an administrator${impact.foldersWithoutAdmin}`)
    expect(losses).toContain(`Folders left without members${impact.foldersWithoutMember}`)
    await page()
      .getByRole('button', { name: `What each loses ${impact.total}` })
      .click()
    await eventually(() => row(page(), 0).textContent()).toContain(impact.rows[0]?.username.split('@')[1] ?? '')
    await page()
      .getByRole('button', { name: /^Folders at risk/ })
      .click()
    const risks = await ask(page(), 'leavers.folders', { list, limit: 500 })
    await eventually(() => page().getByRole('article').count()).toBe(risks.total)
  })

  test('sites that they could reach are listed, and a tick is kept', async () => {
    await page().getByRole('button', { name: 'Sites to change' }).click()
    const sites = page().getByRole('region', { name: 'Sites to change' })
    // The first box is a whole site's.
    await sites
      .getByRole('checkbox', { name: /everywhere$/ })
      .first()
      .click()
    await page()
      .getByText(/; [1-9]\d* of [\d,]+ items ticked off/)
      .waitFor()
    await page().getByLabel('Only what is not ticked off').check()
    await eventually(() => sites.locator('input:checked').count()).toBe(0)
  })

  test('Ctrl+Enter shows the plan, the typed count sends it, and the cases follow', async () => {
    await enable(page())
    await page().getByLabel('Remove from groups').check()
    await page().getByLabel('Ticket', { exact: true }).fill('HR-204')
    await page().getByLabel('Who asked', { exact: true }).fill('Head of HR')
    await press('Control+Enter')
    await plan(page())
    expect(commands()).toEqual([])
    const field = dialog(page()).getByLabel(/^Type 40/)
    await eventually(() => field.evaluate((one) => one === document.activeElement)).toBe(true)
    await page().keyboard.type('40')
    await eventually(() => sender(page()).textContent()).toBe('Disable 40 people')
    const { rows } = await over(page(), await send(page(), () => press('Control+Enter')))
    expect(rows.filter(({ outcome }) => outcome === 'confirmed')).toHaveLength(40)
    expect(commands()).toEqual(['disableuser'])
    await eventually(() => page().getByRole('grid').textContent()).toContain('Remove from groups: comes next')
  })

  test('the step behind the gate comes as its own plan', async () => {
    await page().getByRole('button', { name: 'Plan the next step' }).click()
    await plan(page())
    await eventually(() => sender(page()).textContent()).toMatch(/^Change the groups of \d+ people$/)
    await press('Escape')
    await page().getByRole('button', { name: 'Review the plan and send' }).waitFor()
    expect(commands()).toEqual(['disableuser'])
  })

  test('a mistake is undone in two clicks from the case', async () => {
    await row(page(), 0).getByRole('gridcell').first().click()
    const panel = page().getByRole('complementary').last()
    const address = await panel.locator('header p').first().textContent()
    await panel.getByRole('button', { name: 'Undo: enable again' }).click()
    await plan(page())
    await eventually(() => sender(page()).textContent()).toBe(
      `Enable ${(await ask(page(), 'users.get', { username: address ?? '' })).fullname}`,
    )
    await over(page(), await send(page()))
    expect(commands()).toEqual(['disableuser', 'enableuser'])
    await eventually(() => panel.textContent()).toContain('Undone')
    expect((await ask(page(), 'users.get', { username: address ?? '' })).status).not.toBe('disabled')
  })

  test('a check finds who was brought back by somebody else', async () => {
    const back = person(5).username
    service.demo.edit.enable(back)
    await page().getByRole('button', { name: 'Check 40 people now' }).click()
    await page()
      .getByText(/40 people checked; .* attention/)
      .waitFor()
    await page()
      .getByRole('button', { name: /^Needs attention/ })
      .click()
    await eventually(() => row(page(), 0).textContent()).toContain('Enabled again')
    const { rows } = await ask(page(), 'leavers.cases', { state: 'attention' })
    expect(rows.map(({ username }) => username)).toContain(back)
  })

  test('who was brought back is disabled again from the case, and checked again by itself', async () => {
    const back = person(5).username
    await row(page(), 0).getByRole('gridcell').first().click()
    const panel = page().getByRole('complementary').last()
    await panel.getByRole('button', { name: 'Disable again' }).click()
    await plan(page())
    await eventually(() => sender(page()).textContent()).toBe(
      `Disable ${(await ask(page(), 'users.get', { username: back })).fullname}`,
    )
    await send(page())
    await eventually(() => panel.textContent()).toContain('Checks 2')
    await eventually(async () => (await ask(page(), 'leavers.cases', { state: 'attention' })).total).toBe(0)
    await page().getByRole('group', { name: 'Cases by state' }).getByRole('button', { name: /^All/ }).click()
  })

  test('the record is written as CSV, JSON and a PDF with everybody on it', async () => {
    const csv = join(folder, 'record.csv')
    await choose(csv)
    await page().getByRole('button', { name: 'Record of 40 people' }).click()
    await page().getByRole('menuitem', { name: 'CSV' }).click()
    await page().getByText('Record of 40 people written').first().waitFor()
    const text = await readFile(csv, 'utf8')
    for (const { username } of staff.slice(0, 39)) expect(text).toContain(username)
    expect(text).toContain('HR-204')
    const json = join(folder, 'record.json')
    await choose(json)
    await page().getByRole('button', { name: 'Record of 40 people' }).click()
    await page().getByRole('menuitem', { name: 'JSON' }).click()
    const read = () =>
      readFile(json, 'utf8').then(
        (words) => JSON.parse(words) as { leavers: { username: string; disabled: string | null }[] },
        () => null,
      )
    await eventually(async () => (await read())?.leavers.filter(({ disabled }) => disabled !== null).length).toBe(40)
    const pdf = join(folder, 'record.pdf')
    await choose(pdf)
    await page().getByRole('button', { name: 'Record of 40 people' }).click()
    await page().getByRole('menuitem', { name: 'Printable PDF' }).click()
    await eventually(() =>
      readFile(pdf).then(
        (bytes) => bytes.subarray(0, 5).toString(),
        () => '',
      ),
    ).toBe('%PDF-')
  })
})

describe('deciding by keyboard alone', () => {
  test('takes the sure ones after a look, the others by digit, with a way back, and keeps the rest open', async () => {
    await goTo(page(), 'Leavers')
    await newList()
    await copy([person(45).username, 'Otto Single', 'Pia Lonely', 'Lee Pair', 'Nobody Atall'].join('\n'))
    await page().getByLabel('Who leaves?').focus()
    await press('Control+V')
    const results = page().getByRole('group', { name: 'Rows by result' })
    const toDecide = (number: number) => results.getByRole('button', { name: `To decide ${number}` }).waitFor()
    await toDecide(3)
    const inList = () => page().evaluate(() => document.activeElement?.getAttribute('role'))
    await eventually(inList).toBe('grid')
    // Who is proposed stands in the row, with the name first.
    await eventually(() => row(page(), 1).textContent()).toMatch(/Otto Single.*Otto Single.*otto\.single.*one fits/)
    await press('a')
    await dialog(page()).getByRole('button', { name: 'Take these 2 rows' }).waitFor()
    expect(await dialog(page()).locator('tbody tr').count()).toBe(2)
    await press('Enter')
    await toDecide(1)
    await dialog(page()).waitFor({ state: 'detached' })
    await eventually(inList).toBe('grid')
    // Two people of one name: Enter takes neither.
    await page().getByRole('region', { name: 'Row: Lee Pair' }).waitFor()
    await press('Enter')
    await page().getByTestId('live').getByText('press the digit').waitFor()
    await toDecide(1)
    await press('2')
    await results.getByRole('button', { name: 'Found 4' }).waitFor()
    await page().getByTestId('live').getByText('All rows are decided').waitFor()
    await press('u')
    await toDecide(1)
    await press('s')
    await results.getByRole('button', { name: 'Left out 1' }).waitFor()
    await press('Control+z')
    await toDecide(1)
    await press('1')
    await results.getByRole('button', { name: 'Found 4' }).waitFor()
    expect(await inList()).toBe('grid')
    await enable(page())
    await press('Control+Enter')
    await plan(page())
    await dialog(page()).getByText('4 of 5 rows; 1 not found is left out.').waitFor()
    const job = await send(page(), async () => {
      const field = dialog(page()).getByPlaceholder('4')
      if (await field.isVisible()) await page().keyboard.type('4')
      await press('Control+Enter')
    })
    await over(page(), job)
    await goTo(page(), 'Users')
    await goTo(page(), 'Leavers')
    await part(page(), 'leavers', 'New list')
    await page().getByRole('note', { name: 'Open list' }).getByText('1 row is still open').waitFor()
    await page().getByRole('button', { name: 'Go on with 1 row' }).click()
    await results.getByRole('button', { name: 'Not found 1' }).waitFor()
    await newList()
    await page().getByRole('button', { name: 'Nobody else leaves' }).click()
    await page().getByRole('note', { name: 'Open list' }).waitFor({ state: 'detached' })
  })
})

describe('last days that are still to come', () => {
  test('are looked at together, and taken by a button that Enter does not press by itself', async () => {
    await goTo(page(), 'Leavers')
    await newList()
    const [first, second] = [person(50), person(51)]
    await copy(
      `Name,Email,Last day\n${first.fullname},${first.username},2099-01-31\n${second.fullname},${second.username},2099-02-28`,
    )
    await page().getByLabel('Who leaves?').focus()
    await press('Control+V')
    const results = page().getByRole('group', { name: 'Rows by result' })
    await results.getByRole('button', { name: 'To decide 2' }).waitFor()
    await eventually(() => page().evaluate(() => document.activeElement?.getAttribute('role'))).toBe('grid')
    await press('a')
    const take = dialog(page()).getByRole('button', { name: 'Take these 2 rows' })
    await take.waitFor()
    const table = await dialog(page()).locator('tbody').textContent()
    expect(table).toContain('2099-01-31, which is still to come')
    expect(table).toContain('2099-02-28, which is still to come')
    const before = commands().length
    await press('Enter')
    await dialog(page()).waitFor({ state: 'detached' })
    await results.getByRole('button', { name: 'To decide 2' }).waitFor()
    await eventually(() => page().evaluate(() => document.activeElement?.getAttribute('role'))).toBe('grid')
    await press('a')
    await take.click()
    await results.getByRole('button', { name: 'Found 2' }).waitFor()
    expect(commands()).toHaveLength(before)
  })
})

describe('a text that was not read yet', () => {
  test('is there again after a look at another screen', async () => {
    await newList()
    await page().getByLabel('Who leaves?').fill('somebody@example.com')
    await goTo(page(), 'Users')
    await goTo(page(), 'Leavers')
    expect(await page().getByLabel('Who leaves?').inputValue()).toBe('somebody@example.com')
    await page().getByLabel('Who leaves?').fill('')
  })
})

describe('lists in other shapes', () => {
  test('a file that is dropped is read, in UTF-16 as well', async () => {
    await goTo(page(), 'Leavers')
    await newList()
    const text = `\ufeffEmail\tName\r\n${person(52).username}\tA B\r\n`
    const bytes = [...Buffer.from(text, 'utf16le')]
    await page()
      .getByLabel('Who leaves?')
      .evaluate((field, content) => {
        const given = new DataTransfer()
        given.items.add(new File([new Uint8Array(content)], 'leavers.txt', { type: 'text/plain' }))
        for (const kind of ['dragover', 'drop'])
          field.dispatchEvent(new DragEvent(kind, { dataTransfer: given, bubbles: true, cancelable: true }))
      }, bytes)
    await page().getByRole('group', { name: 'Rows by result' }).getByRole('button', { name: 'Found 1' }).waitFor()
  })

  test('a CSV with semicolons is read by its columns, and other columns can be chosen', async () => {
    await goTo(page(), 'Leavers')
    await newList()
    const csv = `Nr;Mail;Vorname;Nachname\n1;${person(50).username};A;B\n2;${person(51).username};C;D\n`
    await page()
      .locator('input[type="file"]')
      .setInputFiles({
        name: 'leavers.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(csv, 'latin1'),
      })
    const read = page().getByRole('group', { name: 'How the table was read' })
    await read.getByText('separated by semicolon').waitFor()
    await page().getByRole('group', { name: 'Rows by result' }).getByRole('button', { name: 'Found 2' }).waitFor()
    await read.getByLabel('Address').selectOption({ label: 'none' })
    await page()
      .getByRole('group', { name: 'Rows by result' })
      .getByRole('button', { name: /Not found 2|To decide/ })
      .first()
      .waitFor()
  })

  test('people picked in Users become a list', async () => {
    await goTo(page(), 'Users')
    await page().getByLabel('Search name or address').fill(person(60).username)
    await page().getByRole('button', { name: 'What they can reach' }).click()
    const name = person(60).fullname
    await page()
      .getByRole('heading', { level: 1, name: `What ${name} can reach` })
      .waitFor()
    expect(
      await page()
        .getByRole('button', { name: /^Preview/ })
        .count(),
    ).toBe(0)
    await page()
      .getByRole('button', { name: `Plan the leaving of ${name}` })
      .click()
    await page().getByRole('button', { name: 'Rows 1', exact: true }).waitFor()
    await page().getByRole('button', { name: 'Preview: disable 1 person' }).waitFor()
  })

  test('a reason that is mandatory is asked for before the plan', async () => {
    const settle = async (on: boolean) => {
      await goTo(page(), 'Settings')
      await part(page(), 'settings', 'Safety of changes')
      await page()
        .getByLabel(/^Ask for a reason/)
        .setChecked(on)
      await page().getByRole('button', { name: 'Keep these safety settings' }).click()
      await eventually(async () => (await ask(page(), 'guards.get', {})).reasonRequired).toBe(on)
      await goTo(page(), 'Leavers')
    }
    await settle(true)
    expect(await page().getByRole('button', { name: 'Give a reason or a ticket first' }).isDisabled()).toBe(true)
    await page().getByLabel('Ticket', { exact: true }).fill('HR-205')
    await eventually(() => page().getByRole('button', { name: 'Preview: disable 1 person' }).isEnabled()).toBe(true)
    await settle(false)
  })

  test('a staff list shows who is missing from it; a short one warns, and needs a person’s word', async () => {
    await goTo(page(), 'Leavers')
    await part(page(), 'leavers', 'Compare with a staff list')
    const lines = staff.slice(50, 60).map(({ username, fullname }) => `${username};${fullname}`)
    await copy(`Email;Name\n${lines.join('\n')}\nnew.one@example.com;New One`)
    await page().getByLabel('Who works here now?').click()
    await press('Control+V')
    await page().getByRole('alert').filter({ hasText: 'The list has 11 people' }).waitFor()
    const parts = page().getByRole('group', { name: 'Parts of the comparison' })
    await parts.getByRole('button', { name: 'On both 10' }).waitFor()
    await parts.getByRole('button', { name: 'On the list, not in LastPass 1' }).click()
    await eventually(() => page().getByRole('grid').textContent()).toContain('new.one@example.com')
    await parts.getByRole('button', { name: /^In LastPass, not on the list/ }).click()
    // Somebody with an account that can log in: an invitation would be withdrawn instead.
    const active = page()
      .getByRole('grid', { name: 'In LastPass, not on the list' })
      .getByText('Active', { exact: true })
    await active.first().click({ modifiers: ['Control'] })
    await page().getByRole('button', { name: 'Plan the leaving of 1 person' }).click()
    const go = page().getByRole('button', { name: 'Preview: disable 1 person' })
    const before = commands().length
    await go.click()
    await page().getByLabel('The staff list is right, though it is short').check()
    await go.click()
    await plan(page())
    await press('Escape')
    expect(commands()).toHaveLength(before)
  })
})

test('a checker finds nothing serious, light and dark, and the page made no complaint', async () => {
  for (const name of ['Light', 'Dark'] as const) {
    await theme(page(), name)
    const found = () => faults(page(), { colours: name === 'Dark' })
    await goTo(page(), 'Leavers')
    await part(page(), 'leavers', 'Compare with a staff list')
    expect(await found()).toEqual([])
    await part(page(), 'leavers', 'Cases and records')
    await row(page(), 0).getByRole('gridcell').first().click()
    await page().getByRole('tab', { name: 'Steps' }).waitFor()
    expect(await found()).toEqual([])
    await newList()
    await page()
      .getByLabel('Who leaves?')
      .fill(`${person(70).username}\nKim Twin`)
    await press('Control+Enter')
    await page().getByText('What becomes of the account').waitFor()
    await row(page(), 1).getByRole('gridcell').first().click()
    await page().getByRole('region', { name: 'Row: Kim Twin' }).waitFor()
    expect(await found()).toEqual([])
  }
  expect(window.complaints).toEqual([])
})
