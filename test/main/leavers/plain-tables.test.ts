import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTenantOf, type TestTenant } from '../../harness/application.ts'

let tenant: TestTenant
beforeAll(async () => {
  tenant = await openTenantOf({ 'anna.lee': 'Anna Lee', 'bob.stone': 'Bob Stone' }, '2026-11-27')
})
afterAll(() => tenant.close())

it('takes every row of our own export, and says of none that it is asked about', async () => {
  const { rows, notes } = await tenant.call('leavers.match', {
    text: 'username,fullname,status\nanna.lee@example.com,Anna Lee,never-logged-in\nbob.stone@example.com,Bob Stone,active',
  })
  expect(rows.map(({ result }) => result)).toEqual(['matched', 'matched'])
  expect(notes.join(' ')).not.toContain('asked about')
})

it('reads the lines of a table that a spreadsheet wrote as one cell each', async () => {
  const { rows } = await tenant.call('leavers.match', {
    text: '"Name,Email,Left"\n"""Lee, Anna"",anna.lee@example.com,yes"\n"Bob Stone,bob.stone@example.com,yes"',
  })
  expect(rows.map(({ result, username }) => [result, username])).toEqual([
    ['matched', 'anna.lee@example.com'],
    ['matched', 'bob.stone@example.com'],
  ])
})
