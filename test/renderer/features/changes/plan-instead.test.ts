import { expect, it } from 'vitest'
import { withInstead } from '../../../../src/renderer/features/changes/plan/plan-instead.ts'

it('replaces the wrong change alone, whoever else has the same address', () => {
  const rows = [
    { row: 0, change: { kind: 'add' as const, username: 'anna@example.com', fullname: 'Anna' } },
    { row: 1, change: { kind: 'add' as const, username: 'kim@example.com' } },
    { row: 2, change: { kind: 'rename' as const, username: 'anna@example.com', fullname: 'Anna B' } },
  ]
  const given = rows as unknown as Parameters<typeof withInstead>[0]
  expect(withInstead(given, given[0] as (typeof given)[number])).toEqual([
    { kind: 'enable', username: 'anna@example.com' },
    rows[1]?.change,
    rows[2]?.change,
  ])
})
