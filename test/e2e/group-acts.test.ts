import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, dialog, enable, eventually, faults, focused, over, part, plan, send, sendAtOnce } from './acts.ts'
import { type Console, openConsole, openDemo } from './console.ts'

// What is done with a whole group, its timeline, dragging in the matrix, and files, on the made-up company.

let window: Console
let folder: string
let group = ''
let members = 0
const page = () => window.page
const press = async (...keys: string[]) => {
  for (const key of keys) await page().keyboard.press(key)
}
const panel = () => page().getByRole('complementary')
const matrix = () => page().getByRole('grid', { name: 'Matrix of people and groups' })
/** What a button writes to a file. */
async function written(name: string, act: () => Promise<void>): Promise<string> {
  const path = join(folder, name)
  await window.app.evaluate(({ dialog: dialogs }, to) => {
    dialogs.showSaveDialog = (async () => ({ canceled: false, filePath: to })) as typeof dialogs.showSaveDialog
  }, path)
  await act()
  const read = () => {
    try {
      return readFileSync(path, 'utf8')
    } catch {
      return ''
    }
  }
  await eventually(read).not.toBe('')
  return read()
}
async function openGroup(): Promise<void> {
  await page().evaluate((one) => {
    location.hash = `#/groups?group=${encodeURIComponent(one)}`
  }, group)
  await panel().getByRole('button', { name: 'More' }).waitFor()
}
async function more(item: string): Promise<void> {
  await panel().getByRole('button', { name: 'More' }).press('Enter')
  await page().getByRole('menuitem', { name: item }).press('Enter')
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'group-acts-'))
  window = await openConsole()
  await openDemo(page())
  await sendAtOnce(page())
  const { rows } = await ask(page(), 'groups.page', { sort: 'members', direction: 'desc', limit: 500 })
  const found = rows.find((one) => one.members > 3 && one.members < 30 && /^[\w ]+$/.test(one.name))
  ;[group, members] = [found?.name ?? '', found?.members ?? 0]
})
afterAll(async () => {
  await window.close()
  await rm(folder, { recursive: true, force: true })
})

test('everybody of a group is planned for at once, by way of Users', { timeout: 120_000 }, async () => {
  await openGroup()
  await more('Show in Users')
  await page().getByRole('heading', { level: 1, name: 'Users' }).waitFor()
  const grid = page().getByRole('grid').first()
  await eventually(() => grid.getAttribute('aria-rowcount')).toBe(String(members + 1))
  await grid.focus()
  await press('Control+a')
  await page().getByRole('button', { name: 'More', exact: true }).last().waitFor()
  await page()
    .getByRole('button', { name: /^Disable \d+ / })
    .first()
    .press('Enter')
  const opened = await plan(page())
  const waiting = await ask(page(), 'groups.get', { name: group, limit: 100 })
  for (const { fullname } of waiting.rows.slice(0, 3)) await opened.getByText(fullname).first().waitFor()
  await press('Escape')
  await eventually(() => dialog(page()).count()).toBe(0)
})

test('its timeline is in its panel, and says what was fetched where there is nothing', {
  timeout: 60_000,
}, async () => {
  await openGroup()
  await more('Its events')
  await panel()
    .getByText(/fetched|event/i)
    .first()
    .waitFor()
  expect(await faults(page())).toEqual([])
})

test('groups and the matrix are written to files', { timeout: 120_000 }, async () => {
  const { all } = await ask(page(), 'groups.lint', { limit: 1 })
  await page().evaluate(() => {
    location.hash = '#/groups'
  })
  const list = await written('groups.csv', () =>
    page()
      .getByRole('button', { name: `Export ${all} groups` })
      .click(),
  )
  expect(list.trim().split('\n')).toHaveLength(all + 1)
  expect(list).toContain(group)
  await page().getByRole('button', { name: 'Matrix' }).click()
  await matrix().getByRole('gridcell').first().waitFor()
  const rows = Number(await matrix().getAttribute('aria-rowcount'))
  const table = await written('matrix.csv', () => page().getByRole('button', { name: 'Export', exact: true }).click())
  expect(table.trim().split('\n')).toHaveLength(rows)
})

test('a block is marked by dragging and ticked as one', { timeout: 60_000 }, async () => {
  const cells = matrix().getByRole('gridcell')
  const box = await cells.first().boundingBox()
  if (box === null) throw new Error('no cell')
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page().mouse.move(x, y)
  await page().mouse.down()
  await page().mouse.move(x + box.width, y + box.height, { steps: 4 })
  await page().mouse.move(x + box.width, y + 2 * box.height, { steps: 4 })
  await page().mouse.up()
  expect((await ask(page(), 'groups.draft', {})).items).toEqual([])
  await matrix().focus()
  await press('Space')
  await eventually(async () => (await ask(page(), 'groups.draft', {})).items.length).toBeGreaterThan(0)
  const { items } = await ask(page(), 'groups.draft', {})
  expect(new Set(items.map(({ username }) => username)).size).toBeLessThanOrEqual(3)
  expect(new Set(items.map(({ group: one }) => one)).size).toBeLessThanOrEqual(2)
  expect(new Set(items.map(({ member }) => member)).size).toBe(1)
  const bar = page().getByRole('region', { name: 'Drafted memberships' })
  await bar.getByRole('button', { name: 'Discard' }).click()
  await eventually(() => bar.count()).toBe(0)
})

