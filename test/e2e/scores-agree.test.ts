import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from './acts.ts'
import { type Console, count, openConsole, openDemo } from './console.ts'

let opened: Console
const page = () => opened.page
beforeAll(async () => {
  opened = await openConsole()
  await openDemo(page())
}, 90_000)
afterAll(async () => {
  expect(opened.complaints).toEqual([])
  await opened.close()
})

async function overview(): Promise<void> {
  await page().getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: 'Overview', exact: true }).click()
  await page().getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
  await page().getByRole('region', { name: 'Managed users' }).waitFor()
}

/** How many the list says that it has: people, or shared folders. */
async function listed(): Promise<number> {
  const title = page().getByRole('heading', { level: 1, name: /^(Users|Shared folders)$/ })
  await title.waitFor()
  if ((await title.textContent()) === 'Users') return count(page())
  const head = (await title.locator('xpath=..').textContent()) ?? ''
  return Number(/([\d,]+) shared folders?/.exec(head)?.[1]?.replaceAll(',', ''))
}

test('each card of the overview opens a list of exactly as many as it is of', async () => {
  await overview()
  const sum = await ask(page(), 'scores.summary', {})
  if ('withheld' in sum) throw new Error('An admin is told everything.')
  const expected: Readonly<Record<string, number>> = {
    'Managed users': sum.users,
    'Active users': sum.active30Days,
    'Below 50': sum.belowThreshold,
    'Average score': sum.withScore,
    'Strong master password': sum.counted,
    'Shared folders': sum.sharedFolders,
  }
  const cards = page().locator('a[title^="Show the list: "]')
  const titles = await cards.evaluateAll((links) =>
    links.map((link) => link.getAttribute('title')?.replace('Show the list: ', '') ?? ''),
  )
  expect(titles.toSorted()).toEqual(Object.keys(expected).toSorted())
  for (const title of titles) {
    await overview()
    await page().getByTitle(`Show the list: ${title}`).click()
    await expect.poll(listed, { timeout: 15_000, message: title }).toBe(expected[title])
  }
}, 120_000)

test('each line of what needs attention opens a list of exactly so many', async () => {
  await overview()
  const buttons = page()
    .getByRole('complementary', { name: 'Needs attention' })
    .getByRole('button', { name: /^Show \d/ })
  await buttons.first().waitFor()
  const names = await buttons.evaluateAll((all) => all.map((button) => button.getAttribute('aria-label') ?? ''))
  expect(names.length).toBeGreaterThan(4)
  for (const name of names) {
    await overview()
    await page().getByRole('button', { name, exact: true }).click()
    const many = Number(/^Show ([\d,]+)/.exec(name)?.[1]?.replaceAll(',', ''))
    if (name.includes('Folders with')) {
      const risk = name.includes('without an administrator') ? 'no-admin' : 'sole-admin'
      const { total } = await ask(page(), 'folders.page', { risk, offset: 0, limit: 1 } as never)
      expect([name, total]).toEqual([name, many])
      await page()
        .getByRole('switch', { name: /^Managed by: (none|exactly one)$/ })
        .waitFor()
    } else await expect.poll(() => count(page()), { timeout: 15_000, message: name }).toBe(many)
  }
}, 120_000)

test('bands, departments and groups add up to the same people on both screens', async () => {
  await overview()
  const sum = await ask(page(), 'scores.summary', {})
  if ('withheld' in sum) throw new Error('An admin is told everything.')
  const bars = page().getByRole('list', { name: 'Scores of people' }).getByRole('listitem')
  const shown = await bars.evaluateAll((all) => all.map((bar) => Number(bar.querySelector('strong')?.textContent)))
  expect(shown).toEqual([...sum.distribution, sum.withoutScore])
  const bounds = [
    { maxScore: 25 },
    { aboveScore: 25, maxScore: 50 },
    { aboveScore: 50, maxScore: 75 },
    { aboveScore: 75 },
  ]
  for (const [band, filter] of bounds.entries()) {
    const { total } = await ask(page(), 'users.page', {
      ...{ ...filter, notStatus: ['disabled', 'invited'] },
      ...{ offset: 0, limit: 1 },
    })
    expect([band, total]).toEqual([band, shown[band]])
  }
  for (const kind of ['department', 'group'] as const) {
    const { rows } = await ask(page(), 'scores.scopes', { kind, days: 30 })
    for (const { name, users, withScore, average } of rows) {
      const of = await ask(page(), 'scores.summary', { [kind]: name })
      if ('withheld' in of) throw new Error('An admin is told everything.')
      expect([name, of.counted, of.withScore, of.average]).toEqual([name, users, withScore, average])
    }
  }
}, 60_000)
