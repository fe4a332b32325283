import { beforeEach, expect, test, vi } from 'vitest'
import { externalPages } from '../../../src/contract/calls/app.ts'
import { pageAddresses } from '../../../src/main/application/external-pages.ts'
import { mayOpen, openPage } from '../../../src/main/shell/window/external.ts'

const { openExternal } = vi.hoisted(() => ({ openExternal: vi.fn(async () => {}) }))
vi.mock('electron', () => ({ shell: { openExternal } }))
beforeEach(() => openExternal.mockClear())

test.each(externalPages)('%s opens in the browser: https, on a host of LastPass', async (page) => {
  const address = pageAddresses[page]
  await openPage(address)
  expect(openExternal).toHaveBeenCalledExactlyOnceWith(address)
  expect(new URL(address).protocol).toBe('https:')
  expect(['lastpass.com', 'admin.lastpass.com', 'support.lastpass.com']).toContain(new URL(address).host)
})

test.each([
  'https://lastpass.com/',
  'https://admin.lastpass.com',
  'https://admin.lastpass.com/other',
  'http://admin.lastpass.com/',
  'https://admin.lastpass.com.example.com/',
  'https://example.com/?https://admin.lastpass.com/',
  'https://user:pass@admin.lastpass.com/',
  'https://ADMIN.lastpass.com/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'smb://192.0.2.1/share',
  'ms-msdt:/id',
  '',
  ' https://admin.lastpass.com/',
])('%s never gets there', async (address) => {
  await expect(openPage(address)).rejects.toMatchObject({ failure: { code: 'not-allowed' } })
  expect(openExternal).not.toHaveBeenCalled()
  expect(mayOpen(address)).toBe(false)
})
