import { beforeEach, expect, test, vi } from 'vitest'
import { createServiceFetch } from '../../../src/main/shell/wire/network.ts'

const electron = vi.hoisted(() => {
  const service = { fetch: vi.fn(async () => new Response('{}')), allowNTLMCredentialsForDomains: vi.fn() }
  return { service, fromPartition: vi.fn(() => service) }
})
vi.mock('electron', () => ({ net: {}, session: { fromPartition: electron.fromPartition } }))
beforeEach(() => {
  vi.clearAllMocks()
})

const init = {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: '{}',
  signal: new AbortController().signal,
  redirect: 'error',
} as const

test('requests go as they were made, in a session that keeps nothing on disk and is not the page’s', async () => {
  const fetch = createServiceFetch()
  // Without "persist:" a session lives in memory.
  expect(electron.fromPartition).toHaveBeenCalledExactlyOnceWith('lastpass', { cache: false })
  const response = await fetch('https://lastpass.com/enterpriseapi.php', init)
  expect(response.status).toBe(200)
  expect(electron.service.fetch).toHaveBeenCalledExactlyOnceWith('https://lastpass.com/enterpriseapi.php', {
    ...init,
    credentials: 'omit',
    cache: 'no-store',
    bypassCustomProtocolHandlers: true,
  })
})

test('the machine’s own login is offered to no server', () => {
  createServiceFetch()
  expect(electron.service.allowNTLMCredentialsForDomains).toHaveBeenCalledExactlyOnceWith('')
})
