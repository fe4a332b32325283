import { describe, expect, it } from 'vitest'
import { dayIn } from '../../../../src/renderer/features/scores/today.ts'
import { shortDay } from '../../../../src/renderer/lib/words/format.ts'

const named = (day: number) => new Date(day).toISOString().slice(0, 10)

describe('today, as scores are kept', () => {
  it('is the day of the account’s zone, whatever day this workstation has', () => {
    const instant = Date.parse('2026-11-27T03:30:00Z')
    expect(['US/Eastern', 'UTC', 'Asia/Tokyo'].map((zone) => named(dayIn(instant, zone)))).toEqual([
      '2026-11-26',
      '2026-11-27',
      '2026-11-27',
    ])
  })

  it('has its name wherever it is read', () => {
    expect(shortDay('2026-11-26')).toBe('26 Nov 2026')
  })
})
