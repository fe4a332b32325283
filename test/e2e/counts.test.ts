import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Console, count, openConsole, openDemo, row } from './console.ts'

let window: Console
const page = () => window.page
const menu = () => page().getByRole('dialog')
const go = (hash: string) =>
  page().evaluate((next) => {
    location.hash = next
  }, hash)
const numberIn = (text: string | null | undefined): number => Number((text ?? '').replaceAll(',', '').match(/\d+/)?.[0])

beforeAll(async () => {
  window = await openConsole()
  await openDemo(page())
})
afterAll(() => window?.close())

test('every number beside a filter is the number of people that pressing it lists', async () => {
  await page().getByRole('button', { name: 'Filter', exact: true }).click()
  const tabs = menu().getByRole('tab')
  await menu().getByRole('tab', { name: 'Department' }).waitFor()
  let pressed = 0
  for (let at = 0; at < (await tabs.count()); at++) {
    await tabs.nth(at).click()
    const boxes = menu().getByRole('tabpanel').locator('label:has(input[type="checkbox"]):has(.numbers)')
    // The first four of each field: what is counted one way is counted so for all of its values.
    for (let each = 0; each < Math.min(4, await boxes.count()); each++) {
      const box = boxes.nth(each)
      const label = (await box.textContent()) ?? ''
      const told = numberIn(await box.locator('.numbers').textContent())
      await box.locator('input').click()
      await expect.poll(() => count(page()), { message: label, timeout: 10_000 }).toBe(told)
      // What is ticked goes to the top of a long field.
      await menu().locator('input[type="checkbox"]:checked').click()
      await page().getByRole('group', { name: 'Filters' }).getByRole('switch').waitFor({ state: 'detached' })
      pressed++
    }
  }
  expect(pressed).toBeGreaterThan(25)
})

test('the button and the export of a list are about as many as its title says', async () => {
  await go('#/users?status=%5B%22never-logged-in%22%5D')
  await row(page(), 0).waitFor()
  await page().getByRole('group', { name: 'Filters' }).getByRole('switch').waitFor()
  const listed = await count(page())
  await page().getByRole('button', { name: 'Export', exact: true }).click()
  expect(
    numberIn(
      await page()
        .getByRole('menuitem', { name: /as CSV/ })
        .textContent(),
    ),
  ).toBe(listed)
  await page().keyboard.press('Escape')
  await page().getByRole('grid').first().focus()
  await page().keyboard.press('Control+a')
  const button = page()
    .getByRole('group', { name: 'Selection' })
    .getByRole('button', { name: /^Disable \d/ })
  expect(numberIn(await button.textContent())).toBe(listed)
})

test('the titles of the lists are the numbers of the freshness details', async () => {
  await go('#/users')
  await expect.poll(() => count(page())).toBeGreaterThan(200)
  await page()
    .getByRole('button', { name: /^As of/ })
    .click()
  const facts = Object.fromEntries(
    await page()
      .locator('dl.numbers > div')
      .evaluateAll((all) =>
        all.map((one) => [one.querySelector('dt')?.textContent ?? '', one.querySelector('dd')?.textContent ?? '']),
      ),
  ) as Record<string, string>
  // One press is enough, wherever the focus was.
  await page().keyboard.press('Escape')
  await page().locator('dl.numbers').waitFor({ state: 'detached' })
  expect(await page().evaluate(() => document.activeElement?.textContent)).toMatch(/^As of/)
  const title = () => page().getByTestId('count').textContent()
  expect(await title()).toBe(`${facts.Accounts} accounts and ${facts['Invited, no account yet']} invited`)
  await go('#/groups')
  await expect.poll(title, { timeout: 10_000 }).toBe(`${facts.Groups} groups`)
  await go('#/folders')
  await expect
    .poll(title, { timeout: 10_000 })
    .toMatch(new RegExp(`^${facts['Shared folders']} shared folders( and \\d+ deleted)?$`))
})
