import { expect, test } from 'vitest'
import { drifted, likeness } from '../../../../src/renderer/features/changes/waiting/conflicts.ts'

const row = (username: string, now: string, kind: 'disable' | 'enable' = 'disable') => ({
  change: { kind, username },
  fields: [
    { field: 'Login', base: 'allowed', now: 'allowed', mine: 'blocked' },
    { field: 'Admin', base: 'no', now, mine: 'no' },
  ],
})

test('only what LastPass has otherwise than planned counts as drifted', () => {
  expect(drifted(row('a@example.com', 'yes')).map(({ field }) => field)).toEqual(['Admin'])
  expect(drifted(row('a@example.com', 'no'))).toEqual([])
})

test('one decision fits the same act on the same drift, and nothing else', () => {
  expect(likeness(row('a@example.com', 'yes'))).toBe(likeness(row('b@example.com', 'yes')))
  expect(likeness(row('a@example.com', 'yes'))).not.toBe(likeness(row('a@example.com', 'unknown')))
  expect(likeness(row('a@example.com', 'yes'))).not.toBe(likeness(row('a@example.com', 'yes', 'enable')))
})
