import { RouterProvider } from '@tanstack/react-router'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { App } from '../../../src/main/app.ts'
import { queryClient } from '../../../src/renderer/lib/application/queries.ts'
import { openTenant, type TestTenant } from '../../harness/application.ts'
import { bridgeTo } from '../bridge.ts'
import { openPage, type TestPage } from '../dom.tsx'

let page: TestPage
let tenant: TestTenant
const asked: string[] = []
beforeAll(async () => {
  tenant = await openTenant({ people: 40 })
  await tenant.call('directory.sync', {})
  const through: Pick<App, 'call' | 'listen'> = {
    call: ((name: string, input: unknown, options: never) => {
      asked.push(`${name} ${JSON.stringify(input)}`)
      return tenant.app.call(name as never, input, options)
    }) as App['call'],
    listen: (listener) => tenant.app.listen(listener),
  }
  bridgeTo(through)
  page = await openPage()
  // Never idle: parts are fetched when they are shown.
  Object.assign(globalThis, { requestIdleCallback: () => 0 })
}, 60_000)
afterAll(async () => {
  await page.close()
  await tenant.close()
})

test('a screen that is left is neither drawn from nothing nor by the address of the next', async () => {
  const { router } = await import('../../../src/renderer/app/router.tsx')
  await router.navigate({ to: '/users', search: { belowScore: 50 } })
  await page.draw(<RouterProvider router={router} />)
  const title = () => page.document.querySelector('h1')?.textContent
  await page.until(() => title() === 'Users' && queryClient.isFetching() === 0)
  const drawnAgain: string[] = []
  const observer = new MutationObserver((changes) => {
    for (const { addedNodes } of changes)
      for (const node of addedNodes)
        if ((node as Element).querySelector?.('h1')?.textContent === 'Users') drawnAgain.push('Users')
  })
  observer.observe(page.document.body, { childList: true, subtree: true })
  asked.length = 0
  await router.navigate({ to: '/' })
  await page.until(() => title() === 'Overview' && queryClient.isFetching() === 0)
  observer.disconnect()
  expect(drawnAgain).toEqual([])
  expect(asked.filter((call) => call.startsWith('users.page'))).toEqual([])
})
