import { afterAll, beforeAll, expect, test } from 'vitest'
import { heed, queryClient } from '../../../../src/renderer/lib/application/queries.ts'
import { openTenant, type TestTenant } from '../../../harness/application.ts'
import { bridgeTo } from '../../bridge.ts'
import { openPage, type TestPage } from '../../dom.tsx'
import { drawScreen } from '../../screen.tsx'

// What the panel of a person says they can reach, as memberships change.
let page: TestPage
let tenant: TestTenant
const username = 'ann@example.com'

beforeAll(async () => {
  tenant = await openTenant({ people: 20 })
  const { edit } = tenant.demo
  edit.addUser(username, { fullname: 'Ann Example' })
  edit.createGroup('Crew')
  edit.addToGroup(username, 'Crew')
  edit.addUser('ben@example.com')
  edit.addToGroup('ben@example.com', 'Crew')
  const users = [{ group_name: 'Crew', readonly: 1, give: 1, can_administer: 0 }]
  tenant.demo.misbehave({
    how: { kind: 'answering', body: JSON.stringify({ '77': { sharedfoldername: 'Boats', users } }) },
    on: 'getsfdata',
  })
  await tenant.call('directory.sync', {})
  bridgeTo(tenant.app)
  tenant.app.listen(heed)
  page = await openPage()
}, 60_000)
afterAll(async () => {
  await page.close()
  queryClient.clear()
  await tenant.close()
})

test('is by the groups they are in now, also where the folders were read before', async () => {
  await drawScreen(page, `/users?person=${encodeURIComponent(username)}`)
  await page.until(() => page.text().includes('Folders 1'))
  const { plan } = await tenant.call('changes.preview', {
    changes: [{ kind: 'groups', username, add: [], remove: ['Crew'] }],
  })
  await tenant.call('writing.enable', {})
  await tenant.call('guards.set', { holdSeconds: 0 })
  const { job } = await tenant.call('changes.apply', { plan })
  const done = await tenant.call('jobs.wait', { job, timeoutMs: 20_000 })
  expect(done.rows.map(({ outcome }) => outcome)).toEqual(['confirmed'])
  await page.until(() => page.text().includes('Folders 0'))
})
