import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, over } from './acts.ts'
import { type Console, connect, openConsole, openService } from './console.ts'

let window: Console
let service: Awaited<ReturnType<typeof openService>>
const page = () => window.page
/** What opens over the page, and takes the focus while it is there. */
const surfaces = '[role="dialog"]:visible, [role="menu"]:visible, [role="listbox"]:visible'
/** Acts that open nothing. */
const acts = /^(Refresh|Try again|Hide|Check \d|Enable changes|Discard|Apply|Verify|Copy|Read |Search or command)/

/** What has the focus once everything that a key did was drawn. */
const focused = () =>
  page().evaluate(
    () =>
      new Promise<{ isOpener: boolean; role: string | null; what: string }>((resolve) =>
        requestAnimationFrame(() =>
          requestAnimationFrame(() => {
            const has = document.activeElement
            resolve({
              isOpener: has?.hasAttribute('data-opener') ?? false,
              role: has?.getAttribute('role') ?? null,
              what: `${has?.tagName} ${has?.getAttribute('aria-label') ?? has?.textContent?.trim().slice(0, 40)}`,
            })
          }),
        ),
      ),
  )
const open = async (address: string) => {
  await page().evaluate((next) => {
    location.hash = '#/overview'
    location.hash = next
  }, address)
  await page().locator('#content h1').waitFor()
}
/** The names of the buttons of the screen and its panel, rows of tables left out; with `take`: gives the one of that name the focus. */
const buttons = (take?: string) =>
  page().evaluate((wanted) => {
    const places = '#content button, [role="complementary"] button, header button'
    const found = [...document.querySelectorAll<HTMLButtonElement>(places)].filter(
      (button) => button.checkVisibility() && !button.disabled && !button.closest('[role="row"]'),
    )
    const nameOf = (button: HTMLElement) => (button.getAttribute('aria-label') ?? button.textContent ?? '').trim()
    const button = wanted === undefined ? undefined : found.find((each) => nameOf(each) === wanted)
    for (const before of document.querySelectorAll('[data-opener]')) before.removeAttribute('data-opener')
    button?.setAttribute('data-opener', '')
    button?.focus()
    return button === undefined && wanted !== undefined ? [] : [...new Set(found.map(nameOf))]
  }, take)

beforeAll(async () => {
  service = await openService({ people: 60 })
  window = await openConsole()
  await connect(page(), service)
  await ask(page(), 'guards.set', { holdSeconds: 0 })
  await window.app.evaluate(({ dialog: dialogs }) => {
    dialogs.showSaveDialog = (async () => ({ canceled: true, filePath: '' })) as typeof dialogs.showSaveDialog
    dialogs.showOpenDialog = (async () => ({ canceled: true, filePaths: [] })) as typeof dialogs.showOpenDialog
  })
  // A job, a plan that waits and a case, so that their screens have something to open.
  await ask(page(), 'writing.enable', {})
  const { rows } = await ask(page(), 'users.page', { status: ['active'], admin: false, limit: 3 })
  const [first, second, third] = rows.map(({ username }) => username)
  const sent = await ask(page(), 'changes.preview', { changes: [{ kind: 'disable', username: first ?? '' }] })
  await over(page(), (await ask(page(), 'changes.apply', { plan: sent.plan })).job)
  const kept = await ask(page(), 'changes.preview', { changes: [{ kind: 'disable', username: second ?? '' }] })
  await ask(page(), 'changes.keep', { plan: kept.plan })
  const { batch } = await ask(page(), 'leavers.start', { usernames: [third ?? ''], action: 'disable' })
  await over(page(), (await ask(page(), 'leavers.apply', { batch })).job)
})
afterAll(async () => {
  await window?.close()
  await service?.served.close()
})

const screens = [
  '/users?person=SOMEBODY',
  '/overview',
  '/leavers?part=cases',
  '/leavers?part=compare',
  '/joiners?part=rules',
  '/groups',
  '/folders',
  '/audit',
  '/scores',
  '/changes',
  '/changes?part=waiting',
  '/changes?part=journal',
  '/settings?part=companies',
  '/settings?part=seat',
]

test.each(screens)('on %s the focus is back where it was, whatever was opened and closed by Esc', async (screen) => {
  const { rows } = await ask(page(), 'users.page', { limit: 1 })
  const address = screen.replace('SOMEBODY', encodeURIComponent(rows[0]?.username ?? ''))
  await open(address)
  await expect.poll(async () => (await buttons()).length, { timeout: 10_000 }).toBeGreaterThan(0)
  const lost: string[] = []
  // Two of each kind: "What ... means" and "Acts for ..." stand there a dozen times.
  const seen = new Map<string, number>()
  for (const name of await buttons()) {
    const kind = name.split(' ')[0] ?? ''
    seen.set(kind, (seen.get(kind) ?? 0) + 1)
    if (name === '' || acts.test(name) || (seen.get(kind) ?? 0) > 2) continue
    if ((await buttons(name)).length === 0) {
      await open(address)
      if ((await buttons(name)).length === 0) continue
    }
    const [before, was] = [await page().locator(surfaces).count(), page().url()]
    await page().keyboard.press('Enter')
    const there = await focused()
    // Late parts come a moment after; what opens nothing costs no more than this look.
    await page()
      .locator(surfaces)
      .nth(before)
      .waitFor({ timeout: 250 })
      .catch(() => {})
    if ((await page().locator(surfaces).count()) <= before) {
      if (there.what.startsWith('BODY') && (await focused()).what.startsWith('BODY')) lost.push(`${name}: pressed`)
      if (page().url() !== was) await open(address)
      continue
    }
    for (let pressed = 0; pressed < 3 && (await page().locator(surfaces).count()) > before; pressed++) {
      await page().keyboard.press('Escape')
      await page()
        .locator(surfaces)
        .nth(before)
        .waitFor({ state: 'detached', timeout: 500 })
        .catch(() => {})
    }
    const back = await focused()
    if ((await page().locator(surfaces).count()) > before) lost.push(`${name}: stays open`)
    else if (!back.isOpener && back.role !== 'grid') lost.push(`${name}: ${back.what}`)
  }
  expect(lost).toEqual([])
})

test('the focus goes to the neighbour of a chip that is removed, and to Filter after the last', async () => {
  await open('/users?status=%5B%22active%22%5D&admin=false')
  const filters = page().getByRole('group', { name: 'Filters' })
  for (const next of [/^Remove filter|^Filter$/, /^Filter$/]) {
    await filters
      .getByRole('button', { name: /^Remove filter/ })
      .first()
      .focus()
    await page().keyboard.press('Enter')
    await expect
      .poll(() =>
        page().evaluate(
          () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent,
        ),
      )
      .toMatch(next)
  }
})

test('a button whose menu started something gets the focus back once that is over', async () => {
  await open('/users')
  const button = page().getByRole('button', { name: 'Export', exact: true })
  await button.focus()
  await page().keyboard.press('Enter')
  await page()
    .getByRole('menuitem', { name: /as CSV/ })
    .waitFor()
  await page().keyboard.press('ArrowDown')
  await page().keyboard.press('Enter')
  await page().getByRole('menu').waitFor({ state: 'detached' })
  await expect.poll(() => button.evaluate((one) => one === document.activeElement)).toBe(true)
})
