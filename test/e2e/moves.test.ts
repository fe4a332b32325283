import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask, dialog, enable, eventually, goTo, over, plan, send, sendAtOnce, sender, tabTo } from './acts.ts'
import { type Console, connect, openConsole, openService } from './console.ts'

let service: Awaited<ReturnType<typeof openService>>
let window: Console
const page = () => window.page
const press = async (...keys: string[]) => {
  for (const key of keys) await page().keyboard.press(key)
}
const matrix = () => page().getByRole('grid', { name: 'Matrix of people and groups' })
const draftBar = () => page().getByRole('region', { name: 'Drafted memberships' })
const groupsOf = async (username: string) => (await ask(page(), 'users.get', { username })).groups
const crews = ['Crew north', 'Crew south', 'Crew west']
const address = (name: string) => `${name}@example.com`
const people = ['ann', 'ben', 'cam', 'dee', 'eve', 'fay'].map(address)

beforeAll(async () => {
  service = await openService({ people: 60 })
  const { edit } = service.demo
  for (const group of crews) edit.createGroup(group)
  for (const [at, username] of people.entries()) {
    edit.addUser(username, { fullname: `Zz${username.slice(0, 3)} Crewe` })
    edit.addToGroup(username, crews[at % 2] ?? '')
  }
  // A group without anybody is not known: somebody holds the place.
  edit.addToGroup(address('fay'), 'Crew west')
  window = await openConsole()
  await connect(page(), service)
  await sendAtOnce(page())
})
afterAll(async () => {
  await window.close()
  await service.served.close()
})

/** Shows the three groups and their people in the matrix, by keyboard alone. */
async function showCrews(): Promise<void> {
  await press('Escape', 'g', 'g')
  const title = page().getByRole('heading', { level: 1, name: /^(Groups|Matrix)$/ })
  await title.waitFor()
  if ((await title.textContent()) === 'Groups') {
    await page().getByRole('button', { name: 'Matrix' }).waitFor()
    await tabTo(page(), /^Matrix$/, 'Tab', 40)
    await press('Enter')
  }
  await matrix().waitFor()
  await tabTo(page(), /^Choose people and groups$/, 'Tab', 40)
  await press('Enter')
  await tabTo(page(), /^Find a person$/)
  await page().keyboard.type('Crewe')
  await tabTo(page(), /^Groups shown; empty: those with the most members/)
  for (const group of crews) {
    await page().keyboard.type(group)
    await page()
      .getByRole('button', { name: new RegExp(`^${group} \\d`) })
      .waitFor()
    await press('Enter')
  }
  await eventually(() => matrix().getAttribute('aria-colcount')).toBe('4')
  await eventually(() => matrix().getAttribute('aria-rowcount')).toBe('7')
  await tabTo(page(), /^Matrix of people and groups$/)
  await press('Control+Home')
}

/** Goes out of the matrix, whose own Ctrl+Z is the draft's, and undoes the newest job by the keys that do so on every screen. */
async function undone(title: string | RegExp): Promise<void> {
  await press('Tab', 'Control+z')
  const opened = await plan(page())
  await opened.getByText(title).first().waitFor()
  const { rows } = await over(page(), await send(page(), () => press('Control+Enter')))
  expect(rows.filter(({ outcome }) => outcome !== 'confirmed')).toEqual([])
}

/** Turns changes on by keyboard. */
async function enableByKeys(): Promise<void> {
  const { enabledUntil } = await ask(page(), 'writing.state', {})
  if (enabledUntil !== null) return
  await tabTo(page(), /^Enable changes/, 'Tab', 60)
  await press('Enter')
  await page().getByRole('banner').getByText('Changes on').waitFor()
  await tabTo(page(), /^Matrix of people and groups$/, 'Tab', 60)
}
const before: Record<string, string[]> = {}

