import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Signal } from '../../../src/contract/signals.ts'
import { openTenant, type TestTenant } from '../../harness/application.ts'

let tenant: TestTenant
beforeEach(async () => {
  tenant = await openTenant()
  await tenant.call('directory.sync', {})
})
afterEach(() => tenant.close())

it('a refresh that saw something change makes the plans that wait out of date, and they are compared with what it read', async () => {
  const { call, demo } = tenant
  const { rows } = await call('users.page', { status: ['active'], admin: false, limit: 3 })
  const [made, gone, open] = rows.map(({ username }) => username) as [string, string, string]
  const { plan } = await call('changes.preview', {
    changes: [
      { kind: 'rename', username: made, fullname: 'Made already' },
      { kind: 'disable', username: gone },
      { kind: 'rename', username: open, fullname: 'Still open' },
    ],
  })
  await call('changes.keep', { plan })
  demo.edit.rename(made, 'Made already')
  demo.edit.removeUser(gone)
  const outdated = new Set<string>()
  tenant.app.listen((signal: Signal) => {
    if (signal.name === 'changed') for (const family of signal.families) outdated.add(family)
  })
  await call('directory.sync', {})
  expect([...outdated]).toContain('changes')
  const { plans } = await call('changes.waiting', {})
  // What is impossible is not among those that can still be made, and take something away.
  expect(plans).toMatchObject([
    { rows: 3, destructive: 0, standing: { clean: 1, 'already-done': 1, drifted: 0, impossible: 1 } },
  ])
})
