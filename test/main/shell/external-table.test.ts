import { expect, test, vi } from 'vitest'
import { mayOpen } from '../../../src/main/shell/window/external.ts'

const addresses = vi.hoisted(() => ({
  good: 'https://admin.lastpass.com/',
  host: 'https://admin.example.com/',
  subdomain: 'https://evil.admin.lastpass.com/',
  port: 'https://admin.lastpass.com:8443/',
  plain: 'http://admin.lastpass.com/',
  file: 'file://admin.lastpass.com/etc',
  user: 'https://somebody@admin.lastpass.com/',
}))
vi.mock('electron', () => ({ shell: {} }))
vi.mock('../../../src/main/application/external-pages.ts', () => ({ pageAddresses: addresses }))

test('a mistake in the table opens nothing either', () => {
  const opened = Object.entries(addresses).filter(([, address]) => mayOpen(address))
  expect(opened).toEqual([['good', addresses.good]])
})
