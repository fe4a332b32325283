import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Fetch } from '../../../../src/main/ports.ts'
import { heed, queryClient } from '../../../../src/renderer/lib/application/queries.ts'
import { openTenant, type TestTenant } from '../../../harness/application.ts'
import { bridgeTo } from '../../bridge.ts'
import { openPage, type TestPage } from '../../dom.tsx'
import { drawScreen } from '../../screen.tsx'

// New events are told and waited with, also where one is kept that is dated years ahead.
let page: TestPage
let tenant: TestTenant
const event = (time: number, username: string) => ({
  // As the account's clock shows it.
  Time: new Date(time).toLocaleString('sv-SE', { timeZone: 'US/Eastern' }),
  Username: username,
  IP_Address: '192.0.2.1',
  Action: 'Log in',
  Data: 'shop.example.com',
})
const minute = 60_000
const begun = Date.now()
const future = event(begun + 4 * 365 * 24 * 60 * minute, 'ahead@example.com')
let events: object[] = []

beforeAll(async () => {
  const fetch: Fetch = async (url, init) =>
    init.body.includes('"reporting"')
      ? new Response(JSON.stringify({ status: 'OK', next: null, data: events }))
      : (globalThis.fetch as unknown as Fetch)(url, init)
  tenant = await openTenant({ people: 20 }, { fetch })
  bridgeTo(tenant.app)
  tenant.app.listen(heed)
  page = await openPage()
}, 60_000)
afterAll(async () => {
  queryClient.clear()
  await page.close()
  await tenant.close()
})

const bring = async (...list: object[]) => {
  events = list
  await tenant.call('audit.fetch', { from: new Date(begun - 3 * 24 * 60 * minute).toISOString() })
}

test('what comes waits behind a button with its number, though a later event is kept', async () => {
  const first = [event(begun - 300 * minute, 'one@example.com'), event(begun - 200 * minute, 'two@example.com')]
  await bring(...first, future)
  await drawScreen(page, '/audit')
  await page.until(() => /2 events of 3 kept/.test(page.text()))
  await page.until(() => /1 event is dated in the future/.test(page.text()))
  await bring(...first, future, event(begun - 5 * minute, 'three@example.com'))
  await page.until(() => /of 4 kept/.test(page.text()))
  await page.until(() => /Show 1 new event/.test(page.text()))
  expect(page.text()).toContain('2 events of 4 kept')
  const show = [...page.document.querySelectorAll('button')].find((one) => one.textContent === 'Show 1 new event')
  show?.click()
  await page.until(() => /3 events of 4 kept/.test(page.text()))
})

test('events dated in the future are shown where they are asked for', async () => {
  const from = encodeURIComponent(JSON.stringify(new Date(begun + 24 * 60 * minute).toISOString()))
  const to = encodeURIComponent(JSON.stringify(new Date(begun + 5 * 365 * 24 * 60 * minute).toISOString()))
  queryClient.clear()
  await drawScreen(page, `/audit?from=${from}&to=${to}`)
  await page.until(() => /1 event of 4 kept/.test(page.text()))
})
