import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTenantOf, type TestTenant } from '../../harness/application.ts'
import { takenFrom } from '../../harness/matching.ts'

// A cell that denies that somebody leaves holds the word for leaving all the same.

const anna = 'anna.lee@example.com'
const bob = 'bob.stone@example.com'
let tenant: TestTenant
beforeAll(async () => {
  tenant = await openTenantOf({ 'anna.lee': 'Anna Lee', 'bob.stone': 'Bob Stone' }, '2026-11-27')
})
afterAll(() => tenant.close())

describe('a cell that denies leaving', () => {
  it.each([
    ['Status', 'gekündigt', 'nicht gekündigt'],
    ['Status', 'gekündigt', 'keine Kündigung'],
    ['Status', 'Terminated', 'no termination'],
    ['Grund', 'Kündigung zum 31.10.', 'keine Kündigung,\nnur Versetzung'],
    ['Reason', 'Resignation', 'no resignation'],
    ['Reason', 'Resignation', 'no voluntary resignation'],
    ['Motif', 'Démission', 'pas de démission'],
    ['Motivo', 'Dimissioni', 'nessuna dimissione'],
    ['Powód', 'Wypowiedzenie', 'brak wypowiedzenia'],
    ['状态', '已离职', '未离职'],
    ['在职状态', '离职', '尚未离职'],
    ['状況', '退職済', '退職予定なし'],
    ['備考', '退職', '退職しない'],
    ['상태', '퇴사', '미퇴사'],
    ['비고', '퇴사', '퇴사 취소'],
    ['Статус', 'уволен', 'не уволен'],
    ['Column', 'Kündigung', 'keine Kündigung'],
  ])('under "%s" beside %j: %j is asked about', async (header, leaves, denies) => {
    expect(await takenFrom(tenant, `E-Mail;${header}\n${anna};"${leaves}"\n${bob};"${denies}"`)).toEqual([anna])
  })

  it.each(['ungekündigt', 'nicht gekündigt', 'not terminated', '未离职', 'не уволена'])(
    'is one of staff where a status column says so: %j',
    async (denies) => {
      const { comparison } = await tenant.call('leavers.compare', {
        text: `E-Mail;Status\n${anna};Terminated\n${bob};${denies}`,
      })
      const { rows } = await tenant.call('leavers.compared', { comparison, kind: 'on-both', offset: 0, limit: 50 })
      expect(rows.map(({ username }) => username)).toEqual([bob])
    },
  )

  it.each(['No longer employed', 'Not employed', 'non attivo', 'nicht mehr beschäftigt', 'niet meer in dienst'])(
    'but %j says that its person has left',
    async (gone) => {
      expect(await takenFrom(tenant, `E-Mail;Status\n${anna};${gone}\n${bob};Active`)).toEqual([anna])
    },
  )
})

it('a thing that was not handed in says nothing of who leaves', async () => {
  const rows = `${anna},no\n${bob},yes`
  expect(await takenFrom(tenant, `Email,Laptop returned\n${rows}`)).toEqual([anna, bob])
  expect(await takenFrom(tenant, `Email,Laptop returned,Left\n${anna},no,yes\n${bob},yes,yes`)).toEqual([anna, bob])
})
