import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTenantOf, type TestTenant } from '../../harness/application.ts'
import { takenFrom } from '../../harness/matching.ts'

// What is noted of the rows of a table: of things that leavers hand in, and of people who come back.

const anna = 'anna.lee@example.com'
const bob = 'bob.stone@example.com'
let tenant: TestTenant
beforeAll(async () => {
  tenant = await openTenantOf({ 'anna.lee': 'Anna Lee', 'bob.stone': 'Bob Stone' }, '2026-11-27')
})
afterAll(() => tenant.close())

describe('a remark', () => {
  it.each([
    'returned',
    'returned 01.11.2026',
    'Received',
    'back',
    'back since 1.11.',
    'zurück',
    'relocation',
    'Maternity',
  ])('that may be of somebody who stays or came back is asked about: %j', async (remark) => {
    expect(await takenFrom(tenant, `Email,Comment\n${anna},\n${bob},${remark}`)).toEqual([anna])
  })

  it.each(['Laptop returned', 'phone back', 'Laptop zurück', 'Resignation', 'left, relocation', 'Schlüssel abgegeben'])(
    'that is of things, or says why somebody leaves, asks nothing: %j',
    async (remark) => {
      expect(await takenFrom(tenant, `Email;Comment\n${anna};\n${bob};${remark}`)).toEqual([anna, bob])
    },
  )
})

describe('a column "Account disabled"', () => {
  it('beside other tasks that are ticked off asks about whom it is done for, and about the others', async () => {
    const text = `email,laptop returned,account disabled\n${anna},no,no\n${bob},yes,yes`
    expect(await takenFrom(tenant, text)).toEqual([])
  })

  it('of an export of accounts tells who has left', async () => {
    expect(await takenFrom(tenant, `email,department,account disabled\n${anna},Sales,no\n${bob},Sales,yes`)).toEqual([
      bob,
    ])
  })
})

describe('who leaves is told apart where', () => {
  it.each([
    ['the other row is about a case', 'Outcome', 'Dismissed', 'Case dismissed'],
    ['the other row is about a case, in a column of states', 'Status', 'Terminated', 'Investigation terminated'],
    ['the other row is about a thing', 'Status', 'Terminated', 'Laptop retired'],
    ['a database writes that it knows no day', 'deleted_at', '2026-11-20T10:00:00Z', 'NULL'],
    ['a database writes so in another way', 'deactivated_at', '2026-11-20', '0000-00-00'],
    ['a database writes yes and no', 'is_active', 'f', 't'],
    ['a database writes them the other way round', 'disabled', 't', 'f'],
  ])('%s', async (_where, header, leaves, other) => {
    expect(
      await takenFrom(tenant, `Name,Email,${header}\nAnna Lee,${anna},${leaves}\nBob Stone,${bob},${other}`),
    ).toEqual([anna])
  })
})

it.each(['NULL', '', 'n/a'])(
  'whoever has %j where others have the day on which they were deleted is staff, and the others are asked about',
  async (nothing) => {
    const text = `email,deleted_at\n${anna},${nothing}\n${bob},2026-11-20`
    const { comparison } = await tenant.call('leavers.compare', { text })
    const { rows } = await tenant.call('leavers.compared', { comparison, kind: 'on-both', offset: 0, limit: 50 })
    expect(rows.map(({ username }) => username)).toEqual([anna])
  },
)
