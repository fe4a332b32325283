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
  await tenant.call('directory.sync', {})
  const { rows } = await tenant.call('users.page', { limit: 50 })
  for (const { username, status } of rows)
    if (status !== 'invited') tenant.demo.edit.set(username, { score: null, strength: 0 })
  await tenant.call('directory.sync', {})
  bridgeTo(tenant.app)
  page = await openPage()
}, 60_000)
afterAll(async () => {
  await page.close()
  await tenant.close()
})

test('of nobody there is no percentage: 0 of 0 is neither 0 nor 100 %', async () => {
  expect(await tenant.call('scores.summary', {})).toMatchObject({ withScore: 0, belowThreshold: 0, average: null })
  await drawScreen(page, '/overview')
  await page.until(() => queryClient.isFetching() === 0 && page.text().includes('nobody has a score'))
  const said = page.text()
  expect(said).toMatch(/0\s*of 0\s*nobody has a score/)
  expect(said).not.toMatch(/NaN|Infinity|\b100 %/)
})
