import { afterAll, beforeAll, expect, test } from 'vitest'
import { heed, queryClient } from '../../../../src/renderer/lib/application/queries.ts'
import { openTenant, type TestTenant } from '../../../harness/application.ts'
import { bridgeTo } from '../../bridge.ts'
import { openPage, type TestPage } from '../../dom.tsx'
import { drawScreen } from '../../screen.tsx'

let page: TestPage
let tenant: TestTenant
let stop: () => void
beforeAll(async () => {
  tenant = await openTenant({ people: 40 }, { writing: true })
  await tenant.call('directory.sync', {})
  bridgeTo(tenant.app)
  stop = tenant.app.listen(heed)
  page = await openPage()
}, 60_000)
afterAll(async () => {
  stop()
  queryClient.clear()
  await page.close()
  await tenant.close()
})

test('the card of a plan that waits follows a refresh, and its button has the same number', async () => {
  const { rows } = await tenant.call('users.page', { status: ['active'], admin: false, limit: 3 })
  const [made, gone, left] = rows.map(({ username }) => username) as [string, string, string]
  const changes = [made, gone, left].map((username) => ({ kind: 'disable' as const, username }))
  const { plan } = await tenant.call('changes.preview', { changes })
  await tenant.call('changes.keep', { plan })
  await drawScreen(page, '/changes?part=waiting')
  await page.until(() => page.text().includes('3 as you saw it'))
  expect(page.text()).toContain('Apply 3 changes')
  // Somebody else disables one of them and takes another out of the company; nobody presses Compare.
  tenant.demo.edit.disable(made)
  tenant.demo.edit.removeUser(gone)
  await tenant.call('directory.sync', {})
  await page.until(() => page.text().includes('1 as you saw it'))
  expect(page.text()).toMatch(/1 already done/)
  expect(page.text()).toMatch(/1 (no longer possible|impossible)/)
  expect(page.text()).toContain('Apply 1 change')
})
