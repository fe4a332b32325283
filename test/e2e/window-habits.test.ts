import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, enable, eventually, focused, goTo, part } from './acts.ts'
import { type Console, connect, grid, heads, openConsole, openService, resize, row } from './console.ts'

// What people expect of any window, in the smallest that is promised: keys that go back, hints that hide nothing, columns that stay.

let service: Awaited<ReturnType<typeof openService>>
let opened: Console
const page = () => opened.page
const long = `${'long.'.repeat(12)}name@example.com`
beforeAll(async () => {
  service = await openService({ people: 60 })
  service.demo.edit.addUser(long, { fullname: '' })
  service.demo.edit.addUser('kim.one@example.com', {
    fullname: 'Kim Twin',
    lastLogin: Math.floor(Date.now() / 1000) - 400 * 86_400,
  })
  service.demo.edit.addUser('kim.two@example.com', { fullname: 'Kim Twin' })
  opened = await openConsole({ width: 1280, height: 800 })
  await connect(page(), service)
})
afterAll(async () => {
  expect(opened.complaints).toEqual([])
  await opened.close()
  await service.served.close()
})
const title = () => page().getByRole('heading', { level: 1 }).first().textContent()

test('Alt with the arrows goes back and forward, and Ctrl+F to the search of the list', async () => {
  await goTo(page(), 'Users')
  await goTo(page(), 'Shared folders')
  await page().keyboard.press('Alt+ArrowLeft')
  await eventually(title).toBe('Users')
  await page().keyboard.press('Alt+ArrowRight')
  await eventually(title).toBe('Shared folders')
  await page().keyboard.press('Alt+ArrowLeft')
  await eventually(title).toBe('Users')
  await grid(page()).focus()
  await page().keyboard.press('Control+f')
  expect(await focused(page())).toBe('Search name or address')
})

test('no hint of the top bar lies over what stands below it', async () => {
  const bar = page().getByRole('banner')
  const { height = 0 } = (await bar.boundingBox()) ?? {}
  for (const name of ['Refresh from LastPass', 'All keys']) {
    await bar.getByRole('button', { name }).hover()
    const hint = page().getByRole('tooltip')
    await hint.waitFor()
    const box = await hint.boundingBox()
    expect((box?.y ?? 1000) + (box?.height ?? 0), name).toBeLessThanOrEqual(height)
    await page().mouse.move(640, 500)
    await hint.waitFor({ state: 'detached' })
  }
})

test('a window of 960 leaves the company its name, also while changes are on', async () => {
  await enable(page())
  await resize(opened.app, 960, 700)
  const company = page()
    .getByRole('button', { name: /^Company:/ })
    .getByText('Example Ltd')
  await eventually(() => company.evaluate((each) => each.scrollWidth <= each.clientWidth)).toBe(true)
  await resize(opened.app, 1280, 800)
})

test('a window of 1000 shows what each line of the journal says, without scrolling sideways', async () => {
  await goTo(page(), 'Changes')
  await part(page(), 'changes', 'Journal')
  await resize(opened.app, 1000, 700)
  await row(page(), 0).getByRole('gridcell').first().waitFor()
  await eventually(() => grid(page()).evaluate((table) => table.scrollWidth <= table.clientWidth)).toBe(true)
  expect(await heads(page())).toContain('What it says')
  await resize(opened.app, 1280, 800)
})

test('a list of leavers shows at 1280 who is proposed, why, and when they last logged in', async () => {
  await goTo(page(), 'Leavers')
  await page().getByLabel('Who leaves?').fill('Kim Twin\nkim.one@example.com')
  await page().keyboard.press('Control+Enter')
  await page().getByText('What becomes of the account').waitFor()
  await row(page(), 0).getByRole('gridcell').first().waitFor()
  expect(await heads(page())).toEqual(['Given', 'Result', 'Account, or who is proposed', 'Last login', 'Why'])
  // Nothing stands beyond the edge: the table is as wide as its place.
  expect(await grid(page()).evaluate((table) => table.scrollWidth <= table.clientWidth)).toBe(true)
  const cut = () =>
    row(page(), 1)
      .getByText('13 months ago')
      .evaluate((words) => {
        const cell = words.closest('[role="gridcell"]') as HTMLElement
        return cell.scrollWidth > cell.clientWidth
      })
  await eventually(cut).toBe(false)
})

test('while a row is decided in a window of 1000, the list above it has rows in view', async () => {
  await resize(opened.app, 1000, 800)
  await page().keyboard.press('Escape')
  await goTo(page(), 'Leavers')
  await page()
    .getByLabel('Who leaves?')
    .fill(Array.from({ length: 9 }, () => 'Kim Twin').join('\n'))
  await page().keyboard.press('Control+Enter')
  await page().getByText('What becomes of the account').waitFor()
  await row(page(), 0).getByRole('gridcell').first().click()
  await page().getByRole('button', { name: 'Leave this row out' }).waitFor()
  const seen = () =>
    grid(page()).evaluate((table) => {
      const place = table.getBoundingClientRect()
      const rows = [...table.querySelectorAll('[role="row"]')].map((each) => each.getBoundingClientRect())
      return rows.filter(({ top, bottom }) => top >= place.top && bottom <= place.bottom).length - 1
    })
  await eventually(async () => (await seen()) >= 3).toBe(true)
  await resize(opened.app, 1280, 800)
})

test('a member of a folder without a name says so, and a long address is cut with dots before its @', async () => {
  const { rows } = await ask(page(), 'folders.page', { deleted: false, limit: 1 })
  const folder = rows[0]
  service.demo.edit.addToFolder(folder?.id ?? '', long)
  await ask(page(), 'directory.sync', {})
  await page().evaluate((id) => {
    location.hash = `#/folders?folder=%22${id}%22`
  }, folder?.id)
  const panel = page().getByRole('complementary', { name: `Shared folder ${folder?.name}` })
  const cell = panel.getByRole('gridcell').filter({ hasText: 'no name' })
  await cell.waitFor()
  const address = cell.getByTitle(long)
  const parts = await address.evaluate((whole) => {
    const [name, domain] = [whole.firstElementChild as HTMLElement, whole.lastElementChild as HTMLElement]
    return {
      cut: name.scrollWidth > name.clientWidth && getComputedStyle(name).textOverflow,
      domain: domain.textContent,
      inside:
        domain.getBoundingClientRect().right <=
        (whole.closest('[role="gridcell"]') as HTMLElement).getBoundingClientRect().right,
    }
  })
  expect(parts).toEqual({ cut: 'ellipsis', domain: '@example.com', inside: true })
})
