import { appendFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Output } from '../../src/contract/calls.ts'
import { ask, dialog, enable, eventually, faults, goTo, over, part, plan, send, sendAtOnce, tabTo } from './acts.ts'
import { openDemo, settled } from './console.ts'
import { launch, makeHome } from './launch.ts'

// What people do with groups and invitations, on the made-up company that comes with Provost.

const home = makeHome()
let app: ElectronApplication
let page: Page
const press = async (...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}
async function start(): Promise<void> {
  ;({ app, page } = await launch(home.home))
  page.setDefaultTimeout(15_000)
}
const matrix = () => page.getByRole('grid', { name: 'Matrix of people and groups' })
const draftBar = () => page.getByRole('region', { name: 'Drafted memberships' })
const drafted = async () => (await ask(page, 'groups.draft', {})).items
const groupsOf = async (username: string) => (await ask(page, 'users.get', { username })).groups
const byKeys = () => press('Control+Enter')
const closed = () => eventually(() => dialog(page).count()).toBe(0)

let groups: string[] = []
let name = ''
let people = 0
const before = new Map<string, string[]>()

beforeAll(async () => {
  await start()
  await openDemo(page)
  await sendAtOnce(page)
  const { rows } = await ask(page, 'groups.page', { sort: 'members', direction: 'desc', limit: 500 })
  const names = rows.map((group) => group.name)
  groups = names
    .filter((one) => /^[A-Za-z]+$/.test(one) && names.filter((other) => other.startsWith(one)).length === 1)
    .slice(0, 3)
  for (const { fullname } of (await ask(page, 'users.page', { status: ['active'], limit: 200 })).rows) {
    const text = fullname.split(' ').at(-1) ?? ''
    const { total } = await ask(page, 'users.page', { text, limit: 1 })
    if (!/^[A-Za-z]{4,}$/.test(text) || total < 3 || total > 9) continue
    ;[name, people] = [text, total]
    break
  }
})
afterAll(async () => {
  await app.close()
  await home.remove()
})

/** Shows the groups and the people of the name in the matrix, by keyboard alone. */
async function showThem(): Promise<void> {
  await press('Escape', 'g', 'g')
  const title = page.getByRole('heading', { level: 1, name: /^(Groups|Matrix)$/ })
  await title.waitFor()
  if ((await title.textContent()) === 'Groups') {
    await page.getByRole('button', { name: 'Matrix' }).waitFor()
    await tabTo(page, /^Matrix$/, 'Tab', 40)
    await press('Enter')
  }
  await matrix().waitFor()
  await tabTo(page, /^Choose people and groups$/, 'Tab', 60)
  await press('Enter')
  await tabTo(page, /^Find a person$/)
  await page.keyboard.type(name)
  await tabTo(page, /^Groups shown; empty: those with the most members/)
  for (const group of groups) {
    await page.keyboard.type(group)
    await page
      .getByRole('button', { name: new RegExp(`^${group} \\d`) })
      .first()
      .waitFor()
    await press('Enter')
  }
  await eventually(() => matrix().getAttribute('aria-colcount')).toBe('4')
  await eventually(() => matrix().getAttribute('aria-rowcount')).toBe(String(people + 1))
  await tabTo(page, /^Matrix of people and groups$/, 'Tab', 60)
  await press('Control+Home')
}

/** Three memberships of three people and groups, and a second one of the first person. */
async function draftFour(): Promise<Output<'groups.draft'>['items']> {
  await press('Control+Home', 'Space', 'ArrowRight', 'Space', 'ArrowDown', 'Space', 'ArrowDown', 'ArrowRight', 'Space')
  await draftBar().getByText('4 changes in 3 people').waitFor()
  const items = await drafted()
  expect(new Set(items.map(({ group }) => group))).toEqual(new Set(groups))
  for (const { username } of items) before.set(username, await groupsOf(username))
  return items
}
const isAsDrafted = async ({ username, group, member }: { username: string; group: string; member: boolean }) =>
  (await groupsOf(username)).includes(group) === member

async function appliedByKeys(): Promise<void> {
  const { rows } = await over(page, await send(page, byKeys))
  expect(rows.filter(({ outcome }) => outcome !== 'confirmed')).toEqual([])
  await eventually(() => draftBar().count()).toBe(0)
}

/** Goes out of the matrix, whose own Ctrl+Z is the draft's, and undoes the newest job by keys. */
async function undone(): Promise<void> {
  await press('Tab', 'Control+z')
  await plan(page)
  const { rows } = await over(page, await send(page, byKeys))
  expect(rows.filter(({ outcome }) => outcome !== 'confirmed')).toEqual([])
}

async function enableByKeys(): Promise<void> {
  const { enabledUntil } = await ask(page, 'writing.state', {})
  if (enabledUntil !== null) return
  await tabTo(page, /^Enable changes/, 'Tab', 80)
  await press('Enter')
  await page.getByRole('banner').getByText('Changes on').waitFor()
  await tabTo(page, /^Matrix of people and groups$/, 'Tab', 80)
}

