import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { heed, queryClient } from '../../../../src/renderer/lib/application/queries.ts'
import { openTenant, type TestTenant } from '../../../harness/application.ts'
import { bridgeTo } from '../../bridge.ts'
import { openPage, type TestPage } from '../../dom.tsx'
import { drawScreen, untilSettled } from '../../screen.tsx'

// Lists of joiners that are longer than what is drawn of them, and what is typed while a refresh comes.
let page: TestPage
let tenant: TestTenant

beforeAll(async () => {
  tenant = await openTenant({ people: 400 })
  for (let n = 0; n < 510; n++) tenant.demo.edit.invite(`invited${n}@example.com`)
  await tenant.call('directory.sync', {})
  bridgeTo(tenant.app)
  tenant.app.listen(heed)
  page = await openPage()
}, 60_000)
afterEach(async () => {
  await page.draw(null)
  queryClient.clear()
})
afterAll(async () => {
  await page.close()
  await tenant.close()
})

const button = (name: RegExp) =>
  [...page.document.querySelectorAll('button')].find(({ textContent }) => name.test(textContent ?? ''))
const departments = () =>
  [...page.document.querySelectorAll('button')].filter(({ textContent }) => textContent === 'Remove').length

test('selecting all who are invited selects those too who are not listed', async () => {
  const { total } = await tenant.call('joiners.invited', { offset: 0, limit: 1 })
  expect(total).toBeGreaterThan(500)
  await drawScreen(page, '/joiners?part=invited')
  await untilSettled(page)
  expect(page.text()).toContain('The 500 longest are listed')
  page.document.querySelector<HTMLInputElement>('input[aria-label="Select all"]')?.click()
  await page.until(() => button(new RegExp(`^Invite ${total} people again$`)) !== undefined)
})

test('whoever is not as the rules say is counted beyond those who are named', async () => {
  const { departments: rules } = await tenant.call('joiners.settings', {})
  const group = (await tenant.call('groups.page', { sort: 'members', limit: 1 })).rows[0]?.name ?? ''
  await tenant.call('joiners.saveSettings', {
    departments: rules.map((one) => ({ ...one, groups: [group] })),
  })
  const { total } = await tenant.call('joiners.drift', {})
  expect(total).toBeGreaterThan(50)
  await drawScreen(page, '/joiners?part=rules')
  await untilSettled(page)
  expect(page.text()).toContain(`Not as the rules say: ${total} people`)
  expect(page.text()).toContain(`and ${total - 50} more`)
})

test('what was changed in the rules and not saved is still there after a refresh that counts other people', async () => {
  await drawScreen(page, '/joiners?part=rules')
  await untilSettled(page)
  const before = departments()
  button(/^Remove$/)?.click()
  await page.until(() => departments() === before - 1)
  tenant.demo.edit.invite('somebody.else@example.com')
  const { seatsUsed } = await tenant.call('joiners.settings', {})
  await tenant.call('directory.sync', {})
  await page.until(() => page.text().includes(`${seatsUsed + 1} are in use`))
  expect(departments()).toBe(before - 1)
})
