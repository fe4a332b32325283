import { describe, expect, test } from 'vitest'
import { changedSince, type PasswordChange } from '../../../src/main/leavers/rotation/changed-since.ts'
import { fc } from '../../harness/properties.ts'

const day = (number: number) => `2026-11-${String(number).padStart(2, '0')}T12:00:00.000Z`
const item = { username: 'Leaver@example.com', site: 'Example.com', folderName: 'Sales', opened: { last: day(3) } }
const change = (given: Partial<PasswordChange>): PasswordChange => ({
  time: day(10),
  by: 'ada@example.com',
  action: 'Password changed',
  site: 'https://example.com/login',
  folder: null,
  item: null,
  ...given,
})
const reach = new Set(['ada@example.com', 'bob@example.com', 'leaver@example.com'])
const at = (changes: PasswordChange[], ended: string | null = day(5)) => changedSince(item, changes, { ended, reach })

describe('a password that was changed after a leaver', () => {
  test('is told by an event that names its site, with who and when', () => {
    expect(at([change({})])).toEqual({
      time: day(10),
      by: 'ada@example.com',
      action: 'Password changed',
      item: null,
      sure: true,
    })
  })

  test.each([
    ['before the account was blocked', change({ time: day(4) })],
    ['by the leaver', change({ by: 'LEAVER@example.com' })],
    ['by somebody who cannot reach the folder', change({ by: 'eve@example.com' })],
    ['of another site', change({ site: 'example.org' })],
    ['in another folder', change({ folder: 'Marketing' })],
    ['of a numbered item elsewhere', change({ site: null, item: '77', folder: 'Marketing' })],
    ['of a numbered item of nobody’s folder', change({ site: null, item: '77' })],
  ])('is not told by a change %s', (_, one) => {
    expect(at([one])).toBeNull()
  })

  test('is offered, not taken, where only a number is named, or the account is not known to be blocked', () => {
    expect(at([change({ site: null, item: '9007199254740993', folder: 'sales' })])).toMatchObject({
      sure: false,
      item: '9007199254740993',
    })
    expect(at([change({})], null)).toMatchObject({ sure: false })
    expect(at([change({ time: day(6), site: null, item: '1', folder: 'Sales' }), change({})])).toMatchObject({
      sure: true,
      time: day(10),
    })
  })

  test('is never sure before both the last use and the block', () => {
    const moments = fc.integer({ min: 1, max: 28 })
    fc.assert(
      fc.property(fc.array(moments), moments, fc.option(moments), (changed, opened, ended) => {
        const found = changedSince(
          { ...item, opened: { last: day(opened) } },
          changed.map((one) => change({ time: day(one) })),
          { ended: ended === null ? null : day(ended), reach },
        )
        const later = changed.filter((one) => one > Math.max(opened, ended ?? 0)).sort((one, other) => one - other)
        expect(found?.time ?? null).toBe(later[0] === undefined ? null : day(later[0]))
        expect(found?.sure ?? false).toBe(found !== null && ended !== null)
      }),
    )
  })
})