const offline = () =>
  page.getByRole('status').filter({ hasText: 'Its line was cut in Settings, for training.' }).first()

/** Cuts the line to the made-up company where its users do, and finds that it cannot be reached. */
async function cutTheLine(): Promise<void> {
  await page.evaluate(() => {
    location.hash = '#/settings?part=companies'
  })
  await page.getByLabel('Cut the line to this company, for training').press('Space')
  await eventually(() => page.getByLabel('Cut the line to this company, for training').isChecked()).toBe(true)
  expect(await faults(page)).toEqual([])
  await press('F5')
  await offline().waitFor()
  await goTo(page, 'Users')
}

/** Makes one of the drafted memberships, as another admin does; Provost is closed. */
function somebodyElse(item: Output<'groups.draft'>['items'][number] | undefined): void {
  const [tenant = ''] = readdirSync(join(home.home, 'tenants'))
  const { username = '', group = '', member } = item ?? {}
  const data = [{ username, [member ? 'add' : 'del']: [group] }]
  const entry = { time: Date.now(), command: 'batchchangegrp', apiUser: 'somebody else', data }
  appendFileSync(join(home.home, 'tenants', tenant, 'company.jsonl'), `${JSON.stringify(entry)}\n`)
}

describe('three groups', () => {
  test('are edited by keyboard alone, previewed, applied, verified and undone', { timeout: 240_000 }, async () => {
    await showThem()
    const items = await draftFour()
    await enableByKeys()
    await byKeys()
    const opened = await plan(page)
    const text = await opened.textContent()
    for (const { fullname, group } of items) for (const words of [fullname, group]) expect(text).toContain(words)
    await appliedByKeys()
    for (const item of items) expect([item, await isAsDrafted(item)]).toEqual([item, true])
    await undone()
    for (const [username, was] of before)
      expect([username, (await groupsOf(username)).sort()]).toEqual([username, was.toSorted()])
  })

  test('are re-organised while the line is cut, and what somebody else changed meanwhile is decided by keyboard', {
    timeout: 300_000,
  }, async () => {
    await cutTheLine()
    await showThem()
    const items = await draftFour()
    const [first] = items
    const two = items.filter(({ username }) => username === first?.username)
    expect(two).toHaveLength(2)
    // The preview needs no line: it is of what was read.
    await enableByKeys()
    await byKeys()
    const previewed = await (await plan(page)).textContent()
    for (const { fullname, group } of items) for (const words of [fullname, group]) expect(previewed).toContain(words)
    await press('Escape')
    await closed()
    await app.close()
    somebodyElse(first)
    await start()
    await settled(page)
    // Still cut after a restart, and the draft is still there.
    await press('F5')
    await offline().waitFor()
    expect(await drafted()).toHaveLength(4)
    expect(await faults(page)).toEqual([])
    await offline().getByRole('button', { name: 'Put the line back' }).press('Enter')
    await eventually(() => offline().count()).toBe(0)
    await showThem()
    await draftBar().getByRole('button', { name: 'Decide 1 conflict' }).waitFor()
    expect(await faults(page)).toEqual([])
    await enableByKeys()
    await byKeys()
    const table = dialog(page).getByRole('grid', { name: 'Memberships to decide' })
    await table.waitFor()
    expect(await faults(page)).toEqual([])
    await eventually(() => table.evaluate((each) => each === document.activeElement)).toBe(true)
    await press('ArrowDown', 'm')
    await dialog(page).getByRole('button', { name: 'Take 1 decision over and preview' }).waitFor()
    await byKeys()
    await plan(page)
    await appliedByKeys()
    for (const item of items) expect([item, await isAsDrafted(item)]).toEqual([item, true])
    await undone()
    // What somebody else did stays done.
    const { username = '', group = '', member = false } = first ?? {}
    expect(await isAsDrafted({ username, group, member })).toBe(true)
  })
})

