import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTenantOf, type TestTenant } from '../../harness/application.ts'
import { fc } from '../../harness/properties.ts'

// Chats: whoever speaks is none of the people of whom it is said, and what one says the next may take back.

const people = { 'anna.lee': 'Anna Lee', 'bob.stone': 'Bob Stone', 'carla.diaz': 'Carla Diaz' } as const
const anna = 'anna.lee@example.com'
const bob = 'bob.stone@example.com'

let tenant: TestTenant
beforeAll(async () => {
  tenant = await openTenantOf(people, '2026-11-27')
})
afterAll(() => tenant.close())

const heads = [
  '[10:05] Carla Diaz:',
  '[10:05 AM] Carla Diaz:',
  '[28/11/2026, 10:05:12] Carla Diaz:',
  '[2026-11-28 10:05] Carla Diaz:',
  '28/11/2026, 09:41 - Carla Diaz:',
]

describe('a line of a chat', () => {
  it('asks about whom it names, never about who speaks, and says that it is one', async () => {
    const said = fc.constantFrom(`${anna} leaves`, `please disable ${anna}`, anna, `Anna Lee <${anna}> has left`)
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...heads), said, async (head, words) => {
        const { rows } = await tenant.call('leavers.match', { text: `${head} ${words}` })
        expect(rows).toMatchObject([{ result: 'choose', candidates: [{ username: anna }] }])
        expect(rows[0]?.message).toContain('Somebody says it in a chat')
      }),
      { numRuns: 25 },
    )
  })

  it('with nobody but who speaks is no row', async () => {
    const text = `[28/11 09:41] Carla Diaz\n${anna} resigned, last day was yesterday\n[28/11 09:42] Bob Stone\n👍`
    const { rows, notes } = await tenant.call('leavers.match', { text })
    expect(rows.map(({ result, username }) => [result, username])).toEqual([['matched', anna]])
    expect(notes.join(' ')).toContain('“[28/11 09:41] Carla Diaz”')
  })

  it('takes nobody of whom a later line says something else, also where all sole names are taken', async () => {
    const text = `[10:05] Carla Diaz: ${anna} leaves\n[10:06] Bob Stone: no, she extended\n[10:07] Carla Diaz: ok, then ${bob}`
    const { list } = await tenant.call('leavers.match', { text })
    await tenant.call('leavers.choose', { list, choices: [], soleNames: true })
    const { rows } = await tenant.call('leavers.matched', { list, offset: 0, limit: 50 })
    expect(rows.filter(({ result }) => result === 'matched')).toEqual([])
  })
})
