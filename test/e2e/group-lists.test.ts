import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask, dialog, eventually, faults, goTo, plan } from './acts.ts'
import { type Console, openConsole, openDemo } from './console.ts'

// Lists that a group is made like, and the marks of what is drafted, on the made-up company that comes with Provost.

let window: Console
const page = () => window.page
const press = async (...keys: string[]) => {
  for (const key of keys) await page().keyboard.press(key)
}
const closed = () => eventually(() => dialog(page()).count()).toBe(0)
const panel = () => page().getByRole('complementary')

/** A group with some members, open at the part that makes it like a list. */
async function openSync(): Promise<{ name: string; members: string[] }> {
  const { rows } = await ask(page(), 'groups.page', { sort: 'members', direction: 'desc', limit: 500 })
  const name = rows.find(({ name, members }) => members > 4 && members < 60 && /^[\w ]+$/.test(name))?.name ?? ''
  const members = (await ask(page(), 'groups.get', { name, limit: 500 })).rows.map(({ username }) => username)
  await page().evaluate((group) => {
    location.hash = `#/groups?group=${encodeURIComponent(group)}`
  }, name)
  await panel().getByRole('button', { name: 'Add, remove, sync' }).press('Enter')
  await panel().getByLabel('People').waitFor()
  return { name, members }
}

beforeAll(async () => {
  window = await openConsole()
  await openDemo(page())
})
afterAll(() => window.close())

describe('a list that a group is made like', () => {
  test('with a column that nobody understands is asked about by keys before anything is planned', {
    timeout: 120_000,
  }, async () => {
    const { name, members } = await openSync()
    const { rows } = await ask(page(), 'users.page', { status: ['active'], limit: 200 })
    const [one, two] = rows.filter(({ groups }) => !groups.includes(name)).map(({ username }) => username)
    const [member] = members
    const table = `Work mail;Zubb\n${one};quar\n${two};velm\n${member};quar\n`
    await panel().getByLabel('People').fill(table)
    await press('Control+Enter')
    const question = panel().getByRole('group', { name: /^Column “Zubb” may say who is meant\. Which of these belong/ })
    await question.waitFor()
    expect(await dialog(page()).count()).toBe(0)
    expect(await faults(page())).toEqual([])
    await panel()
      .getByRole('button', { name: `Preview 4 lines for “${name}”` })
      .waitFor()
    // The question has the focus: keys answer it at once.
    await press('1')
    await question.getByRole('button', { name: 'Take 2 rows, leave out 1' }).waitFor()
    await press('Enter')
    const opened = await plan(page())
    await opened.getByText('1 row was left out by what you said of the column "Zubb".').waitFor()
    await opened
      .getByText(one ?? '')
      .first()
      .waitFor()
    expect(await opened.getByText(two ?? '', { exact: true }).count()).toBe(0)
    await press('Escape')
    await closed()
    await panel().getByText('Column “Zubb”: those with “quar” belong to it, the others do not.').waitFor()
    // Of another list, nothing was answered.
    await panel().getByLabel('People').fill(`${table}${members[1]};velm\n`)
    await eventually(() => panel().getByText('Column “Zubb”').count()).toBe(0)
    await panel().getByLabel('People').fill('')
  })

  test('is whoever Users shows now', { timeout: 120_000 }, async () => {
    const wanted = await ask(page(), 'users.page', { status: ['disabled'], limit: 500 })
    expect(wanted.total).toBeGreaterThan(1)
    await page().evaluate(() => {
      location.hash = '#/users?status=%5B%22disabled%22%5D'
    })
    await page().getByRole('heading', { level: 1, name: 'Users' }).waitFor()
    await openSync()
    await panel().getByRole('button', { name: 'Take over a view' }).press('Enter')
    await page().getByRole('menuitem', { name: 'Whoever Users shows now, by its filter' }).press('Enter')
    await eventually(async () => (await panel().getByLabel('People').inputValue()).split('\n').sort()).toEqual(
      wanted.rows.map(({ username }) => username).sort(),
    )
    await panel().getByLabel('People').fill('')
  })
})

test('whoever waits in the draft is marked in tables of leavers and of scores', { timeout: 120_000 }, async () => {
  const { rows } = await ask(page(), 'users.page', {
    hasScore: true,
    sort: [{ by: 'score', direction: 'asc' }],
    limit: 1,
  })
  const [person] = rows
  const all = await ask(page(), 'groups.page', { limit: 50 })
  const joins = all.rows.find(({ name }) => !person?.groups.includes(name) && /^[\w ]+$/.test(name))?.name ?? ''
  await page().evaluate((username) => {
    location.hash = `#/users?person=${encodeURIComponent(username)}`
  }, person?.username ?? '')
  await panel().getByLabel('Draft joining or leaving a group').fill(joins)
  await panel().getByRole('status').getByRole('button').first().waitFor()
  await press('Enter')
  await panel().getByText(`+ will be added to ${joins}`).waitFor()
  const mark = 'drafted groups: +1'
  await goTo(page(), 'Scores')
  await page().getByRole('region', { name: 'Lowest scores' }).getByText(mark).waitFor()
  await goTo(page(), 'Leavers')
  await page()
    .getByLabel('Who leaves?')
    .fill(person?.username ?? '')
  await press('Control+Enter')
  await page().getByRole('grid').first().getByText(mark).waitFor()
  expect(await faults(page())).toEqual([])
  expect(window.complaints).toEqual([])
})
