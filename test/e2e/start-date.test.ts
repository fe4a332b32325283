import type { ElectronApplication, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, dialog, enable, eventually, faults, goTo, over, part, plan, send, sendAtOnce } from './acts.ts'
import { openDemo, settled } from './console.ts'
import { launch, makeHome } from './launch.ts'

// A joiner whose day comes while Provost is closed. Two zones that are 25 hours apart never have the same day: the later one is
// tomorrow, and no clock is touched.

const [early, late] = ['Pacific/Pago_Pago', 'Pacific/Kiritimati']
const dayIn = (timeZone: string) => new Intl.DateTimeFormat('en-CA', { timeZone }).format(Date.now())
const zone = process.env.TZ
const home = makeHome()
let app: ElectronApplication
let page: Page
const press = async (...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}
async function startIn(timeZone: string): Promise<void> {
  process.env.TZ = timeZone
  ;({ app, page } = await launch(home.home))
  page.setDefaultTimeout(15_000)
}
const preview = () => page.getByRole('complementary', { name: 'Preview' })
const bar = () => page.getByRole('region', { name: 'What waits and what runs' })

beforeAll(async () => {
  await startIn(early)
  await openDemo(page)
  await sendAtOnce(page)
})
afterAll(async () => {
  if (zone === undefined) delete process.env.TZ
  else process.env.TZ = zone
  await app.close()
  await home.remove()
})

test('an invitation is sent again by the button that the success offers', { timeout: 120_000 }, async () => {
  await enable(page)
  await goTo(page, 'Joiners')
  await page.getByLabel('First name').fill('Noor')
  await page.getByLabel('Last name').fill('Haddad')
  await page.getByText('Made of the names: noor.haddad@').waitFor()
  await press('Control+Enter')
  await plan(page)
  const added = await over(page, await send(page, () => press('Control+Enter')))
  const username = added.rows[0]?.change.username
  await page.getByRole('button', { name: 'Invite Noor Haddad again' }).press('Enter')
  await plan(page)
  const again = await over(page, await send(page, () => press('Control+Enter')))
  expect(again.rows).toMatchObject([{ outcome: 'confirmed', change: { kind: 'reinvite', username } }])
})

test('a joiner waits for the day, is asked about on every screen when it has come, and is added from there', {
  timeout: 240_000,
}, async () => {
  await page.getByLabel('First name').fill('Ines')
  await page.getByLabel('Last name').fill('Duarte')
  const day = dayIn(late)
  expect(day > dayIn(early)).toBe(true)
  await page.getByLabel('Start date').fill(day)
  await preview()
    .getByRole('button', { name: `Preview: add Ines on ${day}` })
    .press('Enter')
  await (await plan(page)).getByRole('button', { name: 'Keep for later' }).press('Enter')
  await eventually(() => dialog(page).count()).toBe(0)
  await bar().waitFor()
  expect(await bar().textContent()).not.toContain('Due')
  await part(page, 'joiners', 'Waiting for a start date')
  await page
    .getByRole('row', { name: /Ines Duarte/ })
    .getByText('Waits, then asks')
    .waitFor()
  await app.close()

  await startIn(late)
  await settled(page)
  await bar().getByText('Due: Ines Duarte').waitFor()
  expect(await faults(page)).toEqual([])
  await goTo(page, 'Joiners')
  await part(page, 'joiners', 'Waiting for a start date')
  await page
    .getByRole('row', { name: /Ines Duarte/ })
    .getByText('Due', { exact: true })
    .waitFor()
  await enable(page)
  await bar().getByRole('button', { name: 'Preview the joiner' }).press('Enter')
  await (await plan(page)).getByText('Ines Duarte').first().waitFor()
  const { rows } = await over(page, await send(page))
  expect(rows).toMatchObject([{ outcome: 'confirmed', change: { kind: 'add', fullname: 'Ines Duarte' } }])
  await eventually(async () => (await ask(page, 'joiners.waiting', {})).rows).toEqual([])
  await eventually(async () => (await bar().count()) === 0 || !(await bar().textContent())?.includes('Due')).toBe(true)
})
