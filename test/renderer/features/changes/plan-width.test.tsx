import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Change } from '../../../../src/contract/change.ts'
import { closePlan, showPlan } from '../../../../src/renderer/features/changes/open-dialogs.ts'
import { PlanDialog } from '../../../../src/renderer/features/changes/plan/plan-dialog.tsx'
import { queryClient } from '../../../../src/renderer/lib/application/queries.ts'
import { openTenant, type TestTenant } from '../../../harness/application.ts'
import { bridgeTo } from '../../bridge.ts'
import { openPage, type TestPage } from '../../dom.tsx'

let page: TestPage
let tenant: TestTenant
const username = 'lee.leaver@example.com'
beforeAll(async () => {
  tenant = await openTenant({ people: 20 }, { writing: true })
  tenant.demo.edit.addUser(username, { fullname: 'Lee Leaver' })
  await tenant.call('directory.sync', {})
  bridgeTo(tenant.app)
  page = await openPage()
}, 60_000)
afterEach(() => queryClient.clear())
afterAll(async () => {
  await page.close()
  await tenant.close()
})

test('the dialog of a plan is as wide for every kind of change, before it has come and after', async () => {
  const widths = new Set<string>()
  const width = () =>
    page.document.querySelector<HTMLElement>('.mantine-Modal-root')?.style.getPropertyValue('--modal-size')
  const changes: Change[] = [
    { kind: 'disable', username },
    { kind: 'delete', username },
    { kind: 'add', username: 'new.person@example.com' },
  ]
  for (const change of changes) {
    showPlan({ changes: [change] })
    await page.draw(<PlanDialog key={change.kind} />)
    await page.until(() => page.document.querySelector('.mantine-Modal-root') !== null)
    widths.add(width() ?? '')
    await page.until(() => page.document.querySelector('footer') !== null)
    widths.add(width() ?? '')
    closePlan()
  }
  expect([...widths]).toEqual([expect.stringMatching(/\d/)])
})
