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

it('asks about somebody who stands in a staff list only as the manager of others, and knows who left', async () => {
  const anna = 'Anna Lee,anna.lee@example.com'
  const kindOf = async (text: string) => {
    const { comparison } = await tenant.call('leavers.compare', { text })
    for (const kind of ['on-both', 'near', 'not-on-list'] as const) {
      const { rows } = await tenant.call('leavers.compared', { comparison, kind, offset: 0, limit: 100 })
      const bob = rows.find(({ username }) => username === 'bob.stone@example.com')
      if (bob !== undefined) return { kind, why: bob.why }
    }
    return null
  }
  expect(await kindOf(`Name,Email,Manager\n${anna},bob.stone@example.com`)).toEqual({
    kind: 'near',
    why: 'Only in the column “Manager” of this row, and in no row of their own.',
  })
  expect(
    await kindOf(`Name,Email,Manager\n${anna},bob.stone@example.com\nBob Stone,bob.stone@example.com,`),
  ).toMatchObject({ kind: 'on-both' })
  expect(
    await kindOf(
      `Name,Email,Manager,Status\n${anna},bob.stone@example.com,Active\nBob Stone,bob.stone@example.com,,Terminated`,
    ),
  ).toMatchObject({ kind: 'not-on-list', why: 'On the list as left: "Terminated".' })
})

it('takes a day of the week for a name where several people of a line have it in their addresses', async () => {
  const one = await openTenantOf({ 'sunday.osei': 'Sunday Osei', 'anna.lee': 'Anna Lee' }, '2026-11-27')
  const resultsOf = async (text: string) => (await one.call('leavers.match', { text })).rows.map(({ result }) => result)
  const both = 'Sunday Osei <sunday.osei@example.com>; Anna Lee <anna.lee@example.com>'
  expect(await resultsOf(both)).toEqual(['matched', 'matched'])
  expect(await resultsOf('Anna Lee <anna.lee@example.com>, Sunday')).toContain('choose')
  await one.close()
})
