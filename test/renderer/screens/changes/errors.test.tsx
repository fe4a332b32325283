import { afterAll, beforeAll, expect, test } from 'vitest'
import { queryClient } from '../../../../src/renderer/lib/application/queries.ts'
import { openTenant, type TestTenant } from '../../../harness/application.ts'
import { bridgeTo } from '../../bridge.ts'
import { openPage, type TestPage } from '../../dom.tsx'
import { drawScreen } from '../../screen.tsx'

let page: TestPage
let tenant: TestTenant
beforeAll(async () => {
  tenant = await openTenant({ people: 20 })
  bridgeTo(tenant.app)
  page = await openPage()
}, 60_000)
afterAll(async () => {
  queryClient.clear()
  await page.close()
  await tenant.close()
})

test('what the system says of a broken connection is not called LastPass’ own words', async () => {
  tenant.demo.misbehave({ how: { kind: 'unreachable' } })
  await tenant.refused('directory.sync', {})
  const { rows } = await tenant.call('errors.page', { offset: 0, limit: 1 })
  expect(rows[0]?.details).toMatch(/^[A-Z_]+$/)
  await drawScreen(page, '/changes?part=errors')
  await page.until(() => page.document.querySelector('details') !== null)
  const shown = page.document.querySelector('details')
  expect(shown?.querySelector('pre')?.textContent).toBe(rows[0]?.details)
  expect(shown?.querySelector('summary')?.textContent).toBe('Details')
})
