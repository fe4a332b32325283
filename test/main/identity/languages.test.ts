import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTenantOf, type TestTenant } from '../../harness/application.ts'
import { takenFrom } from '../../harness/matching.ts'

// Exports of HR systems in languages with few known words: a name, an address and a status under headers of their own.

const anna = 'anna.lee@example.com'
const bob = 'bob.stone@example.com'
const exports = [
  ['Hebrew, with a sign within a word', 'שם,דוא"ל,סטטוס', 'עזבה', 'פעיל'],
  ['Hebrew', 'שם מלא,אימייל,סטטוס', 'לא פעיל', 'חופשת לידה'],
  ['Arabic', 'الاسم,البريد الإلكتروني,الحالة', 'مستقيلة', 'على رأس العمل'],
  ['Thai', 'ชื่อ,อีเมล,สถานะ', 'ลาออก', 'ปฏิบัติงาน'],
  ['Vietnamese', 'Họ tên,Email,Trạng thái', 'Đã nghỉ việc', 'Nghỉ thai sản'],
  ['Icelandic', 'Nafn,Netfang,Staða', 'Hætt', 'Í starfi'],
] as const
let tenant: TestTenant
beforeAll(async () => {
  tenant = await openTenantOf({ 'anna.lee': 'Anna Lee', 'bob.stone': 'Bob Stone' }, '2026-11-27')
})
afterAll(() => tenant.close())

it.each(exports)('tells leavers and staff apart in %s', async (_language, header, gone, there) => {
  const text = `${header}\nAnna Lee,${anna},${gone}\nBob Stone,${bob},${there}`
  expect(await takenFrom(tenant, text)).toEqual([anna])
  const { comparison } = await tenant.call('leavers.compare', { text })
  const { rows } = await tenant.call('leavers.compared', { comparison, kind: 'on-both', offset: 0, limit: 50 })
  expect(rows.map(({ username }) => username)).toEqual([bob])
})
