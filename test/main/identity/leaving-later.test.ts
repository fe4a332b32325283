import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTenantOf, type TestTenant } from '../../harness/application.ts'
import { takenFrom as takenFromList } from '../../harness/matching.ts'

// Whoever leaves on a day that is still to come has not left: a list says so in many places, and each of them asks.

const people = { 'anna.lee': 'Anna Lee', 'bob.stone': 'Bob Stone', 'april.young': 'April Young' } as const
const at = (local: keyof typeof people) => `${local}@example.com`
const anna = at('anna.lee')
const bob = at('bob.stone')
const april = at('april.young')

let tenant: TestTenant
beforeAll(async () => {
  tenant = await openTenantOf(people, '2026-11-27')
})
afterAll(() => tenant.close())

const match = (text: string) => tenant.call('leavers.match', { text })
const takenFrom = (text: string) => takenFromList(tenant, text)

describe('somebody who leaves later is asked about', () => {
  it.each([
    ['by a day beside the address', `${anna} - left 13 Nov 2026\n${bob} - last day 15 Jan 2027`],
    ['by a day in a column without a header', `${anna}\t13/11/2026\n${bob}\t15/01/2027`],
    ['by words beside the address', `${anna}\n${bob} (from Monday)`],
    ['by a label', `Leaving this week: ${anna}\nLeaving next month: ${bob}`],
    ['by a heading', `NOVEMBER 2026\n${anna}\n\nDECEMBER 2026\n${bob}`],
    ['by a heading over names too', `Leavers November\nAnna Lee\n${anna}\n\nLeavers December\nBob Stone\n${bob}`],
    ['by the last day', `Email,Last day\n${anna},2026-11-20\n${bob},2026-12-31`],
    [
      'by the last day beside a status',
      `Email,Status,Last day\n${anna},Terminated,2026-11-20\n${bob},Terminated,2026-12-31`,
    ],
    ['by the last day of a record', `Email: ${anna}\nLast day: 20/11/2026\n\nEmail: ${bob}\nLast day: 24/12/2026`],
    ['by a day in any other column', `Email,Effective\n${anna},2026-11-20\n${bob},2026-12-31`],
    ['by words in a remark', `Email,Notes\n${anna},left\n${bob},leaves next month`],
    ['by a row of a table that heads others', `Email,Name\n${anna},Anna Lee\nDecember 2026,\n${bob},Bob Stone`],
  ])('%s', async (_, text) => {
    expect(await takenFrom(text)).toEqual([anna])
  })

  it.each([
    [
      'in a sentence without an address',
      `Please disable the account of a leaver.\nThe last day is 18 December.\n${anna}\n${bob}`,
    ],
    ['in the title of a table', `Leavers December 2026\nName,Email\nAnna Lee,${anna}\nBob Stone,${bob}`],
    ['in each row of a list of last days', `Email,Last day\n${anna},2031-01-31\n${bob},2031-01-31`],
    ['beside a status that each row has', `Email,Status,Last day\n${anna},Active,2031-01-31\n${bob},Active,2031-01-31`],
  ])('and so is everybody of whom it is said %s', async (_, text) => {
    expect(await takenFrom(text)).toEqual([])
  })

  it('with the day, and its column', async () => {
    const [row] = (await match(`Email,Effective\n${anna},2026-12-31`)).rows
    expect(row?.doubt).toEqual(
      'The column “Effective” says “2026-12-31”, which is still to come, so this person may not have left yet.',
    )
    const [line] = (await match(`Please disable ${anna} next Tuesday`)).rows
    expect(line?.doubt).toEqual(
      'The text says “Tuesday”, which is still to come, so this person may not have left yet.',
    )
  })
})

describe('nobody is asked about', () => {
  it.each([
    ['for a name that is a month too', `1. Anna Lee - ${anna}\n3. April Young - ${april}`, [anna, april]],
    [
      'for days of something else',
      `Email,Laptop due,Date of birth\n${anna},2026-12-20,12.12.\n${bob},2026-12-21,1.1.`,
      [anna, bob],
    ],
    ['for another day where the last day is past', `Email,Last day,Review\n${anna},2026-11-20,2027-01-01`, [anna]],
    ['for days that are past', `${anna} left on 20 Nov\n${bob} left on Monday`, [anna, bob]],
  ])('%s', async (_, text, taken) => {
    expect(await takenFrom(text)).toEqual(taken)
  })
})
