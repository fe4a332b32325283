import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openTenant, type TestTenant, temporaryFolder } from '../../harness/application.ts'

const founded = Date.parse('2026-10-01T00:00:00Z')
const start = Date.parse('2026-11-20T12:00:00Z')
const now = start
const folder = temporaryFolder()
const file = join(folder, 'events.jsonl')

let tenant: TestTenant
beforeAll(async () => {
  tenant = await openTenant(
    { people: 40, founded, now: () => now },
    { now: () => now, refreshes: true, choosePlace: async () => file, streamTiming: { settleMs: 5, firstRetryMs: 20 } },
  )
  await tenant.call('directory.sync', {})
  await tenant.call('audit.fetch', { from: '2026-11-10T00:00:00Z', to: '2026-11-15T00:00:00Z' })
})
afterAll(() => tenant?.close())

const lines = () =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as { key: string; time: string; user: string; local_time: string })
    : []
const total = async () => (await tenant.call('audit.page', { limit: 1 })).total
const only = async () => (await tenant.call('streams.list', {})).streams[0]
const settled = () =>
  vi.waitFor(
    async () => {
      const stream = await only()
      expect(stream).toMatchObject({ state: 'waiting', waiting: 0, problem: null })
      expect(stream?.sent).toBe(await total())
    },
    { timeout: 20_000, interval: 50 },
  )

describe('a stream into a file', () => {
  test('hands over the whole archive, oldest first, each event once', async () => {
    const { id } = await tenant.call('streams.add', {
      name: 'Archive',
      receiver: { kind: 'file' },
      categories: null,
      from: 'beginning',
    })
    expect(id).not.toBeNull()
    await settled()
    const all = lines()
    expect(all.length).toBe(await total())
    expect(all.length).toBeGreaterThan(100)
    expect(new Set(all.map(({ key }) => key)).size).toBe(all.length)
    expect(all.map(({ time }) => time)).toEqual(all.map(({ time }) => time).toSorted())
  })

  test('hands over what comes late, and nothing again', async () => {
    const before = lines().length
    await tenant.call('audit.fetch', { from: '2026-11-05T00:00:00Z', to: '2026-11-10T00:00:00Z' })
    await tenant.call('audit.fetch', { from: '2026-11-05T00:00:00Z', to: '2026-11-19T00:00:00Z' })
    await settled()
    const all = lines()
    expect(all.length).toBe(await total())
    expect(all.length).toBeGreaterThan(before)
    expect(new Set(all.map(({ key }) => key)).size).toBe(all.length)
  })

  test('sends nothing again when the zone is corrected, twice, and what comes then under the same keys', async () => {
    const before = lines()
    const { tenants } = await tenant.call('app.state', {})
    for (const timeZone of ['Asia/Kathmandu', 'US/Eastern']) {
      await tenant.call('tenants.update', { id: tenants[0]?.id as never, timeZone })
      await tenant.call('audit.status', {})
      await tenant.call('streams.retry', { id: (await only())?.id as string })
      await settled()
    }
    expect(lines()).toEqual(before)
  })
})