test('an access review is decided by keys, signed off, applied and undone', { timeout: 240_000 }, async () => {
  const { rows } = await ask(page, 'groups.page', { sort: 'members', direction: 'desc', limit: 500 })
  const group = rows.find(({ name, members }) => members > 2 && members < 9 && /^[\w ]+$/.test(name))?.name ?? ''
  const members = (await ask(page, 'groups.get', { name: group, limit: 100 })).rows.map(({ username }) => username)
  await page.evaluate((one) => {
    location.hash = `#/groups?group=${encodeURIComponent(one)}`
  }, group)
  await page.getByRole('complementary').getByRole('button', { name: 'More' }).press('Enter')
  await page.getByRole('menuitem', { name: 'Review who is in it' }).press('Enter')
  const lines = page.getByRole('grid', { name: /^Members of/ })
  await lines.waitFor()
  await lines.focus()
  await press('r')
  await page.getByLabel(/^Why .* loses it$/).waitFor()
  await page.keyboard.type('Left the project')
  await press('Enter')
  for (let at = 1; at < members.length; at++) await press('k')
  await page.getByText(`${members.length} of ${members.length} decided`).waitFor()
  expect(await faults(page)).toEqual([])
  await page.getByLabel('Your name').fill('Rae Viewer')
  await page.getByRole('button', { name: `Sign off ${members.length} lines` }).press('Enter')
  await page.getByText(/^Signed off by Rae Viewer on .* It is as the journal says\.$/).waitFor()
  await enable(page)
  await page.getByRole('button', { name: 'Preview 1 removal' }).press('Enter')
  await plan(page)
  const done = await over(page, await send(page, byKeys))
  expect(done.rows).toMatchObject([{ outcome: 'confirmed', change: { kind: 'groups', remove: [group] } }])
  const gone = done.rows[0]?.change.username ?? ''
  expect(await groupsOf(gone)).not.toContain(group)
  await closed()
  await press('Control+z')
  await plan(page)
  await over(page, await send(page, byKeys))
  expect(await groupsOf(gone)).toContain(group)
})

test('a hundred invitations are sent again and withdrawn in bulk', { timeout: 240_000 }, async () => {
  await goTo(page, 'Joiners')
  await part(page, 'joiners', 'Many, from a list')
  const domain = (await ask(page, 'joiners.settings', {})).own[0]?.domain
  const list = Array.from({ length: 100 }, (_, n) => `bulk${n}@${domain};Bulk ${n}`)
  await page.getByLabel('Paste a table or addresses').fill(['E-Mail;Full name', ...list].join('\n'))
  await byKeys()
  const typed = async (many: number) => {
    const field = dialog(page).getByLabel(new RegExp(`^Type ${many} `))
    if ((await field.count()) > 0) await field.fill(String(many))
  }
  await page.getByRole('button', { name: 'Preview: add 100 people' }).press('Enter')
  await plan(page)
  await typed(100)
  await over(page, await send(page))
  await part(page, 'joiners', 'Invited')
  const invited = async () => (await ask(page, 'joiners.invited', { offset: 0, limit: 500 })).total
  const all = await invited()
  expect(all).toBeGreaterThanOrEqual(100)
  const tick = page.getByLabel('Select all')
  await eventually(async () => (await page.getByLabel(/^Select /).count()) - 1).toBe(all)
  expect(await faults(page)).toEqual([])
  for (const { button, kind, left } of [
    { button: `Invite ${all} people again`, kind: 'reinvite', left: all },
    { button: `Withdraw ${all} invitations`, kind: 'uninvite', left: 0 },
  ]) {
    await tick.press('Space')
    await page.getByRole('button', { name: button }).press('Enter')
    await plan(page)
    await typed(all)
    const { rows } = await over(page, await send(page))
    expect(rows.filter(({ change, outcome }) => change.kind !== kind || outcome !== 'confirmed')).toEqual([])
    expect(rows).toHaveLength(all)
    await eventually(invited).toBe(left)
  }
})

test('who comes again is shown with the groups of before beside those of now', { timeout: 120_000 }, async () => {
  const { rows } = await ask(page, 'users.page', { status: ['active'], limit: 200 })
  const [one] = rows.filter(({ groups: own, admin }) => own.length > 1 && !admin)
  const username = one?.username ?? ''
  const leaves = [...(one?.groups ?? [])].sort()[0] ?? ''
  const changes = [
    { kind: 'groups' as const, username, add: [], remove: [leaves] },
    { kind: 'disable' as const, username },
  ]
  for (const change of changes) {
    const made = await ask(page, 'changes.preview', { changes: [change], limit: 10 })
    const { job } = await ask(page, 'changes.apply', { plan: made.plan })
    await over(page, job)
  }
  await part(page, 'joiners', 'One person')
  await page.getByLabel('Work address').fill(username)
  const preview = page.getByRole('complementary', { name: 'Preview' })
  const before = preview.getByText(new RegExp(`${leaves} \\(until `))
  await before.waitFor()
  await preview.getByText('Groups now').waitFor()
  expect(await faults(page)).toEqual([])
  await preview.getByRole('button', { name: 'Choose 1 group' }).press('Enter')
  await preview.getByRole('button', { name: /^Preview: enable/ }).press('Enter')
  await (await plan(page)).getByText('Nobody is invited').waitFor()
  const { rows: done } = await over(page, await send(page))
  expect(done.filter(({ outcome }) => outcome !== 'confirmed')).toEqual([])
  await eventually(async () => (await ask(page, 'users.get', { username })).status).toBe('active')
  expect(await groupsOf(username)).toContain(leaves)
})
