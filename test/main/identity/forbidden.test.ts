import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTenantOf, type TestTenant } from '../../harness/application.ts'
import { takenFrom as takenFromList } from '../../harness/matching.ts'

// A text says in the same breath who goes and who does not, in letters of any script and in lists of programs too.

const people = { 'anna.lee': 'Anna Lee', 'bob.stone': 'Bob Stone' } as const
const anna = 'anna.lee@example.com'
const bob = 'bob.stone@example.com'

let tenant: TestTenant
beforeAll(async () => {
  tenant = await openTenantOf(people, '2026-11-27')
})
afterAll(() => tenant.close())

const takenFrom = (text: string) => takenFromList(tenant, text)

describe('is never taken', () => {
  it.each([
    [`Dar de baja: ${anna}\nNo dar de baja: ${bob}`],
    [`Bloquear: ${anna}\nNo bloquear: ${bob}`],
    [`${anna} 퇴사 처리 부탁드립니다. ${bob} 는 제외해 주세요.`],
    [`${anna}\n${bob} 除外`],
    [`${anna}\n${bob} 제외`],
    [`يرجى تعطيل حساب ${anna}، ولا تعطلوا حساب ${bob}`],
    [`אנה לי,${anna},עזב\nדוד כהן,${bob},עובד`],
  ])('whom a line forbids to disable, or says something of that nobody understands: %j', async (text) => {
    expect(await takenFrom(text)).not.toContain(bob)
  })

  it.each([
    [`leavers:\n  - name: Anna Lee\n    email: ${anna}\nkeep:\n  - name: Bob Stone\n    email: ${bob}`],
    [`- name: Anna Lee\n  email: ${anna}\n  manager:\n    name: Bob Stone\n    email: ${bob}`],
  ])('who stands under a label of something else in records: %j', async (text) => {
    expect(await takenFrom(text)).toEqual([anna])
  })

  it.each(['Rücknahme der Kündigung', 'Kündigung storniert', 'Resignation retracted', 'Baja anulada'])(
    'who has a yes under "%s"',
    async (header) => {
      const text = `Name;E-Mail;Leaves;${header}\nAnna Lee;${anna};yes;\nBob Stone;${bob};yes;yes`
      expect(await takenFrom(text)).toEqual([anna])
    },
  )
})

describe('is taken all the same', () => {
  it.each([
    [`Employee no 4711 left: ${anna}`, [anna]],
    [`李 安娜 ${anna}`, [anna]],
    [`加藤 美優 <${anna}>、佐藤 <${bob}>`, [anna, bob]],
  ])('beside a number, or names in letters of any script: %j', async (text, taken) => {
    expect(await takenFrom(text)).toEqual(taken)
  })
})
