import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { batches } from '../../../src/renderer/lib/hidden-selection.ts'
import { openTenant, type TestTenant } from '../../harness/application.ts'

let tenant: TestTenant
beforeAll(async () => {
  tenant = await openTenant({ people: 80 })
  await tenant.call('directory.sync', {})
})
afterAll(() => tenant.close())

describe('how many of a selection a filter leaves', () => {
  test('is what main counts of exactly these people', async () => {
    const { rows } = await tenant.call('users.page', { limit: 40 })
    const usernames = rows.map((row) => row.username.toUpperCase())
    const active = rows.filter((row) => row.status === 'active').length
    expect(active).toBeLessThan(rows.length)
    expect(await tenant.call('users.page', { usernames, limit: 1 })).toMatchObject({ total: 40 })
    expect(await tenant.call('users.page', { usernames, status: ['active'], limit: 1 })).toMatchObject({
      total: active,
    })
    expect(await tenant.call('users.page', { usernames: ['nobody@example.com'], limit: 1 })).toMatchObject({ total: 0 })
  })

  test('is asked by 500 names at a time, and not at all beyond 10,000', async () => {
    const names = (count: number) => Array.from({ length: count }, (_, at) => `person${at}@example.com`)
    expect(batches(names(0))).toEqual([])
    expect(batches(names(501)).map((batch) => batch.length)).toEqual([500, 1])
    expect(batches(names(10_000)).flat()).toEqual(names(10_000))
    expect(batches(names(10_001))).toEqual([])
  })
})
