import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from './acts.ts'
import { type Console, connect, openConsole, openService } from './console.ts'

// What the matrix tells a screen reader, by Chromium's own tree of what is accessible.

let service: Awaited<ReturnType<typeof openService>>
let window: Console
const page = () => window.page
const press = async (...keys: string[]) => {
  for (const key of keys) await page().keyboard.press(key)
}
const long = 'A group whose name is longer than the head of a column has room for'
const matrix = () => page().getByRole('grid', { name: 'Matrix of people and groups' })

/** Names and states of what the matrix says, by role, and what it says to be active. */
async function told() {
  const session = await page().context().newCDPSession(page())
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  const { root } = await session.send('DOM.getDocument', { depth: 0 })
  const active = await matrix().getAttribute('aria-activedescendant')
  const { nodeId } = await session.send('DOM.querySelector', { nodeId: root.nodeId, selector: `#${active}` })
  const { nodes: around } = await session.send('Accessibility.getPartialAXTree', { nodeId, fetchRelatives: true })
  await session.detach()
  const shown = nodes.filter(({ ignored }) => !ignored)
  const of = (role: string) =>
    shown.filter((node) => node.role?.value === role).map(({ name, description }) => [name?.value, description?.value])
  const here = around[0]
  const selected = here?.properties?.find(({ name }) => name === 'selected')?.value.value
  return {
    columns: of('columnheader').map(([name]) => name),
    rows: new Map(of('rowheader') as [string, string][]),
    here: [here?.role?.value, here?.name?.value, selected],
    /** The rows above it. */
    within: around.slice(1).map(({ role }) => role?.value),
  }
}
const status = async () => (await page().getByRole('status').allInnerTexts()).join(' ').replaceAll(/\s+/g, ' ')

beforeAll(async () => {
  service = await openService({ people: 20 })
  const { edit } = service.demo
  for (const name of ['aaa', 'aab']) {
    edit.addUser(`${name}@example.com`, { fullname: `Zz${name} Told` })
    edit.addToGroup(`${name}@example.com`, long)
  }
  edit.addUser('aac@example.com', { fullname: 'Zzaac Told' })
  edit.addToGroup('aaa@example.com', 'Crew')
  window = await openConsole()
  await connect(page(), service)
})
afterAll(async () => {
  await window.close()
  await service.served.close()
})

test('the matrix tells what a cell is, whose and of which group, and what waits in it', {
  timeout: 120_000,
}, async () => {
  await page().evaluate(() => {
    location.hash = '#/groups?matrix=true'
  })
  await page().getByLabel('Find a person').fill('Told')
  await eventually(() => matrix().getAttribute('aria-rowcount')).toBe('4')
  await page().getByLabel('Find a group').fill('Crew')
  await eventually(() => matrix().getAttribute('aria-colcount')).toBe('2')
  await page().getByLabel('Find a group').fill('longer than')
  await eventually(() => matrix().locator('[role="columnheader"]').nth(1).getAttribute('title')).toContain(long)
  await matrix().focus()
  await press('Control+Home')
  await eventually(status).toContain(`Zzaaa Told × ${long} member`)
  const before = await told()
  expect(before.columns).toEqual(['Person, and how many groups', `${long}: 2 members`])
  expect(before.here).toEqual(['gridcell', `Zzaaa Told, ${long}: member`, undefined])
  expect(before.within).toContain('row')
  expect([...before.rows.keys()]).toEqual([
    'Zzaaa Told, in 2 groups',
    'Zzaab Told, in 1 group',
    'Zzaac Told, in 0 groups',
  ])
  expect(before.rows.get('Zzaab Told, in 1 group')).toBe(long)

  await press('Space')
  await eventually(status).toContain(`Zzaaa Told × ${long} − will be removed`)
  await eventually(status).toContain('1 change in 1 person: 1 removed')
  const ticked = await told()
  expect(ticked.here).toEqual(['gridcell', `Zzaaa Told, ${long}: will be removed`, undefined])
  expect(ticked.columns[1]).toBe(`${long}: 2 members, 1 with the draft`)
  expect(ticked.rows.has('Zzaaa Told, in 2 groups, 1 with the draft')).toBe(true)

  // What waits is told of rows without the focus as well, and a block is said to be one.
  await press('ArrowDown', 'Shift+ArrowDown')
  await eventually(status).toContain('2 cells selected')
  const block = await told()
  expect(block.here).toEqual(['gridcell', `Zzaac Told, ${long}: not a member`, true])
  expect(block.rows.get('Zzaaa Told, in 2 groups, 1 with the draft')).toBe(`${long} (will be removed)`)
})
