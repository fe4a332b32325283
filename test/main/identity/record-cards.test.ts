import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTenantOf, type TestTenant } from '../../harness/application.ts'

// One person's fields under each other, in the two columns of a table.

const anna = 'anna.lee@example.com'
let tenant: TestTenant
beforeAll(async () => {
  tenant = await openTenantOf(
    { 'anna.lee': 'Anna Lee', 'bob.stone': 'Bob Stone', 'amy.field': 'Amy Field' },
    '2026-11-27',
  )
})
afterAll(() => tenant.close())

/** Who is taken of a text, also with all sole names. */
async function takenWithNames(text: string): Promise<string[]> {
  const { list } = await tenant.call('leavers.match', { text })
  await tenant.call('leavers.choose', { list, choices: [], soleNames: true })
  const { rows } = await tenant.call('leavers.matched', { list, results: ['matched'], offset: 0, limit: 50 })
  return rows.flatMap(({ username }) => username ?? [])
}

const cards = [
  [
    'Markdown with a header',
    `| Field | Value |\n|---|---|\n| Employee | Anna Lee |\n| E-mail | ${anna} |\n| Manager | Bob Stone |`,
  ],
  ['Markdown without one', `| Name | Anna Lee |\n| Email | ${anna} |\n| Manager email | bob.stone@example.com |`],
  [
    'labels in a language without a known one',
    `| Feld | Wert |\n| :-- | :-- |\n| Betroffener | Anna Lee |\n| E-Mail | ${anna} |\n| Vorgesetzter | Bob Stone |`,
  ],
  ['tabs', `Field\tValue\nEmployee\tAnna Lee\nE-mail\t${anna}\nManager\tBob Stone`],
] as const

describe('a card', () => {
  it.each(cards)(
    'in %s takes its person, and neither the manager nor the header, also by sole names',
    async (_how, text) => {
      expect(await takenWithNames(text)).toEqual([anna])
    },
  )

  it('is a person to be invited in a list of joiners', async () => {
    const text = '| Field | Value |\n|---|---|\n| Name | Nova Ash |\n| Email | nova.ash@example.com |'
    const { rows } = await tenant.call('joiners.check', { text })
    expect(rows).toMatchObject([{ verdict: 'add', username: 'nova.ash@example.com', fullname: 'Nova Ash' }])
  })

  it('is not made of a table of people', async () => {
    expect(
      await takenWithNames(
        `| Name | Email |\n|---|---|\n| Anna Lee | ${anna} |\n| Bob Stone | bob.stone@example.com |`,
      ),
    ).toEqual([anna, 'bob.stone@example.com'])
  })
})
