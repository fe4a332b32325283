import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTenantOf, type TestTenant } from '../../harness/application.ts'

let tenant: TestTenant
beforeAll(async () => {
  tenant = await openTenantOf({
    'ben.carter': 'Ben Carter',
    'mark.hughes': 'Mark Hughes',
    'will.stone': 'Will Stone',
    'priya.nair': 'Priya Nair',
  })
})
afterAll(() => tenant.close())

/** Who of a list is taken once all names are taken that one person alone has, sorted. */
async function takenWithNames(text: string): Promise<string[]> {
  const { list } = await tenant.call('leavers.match', { text })
  await tenant.call('leavers.choose', { list, choices: [], soleNames: true })
  const { rows } = await tenant.call('leavers.matched', { list, results: ['matched'], offset: 0, limit: 100 })
  return rows.flatMap(({ username }) => username?.split('@')[0] ?? []).sort()
}

describe('names that are taken together', () => {
  it('are those of a plain list', async () => {
    expect(await takenWithNames('Ben Carter\nMark Hughes\nWill Stone')).toEqual([
      'ben.carter',
      'mark.hughes',
      'will.stone',
    ])
  })

  it.each([
    [
      'whom a status says to be there',
      'Name,Status\nBen Carter,Terminated\nMark Hughes,Employed\nWill Stone,Active',
      ['ben.carter'],
    ],
    [
      'under a heading of those who stay',
      'LEAVING\nBen Carter\nMark Hughes\nSTAYING\nWill Stone',
      ['ben.carter', 'mark.hughes'],
    ],
    ['under a heading of those who come', 'New starters\nWill Stone\n\nLeavers\nBen Carter', ['ben.carter']],
    ['of whoever signed a mail', 'Please disable ben.carter@example.com.\n\nKind regards\nPriya Nair', ['ben.carter']],
    [
      'whose address, in the same line, is asked about',
      'LEAVING\nBen Carter\tben.carter@example.com\nSTAYING\nWill Stone\twill.stone@example.com',
      ['ben.carter'],
    ],
    [
      'whose address, in another line, is asked about',
      'Ben Carter\nben.carter@example.com\n\nWill Stone\nwill.stone@example.com (in Elternzeit)',
      ['ben.carter'],
    ],
  ])('are not those %s', async (_whose, text, taken) => {
    expect(await takenWithNames(text)).toEqual(taken)
  })

  it('are not those beside an address of somebody else, however long the list is', async () => {
    const others = Array.from({ length: 310 }, (_, n) => `n${n}@example.net`)
    const list = (before: number) =>
      [...others.slice(0, before), 'Will Stone\tsomebody.else@example.org', ...others.slice(before)].join('\n')
    for (const before of [0, 299, 300]) expect(await takenWithNames(list(before))).toEqual([])
  })
})
