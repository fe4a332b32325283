import { expect, test } from 'vitest'
import type { AuditEvent } from '../../../../src/contract/calls/audit/audit.ts'
import { eventColumns } from '../../../../src/renderer/screens/audit/rows/columns.ts'

const event: AuditEvent = {
  time: '2026-11-20T12:00:00.000Z',
  username: 'ada@example.com',
  ip: '::FFFF:C000:0201',
  action: 'Log in',
  category: 'login',
  data: '',
  ambiguous: false,
  local: '2026-11-20 07:00:00',
  parsed: {},
}

test('a line says an address as the facet beside it does, and as LastPass wrote it where nothing else is known', () => {
  const column = eventColumns.find(({ id }) => id === 'address')
  expect(column?.text({ ...event, address: '192.0.2.1' }, (name) => name)).toBe('192.0.2.1')
  expect(column?.value({ ...event, address: '192.0.2.1' })).toBe('192.0.2.1')
  expect(column?.text(event, (name) => name)).toBe('::FFFF:C000:0201')
})
