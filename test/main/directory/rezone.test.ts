import { describe, expect, it } from 'vitest'
import { decode, encode } from '../../../src/main/directory/stored/user-codec.ts'
import { moveTimes } from '../../../src/main/directory/sync/rezone.ts'
import { userOf } from '../../../src/main/lastpass/records/user.ts'
import { openTenant } from '../../harness/application.ts'
import { fc } from '../../harness/properties.ts'

const zones = ['US/Eastern', 'Europe/Paris', 'Australia/Lord_Howe', 'Asia/Kolkata', 'UTC', 'America/Sao_Paulo']

describe('a corrected zone', () => {
  it('gives what reading the answer with the right zone would have given, through any zones and back', () => {
    const two = (value: number) => String(value).padStart(2, '0')
    const local = fc
      .date({ min: new Date('2008-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
      .map(
        (at) =>
          `${at.getUTCFullYear()}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:00`,
      )
    const odd = fc.constantFrom(
      '2026-03-08 02:30:00',
      '2026-11-01 01:30:00',
      '2026-03-29 02:15:00',
      '2026-10-25 02:15:00',
      '2026-10-04 02:10:00',
      '',
    )
    const time = fc.oneof(local, odd)
    const read = (zone: string, raw: object) => {
      const user = userOf('7', raw, zone)
      if (typeof user === 'string') throw new Error(user)
      return { ...user, status: 'active' as const, goneSince: null }
    }
    fc.assert(
      fc.property(
        time,
        time,
        fc.array(fc.constantFrom(...zones), { minLength: 2, maxLength: 4 }),
        (login, created, way) => {
          const raw = { username: 'ann@example.com', last_login: login, created }
          let user = read(way[0] as string, raw)
          for (let at = 1; at < way.length; at++) {
            user = decode(encode(moveTimes(user, way[at - 1] as string, way[at] as string))) as typeof user
            expect(encode(user)).toBe(encode(read(way[at] as string, raw)))
          }
        },
      ),
      { numRuns: 3000 },
    )
  })

  it('moves times at once, and makes up no change in the history', async () => {
    const tenant = await openTenant()
    try {
      await tenant.call('directory.sync', {})
      const all = async () => (await tenant.call('users.page', { limit: 500, sort: { by: 'username' } })).rows
      const before = await all()
      const [{ id } = { id: '' as never }] = (await tenant.call('app.state', {})).tenants
      await tenant.call('tenants.update', { id, timeZone: 'Europe/Paris' })
      const after = await all()
      const at = before.findIndex(({ lastLogin }) => lastLogin !== null)
      const hours = (Date.parse(before[at]?.lastLogin ?? '') - Date.parse(after[at]?.lastLogin ?? '')) / 3_600_000
      expect([5, 6]).toContain(hours)
      const order = async () =>
        (
          await tenant.call('users.page', {
            limit: 5,
            sort: { by: 'lastLogin', direction: 'desc' },
            activeDays: 10_000,
          })
        ).total
      expect(await order()).toBe(before.filter(({ lastLogin }) => lastLogin !== null).length)
      expect((await tenant.call('directory.sync', {})).changed).toBe(0)
      expect((await tenant.call('directory.history', {})).total).toBe(0)
      expect(await all()).toEqual(after)
      await tenant.call('tenants.update', { id, timeZone: 'US/Eastern' })
      expect(await all()).toEqual(before)
      expect((await tenant.refused('tenants.update', { id, timeZone: 'Europe/Nowhere' })).code).toBe('invalid')
    } finally {
      await tenant.close()
    }
  })
})
