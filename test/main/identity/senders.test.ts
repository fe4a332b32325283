import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTenantOf, type TestTenant } from '../../harness/application.ts'
import { takenFrom } from '../../harness/matching.ts'

// Messages that are copied with who wrote them on a line of its own: whoever writes of somebody else is asked about, and lists are not.

const anna = 'anna.lee@example.com'
const bob = 'bob.stone@example.com'
const carla = 'carla.diaz@example.com'

let tenant: TestTenant
beforeAll(async () => {
  tenant = await openTenantOf(
    { 'anna.lee': 'Anna Lee', 'bob.stone': 'Bob Stone', 'carla.diaz': 'Carla Diaz', 'dora.stone': 'Dora Stone' },
    '2026-11-27',
  )
})
afterAll(() => tenant.close())

const taken = (text: string) => takenFrom(tenant, text)

describe('an address alone over a line that tells of somebody else', () => {
  it.each([
    ['who left', `${anna}\n${bob} left yesterday`, [bob]],
    ['what is asked for', `${anna}\nplease disable ${bob}`, [bob]],
    ['in brackets, in another language', `<${anna}>\n${bob} ist ausgeschieden`, [bob]],
    ['with a colon', `${anna}:\n${bob} left yesterday`, [bob]],
    ['with an empty line between', `${anna}\n\n${bob} hat gekündigt`, []],
    ['by name', `${anna}\nBob Stone left yesterday`, []],
    ['by a name of the same family', 'dora.stone@example.com\nBob Stone left yesterday', []],
    ['behind a greeting', `${anna}\nHi all, two people left:\n${bob}`, [bob]],
    ['in the second of two messages', `${anna}\n${bob} left yesterday\n\n${carla}\ndone`, [bob]],
  ])('is asked about: %s', async (_how, text, expected) => {
    expect(await taken(text)).toEqual(expected)
  })

  it('says why', async () => {
    const { rows } = await tenant.call('leavers.match', { text: `${anna}\n${bob} left yesterday` })
    expect(rows[0]).toMatchObject({ result: 'choose', candidates: [{ username: anna }] })
    expect(rows[0]?.message).toContain('may be that of whoever wrote the line')
  })

  it('is put into no group', async () => {
    tenant.demo.edit.createGroup('Crew')
    await tenant.call('directory.sync', {})
    const text = `${anna}\nplease add ${bob}`
    const view = await tenant.call('groups.plan', { name: 'Crew', mode: 'add', usernames: text.split('\n'), text })
    expect(view.rows.filter(({ verdict }) => verdict === 'change')).toEqual([])
  })
})

it('a name alone over a message about somebody else is not taken with the sole names', async () => {
  const { list } = await tenant.call('leavers.match', { text: `Carla Diaz\nplease disable ${bob}` })
  await tenant.call('leavers.choose', { list, choices: [], soleNames: true })
  const { rows } = await tenant.call('leavers.matched', { list, results: ['matched'], offset: 0, limit: 50 })
  expect(rows.map(({ username }) => username)).not.toContain(carla)
})

describe('lists stay lists', () => {
  it.each([
    ['with a remark on one', `${anna}\n${carla}\n${bob} left yesterday`, [anna, bob, carla]],
    ['with remarks behind dashes and in brackets', `${anna}\n${bob} (left)\n${carla} - left`, [anna, bob, carla]],
    ['under a heading', `Please disable:\n${anna}\n${bob} left yesterday`, [anna, bob]],
    ['with what is said of each under it', `${anna}\nlast day 20.11.2026\n${bob}\nlast day 21.11.2026`, [anna, bob]],
    ['with the name of each under it', `${anna}\nAnna Lee left yesterday`, [anna]],
  ])('%s', async (_how, text, expected) => {
    expect(await taken(text)).toEqual(expected)
  })
})
