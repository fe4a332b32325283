import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toLocal, toUtc } from '../../../src/main/lastpass/records/zone.ts'
import { openTenant, type TestTenant } from '../../harness/application.ts'

const founded = Date.parse('2026-10-01T00:00:00Z')
const now = () => Date.parse('2026-11-20T12:00:00Z')
const from = '2026-11-01T00:00:00Z'
const to = '2026-11-19T23:59:59Z'

let tenant: TestTenant
beforeAll(async () => {
  tenant = await openTenant({ people: 60, founded, now }, { now })
  await tenant.call('directory.sync', {})
})
afterAll(() => tenant?.close())

describe('events of the made-up company', () => {
  test('are fetched once, however often they are asked for', async () => {
    const first = await tenant.call('audit.fetch', { from, to })
    expect(first.received).toBeGreaterThan(500)
    expect(first.gaps).toEqual([])
    const again = await tenant.call('audit.fetch', { from, to })
    expect(again.added).toBe(0)
    const { total, rows, byCategory } = await tenant.call('audit.page', { limit: 500 })
    expect(total).toBe(first.added)
    expect(Object.values(byCategory).reduce((sum, count) => sum + count, 0)).toBe(total)
    expect(rows.map(({ time }) => time)).toEqual([...rows.map(({ time }) => time)].sort().reverse())
  })

  test('are what the service has, one by one', async () => {
    const all: string[] = []
    for (let offset = 0; ; offset += 500) {
      const { rows } = await tenant.call('audit.page', { from, to, offset, limit: 500 })
      all.push(...rows.map(({ time, username, ip, action, data }) => [time, username, ip, action, data].join('|')))
      if (rows.length < 500) break
    }
    const report = tenant.demo.answer(
      JSON.stringify({
        cid: Number(tenant.demo.cid),
        provhash: tenant.demo.hash,
        cmd: 'reporting',
        data: { from: toLocal(from, 'US/Eastern'), to: toLocal(to, 'US/Eastern') },
      }),
    )
    const { data } = JSON.parse(String(report.body)) as { data: Record<string, Record<string, string>> }
    const there = Object.values(data).map(({ Time = '', Username, IP_Address, Action, Data }) =>
      [toUtc(Time, 'US/Eastern'), Username, IP_Address, Action, Data].join('|'),
    )
    expect(all.sort()).toEqual(there.sort())
  })

  test('give the same numbers as counts, over time, and one by one', async () => {
    const { total, byCategory } = await tenant.call('audit.page', { from, to, limit: 1 })
    const { values } = await tenant.call('audit.facets', { from, to, facet: 'category', limit: 50 })
    expect(Object.fromEntries(values.map(({ value, count }) => [value, count]))).toEqual(
      Object.fromEntries(Object.entries(byCategory).filter(([, count]) => count > 0)),
    )
    const { buckets } = await tenant.call('audit.histogram', { from, to, buckets: 37 })
    expect(buckets.reduce((sum, { count }) => sum + count, 0)).toBe(total)
    const { values: people } = await tenant.call('audit.facets', { from, to, facet: 'username', limit: 500 })
    for (const { value, count } of people.slice(0, 5))
      expect((await tenant.call('audit.page', { from, to, username: value, limit: 1 })).total).toBe(count)
  })

  test('are covered where they were fetched, and nowhere else', async () => {
    const { spans } = await tenant.call('audit.coverage', {})
    expect(spans.map(({ from: first, to: last }) => [first, last])).toEqual([
      ['2026-11-01T00:00:00.000Z', '2026-11-19T23:59:59.000Z'],
    ])
  })

  test('come back to the same instants when the zone is corrected and corrected back', async () => {
    const before = await tenant.call('audit.page', { limit: 500 })
    const { tenants } = await tenant.call('app.state', {})
    const id = tenants[0]?.id as never
    const update = (timeZone: string) => tenant.call('tenants.update', { id, timeZone } as never)
    await update('Europe/Paris')
    const paris = await tenant.call('audit.page', { limit: 500 })
    expect(paris.total).toBe(before.total)
    expect(Date.parse(before.rows[0]?.time ?? '') - Date.parse(paris.rows[0]?.time ?? '')).toBe(6 * 3_600_000)
    await update('US/Eastern')
    expect(await tenant.call('audit.page', { limit: 500 })).toEqual(before)
  })
})
