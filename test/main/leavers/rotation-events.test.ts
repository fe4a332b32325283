import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { FolderSites } from '../../../src/main/leavers/rotation/folder-sites.ts'
import { createRotations } from '../../../src/main/leavers/rotation/rotation.ts'
import type { Sites } from '../../../src/main/leavers/rotation/site-store.ts'
import { createTicks } from '../../../src/main/leavers/rotation/tick-store.ts'
import { leaverMigrations } from '../../../src/main/store/migrations/leavers.ts'
import { openStore } from '../../../src/main/store/open.ts'
import { openTenant, temporaryFolder } from '../../harness/application.ts'

const folder = temporaryFolder()
const store = openStore({
  file: join(folder, 'leavers.db'),
  key: 'ab'.repeat(32),
  migrations: leaverMigrations,
  durability: 'full',
})
afterAll(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})
const signal = new AbortController().signal
const member = (username: string) => ({
  key: username,
  username,
  hidden: false,
  admin: false,
  superAdmin: false,
  sites: 'all' as const,
})
const sales: FolderSites = {
  id: '1',
  name: 'Sales',
  deleted: false,
  sites: ['example.com', 'example.org'],
  members: [member('leaver@example.com'), member('ada@example.com')],
}

describe('the rotation list and events', () => {
  test('ticks what an event shows as changed after the leaver, says by whom, and never again once it was taken back', async () => {
    const ticks = createTicks(store)
    const rotations = createRotations({
      sites: {
        *each() {
          yield [sales]
        },
        status: () => ({ asOf: null }),
      } as unknown as Sites,
      ticks,
      kept: { folders: () => [], revision: () => 0 },
      eventsOf: async () => [{ time: '2026-11-02T10:00:00Z', action: 'Form filled', data: 'example.org' }],
      passwordChanges: async () => [
        {
          time: '2026-11-09T10:00:00Z',
          by: 'ada@example.com',
          action: 'Password changed',
          site: 'example.com',
          folder: null,
          item: null,
        },
        {
          time: '2026-11-08T10:00:00Z',
          by: 'ada@example.com',
          action: 'Password changed',
          site: null,
          folder: 'Sales',
          item: '12',
        },
      ],
      endedOf: () => '2026-11-05T10:00:00Z',
    })
    const read = async () => (await rotations.rows(['leaver@example.com'], {}, signal)).rows
    const [first, second] = await read()
    // What was used stands first.
    expect(first).toMatchObject({
      site: 'example.org',
      opened: { times: 1 },
      ticked: null,
      changed: { item: '12', sure: false },
    })
    expect(second).toMatchObject({
      site: 'example.com',
      ticked: { by: 'ada@example.com', time: '2026-11-09T10:00:00Z', event: true },
    })
    expect(ticks.of(['leaver@example.com']).size).toBe(1)
    ticks.set([{ username: 'leaver@example.com', folder: '1', site: 'example.com' }], null)
    expect((await read())[1]).toMatchObject({ site: 'example.com', ticked: null, changed: { sure: true } })
    expect(ticks.of(['leaver@example.com']).size).toBe(0)
    const byHand = { time: '2026-11-10T10:00:00Z', by: 'me', note: null }
    ticks.set([{ username: 'leaver@example.com', folder: '1', site: 'example.com' }], byHand)
    expect((await read())[1]?.ticked).toEqual(byHand)
    ticks.set([{ username: 'leaver@example.com', folder: '1', site: 'example.com' }], null)
    expect(ticks.refused(['leaver@example.com']).size).toBe(0)
  })

  test('ranks by what the archive holds of the leaver’s last days', async () => {
    const now = () => Date.parse('2026-11-20T12:00:00Z')
    const tenant = await openTenant({ people: 60, founded: Date.parse('2026-10-01T00:00:00Z'), now }, { now })
    try {
      await tenant.call('directory.sync', {})
      await tenant.call('audit.fetch', { from: '2026-10-01T00:00:00Z' })
      const { rows } = await tenant.call('users.page', { offset: 0, limit: 500 })
      let used = 0
      for (const { username } of rows.slice(0, 30)) {
        const list = await tenant.call('leavers.rotation', { usernames: [username], limit: 500 })
        expect(list.rankedBy).toBe('events')
        const times = list.rows.map(({ opened }) => opened?.times ?? 0)
        expect(times).toEqual([...times].sort((one, other) => other - one))
        used += list.rows.filter(({ opened }) => opened !== null).length
      }
      expect(used).toBeGreaterThan(0)
    } finally {
      await tenant.close()
    }
  })
})
