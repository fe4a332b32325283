import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTenantOf, type TestTenant } from '../../harness/application.ts'
import { takenFrom } from '../../harness/matching.ts'

// Addresses whose at sign links, mail programs or people write in another way: where they can be read in one way only they are addresses
// like any other, and the text around them counts.

const anna = 'anna.lee@example.com'
let tenant: TestTenant
beforeAll(async () => {
  tenant = await openTenantOf({ 'anna.lee': 'Anna Lee', 'bob.stone': 'Bob Stone' }, '2026-11-27')
})
afterAll(() => tenant.close())

const wrapped =
  'https://eur01.safelinks.protection.outlook.com/?url=mailto%3Aanna.lee%40example.com&data=05%7C02&reserved=0'
const written = [
  ['a mail link that a program wrapped', wrapped],
  ['the same in Markdown', `[Anna Lee](${wrapped})`],
  ['the same behind the address', `${anna}<${wrapped}>`],
  ['brackets around the words', 'anna.lee [at] example [dot] com'],
  ['brackets around the sign alone', 'anna.lee(at)example.com'],
  ['quoted-printable', 'anna=2Elee=40example=2Ecom'],
] as const

describe('an address written as', () => {
  it.each(written)('%s leads to its account', async (_how, text) => {
    expect(await takenFrom(tenant, `Leavers:\n${text}`)).toEqual([anna])
  })

  it.each(written)('%s is asked about under a line that spares it', async (_how, text) => {
    expect(await takenFrom(tenant, `Do not disable:\n${text}`)).toEqual([])
  })

  it.each(written)('%s is asked about where a mail is signed', async (_how, text) => {
    const mail = `Please disable bob.stone@example.com.\n\nKind regards\nAnna Lee\n${text}`
    expect(await takenFrom(tenant, mail)).toEqual(['bob.stone@example.com'])
  })

  it.each(['anna lee [at] example.com', 'write anna.lee at example.com', '- anna.lee [at] example.com'])(
    '%j is only offered',
    async (text) => {
      expect(await takenFrom(tenant, text)).toEqual([])
    },
  )

  it('the same in a list of joiners is the address that is invited', async () => {
    const { rows } = await tenant.call('joiners.check', {
      text: 'nova.ash [at] example [dot] com\nada=2Ebell=40example.com',
    })
    expect(rows.map(({ verdict, username }) => [verdict, username])).toEqual([
      ['add', 'nova.ash@example.com'],
      ['add', 'ada.bell@example.com'],
    ])
  })
})
