import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTenant, type TestTenant } from '../../harness/application.ts'

let tenant: TestTenant
beforeAll(async () => {
  tenant = await openTenant({ people: 60, seed: 5 })
  await tenant.call('directory.sync', {})
})
afterAll(() => tenant.close())

describe('what refreshes saw change', () => {
  it('is nothing before a second one', async () => {
    expect(await tenant.call('directory.changes', {})).toEqual({ rows: [], total: 0, since: null })
  })

  it('is what the last one saw, by person with name, before and after, or everything since an instant', async () => {
    const { rows } = await tenant.call('users.page', { status: ['active'], limit: 3 })
    const [one, two, three] = rows.map(({ username }) => username)
    tenant.demo.edit.rename(one ?? '', 'Earlier Name')
    const first = await tenant.call('directory.sync', {})
    tenant.demo.edit.rename(two ?? '', 'Newer Name')
    tenant.demo.edit.set(three ?? '', { disabled: true })
    const second = await tenant.call('directory.sync', {})
    expect(second.changed).toBe(2)

    const last = await tenant.call('directory.changes', {})
    expect(last.total).toBe(2)
    expect(last.since).toBe(last.rows[0]?.time)
    const renamed = last.rows.find(({ username }) => username === two)
    expect(renamed).toMatchObject({ fullname: 'Newer Name', kind: 'changed' })
    expect(renamed?.changes).toEqual([expect.objectContaining({ field: 'fullname', after: 'Newer Name' })])
    expect((await tenant.call('directory.changes', { offset: 1, limit: 1 })).rows).toHaveLength(1)

    const all = await tenant.call('directory.changes', { since: '2000-01-01T00:00:00Z' })
    expect(all.rows.map(({ username }) => username)).toContain(one)
    expect(all.total).toBe(3)
    const none = await tenant.call('directory.changes', { since: last.since ?? '' })
    expect(none.total).toBe(0)
    expect(first.asOf <= second.asOf).toBe(true)
  })
})
