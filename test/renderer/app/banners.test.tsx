import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Banners } from '../../../src/renderer/app/banners/banners.tsx'
import { forgetDraft, loadDraft } from '../../../src/renderer/features/groups/draft.ts'
import { heed, queryClient } from '../../../src/renderer/lib/application/queries.ts'
import { openTenant, type TestTenant } from '../../harness/application.ts'
import { bridgeTo } from '../bridge.ts'
import { openPage, type TestPage } from '../dom.tsx'

let page: TestPage
let tenant: TestTenant
let stop: () => void
/** A call that fails. */
let unread = ''
beforeAll(async () => {
  tenant = await openTenant({ people: 40 })
  await tenant.call('directory.sync', {})
  bridgeTo({
    call: (async (name: string, input: unknown, options: never) =>
      name === unread
        ? { ok: false, failure: { code: 'storage', message: 'The database could not be read.' } }
        : tenant.app.call(name, input, options)) as typeof tenant.app.call,
    listen: (listener) => tenant.app.listen(listener),
  })
  stop = tenant.app.listen(heed)
  page = await openPage()
  const router = createRouter({
    routeTree: createRootRoute({ component: Banners }),
    history: createMemoryHistory({ initialEntries: ['/'] }),
  })
  await page.draw(<RouterProvider router={router as never} />)
}, 60_000)
afterAll(async () => {
  stop()
  queryClient.clear()
  await page.close()
  await tenant.close()
})

test('no banner contradicts a newer one: an answer after a refused hash takes its banner away', async () => {
  const refused = 'LastPass refused the provisioning hash.'
  tenant.demo.misbehave({ how: { kind: 'hash-reset' } })
  await tenant.refused('directory.sync', {})
  await page.until(() => page.text().includes(refused))
  // The same hash is taken again, and what comes is an answer that nobody trusts.
  tenant.demo.misbehave({ how: { kind: 'empty' }, on: 'getuserdata' })
  await tenant.refused('directory.sync', {})
  await page.until(() => page.text().includes('LastPass answered with 0 accounts; before there were'))
  expect(page.text()).not.toContain(refused)
  expect(page.text()).toContain('invitations not counted')
  tenant.demo.misbehave(null)
  await tenant.call('directory.sync', {})
  await page.until(() => page.text() === '')
})

test('a draft that cannot be read is told on every screen, until it can', async () => {
  unread = 'groups.draft'
  forgetDraft()
  await loadDraft().catch(() => undefined)
  await page.until(() => page.text().includes('What was drafted for the members of groups could not be read.'))
  expect(page.text()).toContain('The database could not be read.')
  unread = ''
  const again = [...page.document.querySelectorAll('button')].find((button) => button.textContent === 'Try again')
  again?.click()
  await page.until(() => page.text() === '')
})