test('who may open what is written to files: of a group, a person, a folder, and what changed between two days', {
  timeout: 120_000,
}, async () => {
  const go = (hash: string) =>
    page().evaluate((next) => {
      location.hash = next
    }, hash)
  const exported = async (file: string, button: RegExp) => {
    const table = await written(file, () => panel().getByRole('button', { name: button }).press('Enter'))
    return table.trim().split('\n').slice(1)
  }
  const { rows: groups } = await ask(page(), 'groups.lint', { sort: 'folders', direction: 'desc', limit: 1 })
  const opening = groups[0]?.name ?? ''
  await go(`#/groups?group=${encodeURIComponent(opening)}`)
  await panel().getByRole('button', { name: 'What it opens' }).press('Enter')
  const ofGroup = await ask(page(), 'access.get', { group: opening, limit: 100 })
  expect(ofGroup.total).toBeGreaterThan(0)
  const groupLines = await exported('of-group.csv', /^Export \d+ folders?$/)
  expect(groupLines).toHaveLength(ofGroup.total)
  for (const [at, { name }] of ofGroup.rows.entries()) expect(groupLines[at]).toContain(name)

  const { rows: people } = await ask(page(), 'groups.get', { name: opening, limit: 100 })
  const person = people.find(({ folderCount }) => folderCount > 0)?.username ?? ''
  await go(`#/users?person=${encodeURIComponent(person)}`)
  const ofPerson = await ask(page(), 'access.get', { username: person, limit: 100 })
  await panel()
    .getByRole('tab', { name: `Folders ${ofPerson.total}` })
    .press('Enter')
  expect(await exported('of-person.csv', /^Export \d+ folders?$/)).toHaveLength(ofPerson.total)

  const folder = ofGroup.rows[0]?.folder ?? ''
  await go(`#/folders?folder=${encodeURIComponent(JSON.stringify(folder))}`)
  const ofFolder = await ask(page(), 'folders.get', { id: folder, limit: 500 })
  const folderLines = await exported('of-folder.csv', /^Export [\d,]+ people$/)
  expect(folderLines).toHaveLength(ofFolder.total)
  for (const [at, { username }] of ofFolder.rows.entries()) expect(folderLines[at]).toContain(username)

  await go('#/groups?review=changes')
  await page().getByText('No access changed').waitFor()
  const { plan: made, confirm } = await ask(page(), 'changes.preview', {
    limit: 1,
    changes: people.map(({ username }) => ({ kind: 'groups', username, add: [], remove: [opening] })),
  })
  await enable(page())
  await over(page(), (await ask(page(), 'changes.apply', { plan: made, ...(confirm === null ? {} : { confirm }) })).job)
  await page().getByRole('button', { name: 'Refresh from LastPass' }).click()
  const write = page().getByRole('button', { name: /^Export [1-9]\d* changes?$/ })
  await write.waitFor()
  const changes = await written('changes.csv', () => write.press('Enter'))
  expect(changes.trim().split('\n').slice(1)).toHaveLength(Number((await write.textContent())?.match(/\d+/)?.[0]))
  for (const line of changes.trim().split('\n').slice(1)) expect(line).toContain(opening)
  // Before a group is chosen, nothing is counted, and nothing written of everybody.
  await page().getByText('One group', { exact: true }).click()
  await page().getByText('Choose a group').waitFor()
  expect(await page().getByRole('button', { name: 'Export', exact: true }).isDisabled()).toBe(true)
  expect(await faults(page())).toEqual([])
})

test('a group is made by its first member, and it is said that LastPass may refuse that', {
  timeout: 120_000,
}, async () => {
  await enable(page())
  await page().evaluate(() => {
    location.hash = '#/groups'
  })
  const opener = page().getByRole('button', { name: 'New group' })
  await opener.press('Enter')
  const opened = dialog(page())
  await opened.getByText('no command that makes a group').waitFor()
  await page().keyboard.type(group.toUpperCase())
  await opened.getByText(`Meant "${group}"`).waitFor()
  await opened.getByLabel('Name', { exact: true }).fill('Crew of tests')
  const { rows } = await ask(page(), 'users.page', { status: ['active'], limit: 1 })
  const username = rows[0]?.username ?? ''
  await opened.getByLabel('First member').fill(username)
  await opened.getByRole('button', { name: `Choose ${username}` }).press('Enter')
  await eventually(() => focused(page())).toBe('Chosen')
  expect(await faults(page())).toEqual([])
  await opened.getByRole('button', { name: 'Preview: put 1 person into “Crew of tests”' }).press('Enter')
  await (await plan(page())).getByText('if LastPass has no such group, it refuses').waitFor()
  const done = await over(page(), await send(page(), () => press('Control+Enter')))
  expect(done.rows).toMatchObject([{ outcome: 'failed', change: { username, add: ['Crew of tests'] } }])
  expect((await ask(page(), 'users.get', { username })).groups).not.toContain('Crew of tests')
  await eventually(() => dialog(page()).count()).toBe(0)
})

test('what LastPass does not keep of a joiner is in the panel of the person', { timeout: 120_000 }, async () => {
  await enable(page())
  await page().evaluate(() => {
    location.hash = '#/joiners'
  })
  await part(page(), 'joiners', 'One person')
  await page().getByLabel('First name').fill('Noor')
  await page().getByLabel('Last name').fill('Haddad')
  await page().getByLabel('Manager', { exact: true }).fill('Somebody Else')
  await page().getByLabel('Start date').fill('2026-11-02')
  await page().getByText('Made of the names: noor.haddad@').waitFor()
  await press('Control+Enter')
  await plan(page())
  const { rows } = await over(page(), await send(page(), () => press('Control+Enter')))
  await page().evaluate((username) => {
    location.hash = `#/users?person=${encodeURIComponent(username)}`
  }, rows[0]?.change.username ?? '')
  await panel().getByRole('heading', { name: 'Kept here only' }).waitFor()
  const text = await panel().textContent()
  for (const words of ['Somebody Else', '2026-11-02']) expect(text).toContain(words)
  expect(await faults(page())).toEqual([])
  expect(window.complaints).toEqual([])
})