describe('three groups', () => {
  test('are re-organised by keyboard alone, applied, verified and undone', { timeout: 240_000 }, async () => {
    for (const username of people) before[username] = await groupsOf(username)
    await showCrews()
    // The first three people into the third group, the first two out of the others.
    await press('End', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Space')
    await draftBar().getByText('3 changes in 3 people').waitFor()
    await press('Escape', 'Control+Home', 'Space')
    await draftBar().getByText('4 changes in 3 people').waitFor()
    await press('ArrowDown', 'ArrowRight', 'Space')
    await draftBar().getByText('5 changes in 3 people: 3 added, 2 removed').waitFor()
    await enableByKeys()
    await press('Control+Enter')
    const opened = await plan(page())
    await opened.getByText('Change the groups of 3 people').first().waitFor()
    const previewed = await opened.textContent()
    for (const words of ['Zzann Crewe', 'Zzben Crewe', 'Zzcam Crewe', ...crews]) expect(previewed).toContain(words)
    const job = await send(page(), () => press('Control+Enter'))
    const { rows } = await over(page(), job)
    expect(rows.map(({ outcome }) => outcome)).toEqual(['confirmed', 'confirmed', 'confirmed'])
    expect(await groupsOf(address('ann'))).toEqual(['Crew west'])
    expect(await groupsOf(address('ben'))).toEqual(['Crew west'])
    expect(await groupsOf(address('cam'))).toEqual(['Crew north', 'Crew west'])
    await eventually(() => draftBar().count()).toBe(0)

    await undone(/^Undo/)
    for (const username of people) expect([username, await groupsOf(username)]).toEqual([username, before[username]])
  })

  test('are re-organised offline, and what somebody else changed meanwhile is decided by keyboard', {
    timeout: 240_000,
  }, async () => {
    for (const username of people) before[username] = await groupsOf(username)
    await goTo(page(), 'Users')
    await showCrews()
    await service.served.pause()
    // Ann from the first group to the third, and Ben into the third as well.
    await press('Space', 'End', 'Shift+ArrowDown', 'Space')
    await draftBar().getByText('3 changes in 2 people: 2 added, 1 removed').waitFor()
    // Meanwhile somebody takes Ann out of the first group, and puts Dee into it, whom the draft does not touch.
    service.demo.edit.removeFromGroup(address('ann'), 'Crew north')
    service.demo.edit.addToGroup(address('dee'), 'Crew north')
    await service.served.resume()
    await press('F5')
    await draftBar().getByRole('button', { name: 'Decide 1 conflict' }).waitFor()
    await enableByKeys()
    await press('Control+Enter')
    const table = dialog(page()).getByRole('grid', { name: 'Memberships to decide' })
    await table.waitFor()
    const lines = async () =>
      Promise.all((await table.getByRole('row').all()).slice(1).map((row) => row.getByRole('gridcell').allInnerTexts()))
    expect((await lines()).map((cells) => cells.slice(0, 4))).toEqual([
      ['Crew north', 'member', 'not a member', 'not a member'],
      ['Crew west', 'not a member', 'not a member', 'member'],
    ])
    await eventually(() => table.evaluate((each) => each === document.activeElement)).toBe(true)
    await press('ArrowDown', 'm')
    await dialog(page()).getByRole('button', { name: 'Take 1 decision over and preview' }).waitFor()
    await press('Control+Enter')
    await plan(page())
    const job = await send(page(), () => press('Control+Enter'))
    expect((await over(page(), job)).rows.map(({ outcome }) => outcome)).toEqual(['confirmed', 'confirmed'])
    expect(await groupsOf(address('ann'))).toEqual(['Crew west'])
    expect(await groupsOf(address('ben'))).toEqual(['Crew south', 'Crew west'])
    expect(await groupsOf(address('dee'))).toContain('Crew north')
    await eventually(() => draftBar().count()).toBe(0)
    await undone(/^Undo/)
    // What somebody else did stays done.
    expect(await groupsOf(address('ann'))).toEqual([])
    expect(await groupsOf(address('ben'))).toEqual(before[address('ben')])
  })
})

/** Types the number of people where the plan asks for it. */
async function confirmed(many: number): Promise<void> {
  const typed = dialog(page()).getByLabel(new RegExp(`^Type ${many} `))
  if ((await typed.count()) > 0) await typed.fill(String(many))
}

describe('many joiners', () => {
  test('come by a messy table: checked, previewed, applied, verified and undone', { timeout: 300_000 }, async () => {
    const rows = Array.from({ length: 200 }, (_, n) => {
      const name = [`Nová${n}`, 'Ångström', "O'Neil", 'Müller'][n % 4]
      const mail = [
        `  NEW${n}@Example.com `,
        `mailto:new${n}@example.com`,
        `new${n}@example.com`,
        `<new${n}@example.com>`,
      ][n % 4]
      return `${mail};New${n} ${name};${['Crew north', ' Crew south', 'Crew north; Crew south', ''][n % 4]};${n}`
    })
    const text = [
      'New joiners in January;;;',
      '',
      'E-Mail;Full name;LastPass groups;Cost centre',
      ...rows,
      'new1@example.com;New1 Again;;1',
      'not an address;Nobody;;2',
      `${people[0]};Ann Crewe;;3`,
      'bad@example.com;?ukasz Pawe?;;4',
      'twin@example.com;Tia Twin;crew north;5',
    ].join('\n')
    const known = await ask(page(), 'users.page', { text: 'new', status: ['invited', 'never-logged-in'], limit: 1 })
    await goTo(page(), 'Joiners')
    await page().getByRole('button', { name: 'Many, from a list' }).click()
    await page().getByLabel('Paste a table or addresses').fill(text)
    await press('Control+Enter')
    // Two groups without quotation marks fill a fifth column, which has no header.
    await page()
      .getByRole('group', { name: /^Column “Column 5” may say who is meant/ })
      .waitFor()
    await page().getByRole('button', { name: 'It says nothing about that' }).click()
    await page().getByRole('button', { name: 'Ready 200' }).waitFor()
    await page().getByRole('button', { name: 'To fix 3' }).waitFor()
    await enable(page())
    await page().getByRole('button', { name: 'Preview: add 200 people' }).click()
    await plan(page())
    await confirmed(200)
    const job = await send(page(), () => sender(page()).click())
    const done = await ask(page(), 'jobs.wait', { job, timeoutMs: 60_000 })
    expect(done.rows.filter(({ outcome }) => outcome !== 'confirmed')).toEqual([])
    expect(done.rows).toHaveLength(200)
    const invited = await ask(page(), 'users.page', { text: 'new', status: ['invited', 'never-logged-in'], limit: 1 })
    expect(invited.total).toBe(known.total + 200)
    await page().locator('[data-state="done"]').last().getByRole('button', { name: 'Undo' }).click()
    await plan(page())
    await confirmed(200)
    const back = await send(page(), () => sender(page()).click())
    const taken = await ask(page(), 'jobs.wait', { job: back, timeoutMs: 60_000 })
    expect(taken.rows.filter(({ outcome }) => outcome !== 'confirmed')).toEqual([])
    const left = await ask(page(), 'users.page', { text: 'new', status: ['invited', 'never-logged-in'], limit: 1 })
    expect(left.total).toBe(known.total)
    expect(window.complaints).toEqual([])
  })
})
