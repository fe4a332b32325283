import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { CallName } from '../../../src/contract/calls.ts'
import type { App } from '../../../src/main/app.ts'
import { queryClient } from '../../../src/renderer/lib/application/queries.ts'
import { openTenant, type TestTenant } from '../../harness/application.ts'
import { bridgeTo } from '../bridge.ts'
import { openPage, type TestPage } from '../dom.tsx'
import { drawScreen, settledText } from '../screen.tsx'

// What screens say where they have nothing to show: only what is known. One application for all: unread first, then read.
let page: TestPage
let tenant: TestTenant
/** Calls that the page makes and that are answered in another way than by the application. */
let instead: ((name: string) => Promise<unknown> | null) | null = null

const screens = [
  '/overview',
  '/scores',
  '/users',
  '/groups',
  '/groups?matrix=true',
  '/folders',
  '/joiners?part=invited',
  '/joiners?part=waiting',
  '/joiners?part=rules',
  '/audit',
]
/** What the frame reads, and what says how things stand. */
const frame: readonly CallName[] = ['app.state', 'seats.state', 'settings.get', 'views.list', 'directory.status']
/** Words that claim to know of the company's people, groups or folders. */
const claims =
  /(?<![\d,.])0 (of 0 )?(groups?|people|persons?|shared folders?|accounts?|events?)\b|All 0|(?<![\d,.])0 (is|are) in use|names none|Nobody is (invited|in)|There is nobody|named no people|No groups|No shared folders|No day of this time|No scores|none kept/

beforeAll(async () => {
  tenant = await openTenant({ people: 40 })
  const through: Pick<App, 'call' | 'listen'> = {
    call: ((name: string, input: unknown, options: never) =>
      instead?.(name) ?? tenant.app.call(name, input, options)) as App['call'],
    listen: (listener) => tenant.app.listen(listener),
  }
  bridgeTo(through)
  page = await openPage()
}, 60_000)
afterEach(() => {
  instead = null
  queryClient.clear()
})
afterAll(async () => {
  await page.close()
  await tenant.close()
})

const settled = (address: string): Promise<string> => settledText(page, address)

describe('of a company of which nothing was read, because LastPass could not be reached', () => {
  beforeAll(async () => {
    tenant.demo.misbehave({ how: { kind: 'unreachable' } })
    await tenant.refused('directory.sync', {})
  })
  afterAll(() => tenant.demo.misbehave(null))

  test.each(screens)('%s claims nothing', async (address) => {
    const said = await settled(address)
    expect(said).not.toMatch(claims)
    if (!/waiting|rules|audit/.test(address)) expect(said).toContain('Nothing has been read yet')
  })
})

describe('of a company that was read', () => {
  beforeAll(async () => {
    await tenant.call('directory.sync', {})
  }, 60_000)
  const isFrame = (name: string) => (frame as readonly string[]).includes(name)

  test.each(screens)('%s claims nothing while main has not answered', async (address) => {
    instead = (name) => (isFrame(name) ? null : new Promise(() => undefined))
    await drawScreen(page, address)
    // What the frame reads is there; the rest does not come.
    await page.until(() => queryClient.isFetching({ predicate: ({ queryKey }) => isFrame(String(queryKey[0])) }) === 0)
    await page.until(() => queryClient.isFetching() > 0)
    expect(page.text()).not.toMatch(claims)
    expect(page.text()).not.toContain('Nothing has been read yet')
  })

  test.each(screens)('%s says that it could not be read where it could not', async (address) => {
    instead = (name) =>
      isFrame(name)
        ? null
        : Promise.resolve({ ok: false, failure: { code: 'storage', message: 'The database could not be read.' } })
    const said = await settled(address)
    expect(said).toContain('The database could not be read.')
    expect(said).not.toMatch(claims)
  })
})

describe('of a company that was read, and that cannot be reached any more', () => {
  beforeAll(async () => {
    tenant.demo.misbehave({ how: { kind: 'unreachable' } })
    await tenant.refused('directory.sync', {})
  }, 60_000)

  test.each([
    ['/overview', 'Organisation score'],
    ['/scores', 'Lowest scores'],
    ['/groups', /\d+ groups/],
    ['/groups?matrix=true', /\d+ people × \d+ groups/],
    ['/folders', /\d+ shared folders/],
    ['/joiners?part=rules', /\d+ (is|are) in use/],
  ])('%s shows what was read', async (address, words) => {
    const said = await settled(address)
    expect(said).toMatch(words)
    expect(said).not.toContain('Nothing has been read yet')
  })
})
