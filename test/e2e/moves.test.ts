import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask, dialog, enable, eventually, goTo, over, plan, send, sender } from './acts.ts'
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
  if ((await title.textContent()) === 'Groups') await page().getByRole('button', { name: 'Matrix' }).press('Enter')
  await matrix().waitFor()
  await page().getByLabel('Find a person').focus()
  await page().keyboard.type('Crewe')
  await page().getByRole('button', { name: 'Choose people and groups' }).focus()
  await press('Enter')
  const picker = page().getByLabel('Groups shown; empty: those with the most members')
  for (const group of crews) {
    await picker.focus()
    await page().keyboard.type(group)
    await page()
      .getByRole('button', { name: new RegExp(`^${group} \\d`) })
      .waitFor()
    await press('Enter')
  }
  await eventually(() => matrix().getAttribute('aria-colcount')).toBe('4')
  await eventually(() => matrix().getAttribute('aria-rowcount')).toBe('7')
  await matrix().focus()
  await press('Control+Home')
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
    await enable(page())
    await matrix().focus()
    await press('Control+Enter')
    await plan(page())
    const job = await send(page(), () => press('Control+Enter'))
    const { rows } = await over(page(), job)
    expect(rows.map(({ outcome }) => outcome)).toEqual(['confirmed', 'confirmed', 'confirmed'])
    expect(await groupsOf(address('ann'))).toEqual(['Crew west'])
    expect(await groupsOf(address('ben'))).toEqual(['Crew west'])
    expect(await groupsOf(address('cam'))).toEqual(['Crew north', 'Crew west'])
    await eventually(() => draftBar().count()).toBe(0)

    const undo = await ask(page(), 'jobs.undo', { job })
    const taken = await ask(page(), 'changes.apply', {
      plan: undo.plan,
      ...(undo.confirm ? { confirm: undo.confirm } : {}),
    })
    expect((await over(page(), taken.job)).rows.every(({ outcome }) => outcome === 'confirmed')).toBe(true)
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
    await enable(page())
    await matrix().focus()
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
    const undo = await ask(page(), 'jobs.undo', { job })
    const { job: back } = await ask(page(), 'changes.apply', {
      plan: undo.plan,
      ...(undo.confirm ? { confirm: undo.confirm } : {}),
    })
    expect((await over(page(), back)).rows.every(({ outcome }) => outcome === 'confirmed')).toBe(true)
    // What somebody else did stays done.
    expect(await groupsOf(address('ann'))).toEqual([])
    expect(await groupsOf(address('ben'))).toEqual(before[address('ben')])
  })
})

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
    await goTo(page(), 'Joiners')
    await page().getByRole('button', { name: 'Many, from a list' }).click()
    await page().getByLabel('Paste a table or addresses').fill(text)
    await press('Control+Enter')
    await page().getByRole('button', { name: 'Ready 200' }).waitFor()
    await page().getByRole('button', { name: 'To fix 3' }).waitFor()
    await enable(page())
    await page().getByRole('button', { name: 'Preview: add 200 people' }).click()
    await plan(page())
    const typed = dialog(page()).getByLabel(/^Type 200 /)
    if ((await typed.count()) > 0) await typed.fill('200')
    const job = await send(page(), () => sender(page()).click())
    const done = await ask(page(), 'jobs.wait', { job, timeoutMs: 60_000 })
    expect(done.rows.filter(({ outcome }) => outcome !== 'confirmed')).toEqual([])
    expect(done.rows).toHaveLength(200)
    const invited = await ask(page(), 'users.page', { text: 'new', status: ['invited', 'never-logged-in'], limit: 1 })
    expect(invited.total).toBeGreaterThanOrEqual(200)
    const undo = await ask(page(), 'jobs.undo', { job })
    const { job: back } = await ask(page(), 'changes.apply', {
      plan: undo.plan,
      ...(undo.confirm ? { confirm: undo.confirm } : {}),
    })
    const over2 = await ask(page(), 'jobs.wait', { job: back, timeoutMs: 60_000 })
    expect(over2.rows.filter(({ outcome }) => outcome !== 'confirmed')).toEqual([])
    expect(window.complaints).toEqual([])
  })
})
