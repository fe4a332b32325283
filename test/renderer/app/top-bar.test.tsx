import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Tenant } from '../../../src/contract/model.ts'
import type { App } from '../../../src/main/app.ts'
import { TopBar } from '../../../src/renderer/app/top-bar/top-bar.tsx'
import { heed, queryClient } from '../../../src/renderer/lib/application/queries.ts'
import { openTenant, type TestTenant } from '../../harness/application.ts'
import { bridgeTo } from '../bridge.ts'
import { openPage, type TestPage } from '../dom.tsx'

let page: TestPage
let tenant: TestTenant
let open: Tenant
let stop: () => void
/** The seat that the workstation says it has. */
let seat: string | null = null

beforeAll(async () => {
  tenant = await openTenant({ people: 20 })
  await tenant.call('directory.sync', {})
  const call = (async (name: string, input: unknown, options: never) => {
    const answer = await tenant.app.call(name, input, options)
    return name === 'app.state' && seat !== null && answer.ok
      ? { ...answer, value: { ...(answer.value as object), seat } }
      : answer
  }) as App['call']
  bridgeTo({ call, listen: (listener) => tenant.app.listen(listener) })
  stop = tenant.app.listen(heed)
  open = (await tenant.call('app.state', {})).tenants[0] as Tenant
  page = await openPage()
}, 60_000)
afterAll(async () => {
  stop()
  queryClient.clear()
  await page.close()
  await tenant.close()
})

let drawn = 0
async function draw(): Promise<void> {
  queryClient.clear()
  const router = createRouter({
    routeTree: createRootRoute({ component: () => <TopBar tenant={open} onKeys={() => {}} /> }),
    history: createMemoryHistory({ initialEntries: ['/'] }),
  })
  await page.draw(<RouterProvider key={drawn++} router={router as never} />)
  await page.until(() => page.text().includes(open.label) && queryClient.isFetching() === 0)
}
const button = (words: RegExp) =>
  [...page.document.querySelectorAll<HTMLElement>('header button')].find(({ textContent }) =>
    words.test(textContent ?? ''),
  )

test.each([
  ['help-desk', 'Seat: Help desk'],
  ['manager', 'Seat: Manager'],
])('a seat with fewer rights stands at the top of every screen: %s', async (of, words) => {
  seat = of
  await draw()
  expect(button(/^Seat: /)?.textContent).toBe(words)
})

test('an admin seat is not spoken of, and its company’s menu leads to the made-up company for training', async () => {
  seat = null
  await draw()
  expect(button(/^Seat: /)).toBeUndefined()
  button(/^Company: /)?.click()
  await page.until(() => page.text().includes('Open the made-up company'))
  expect(page.text()).toContain('For training: nothing of it is real')
})
