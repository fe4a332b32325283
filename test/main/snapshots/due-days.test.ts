import { describe, expect, it } from 'vitest'
import { dueDay, dueOn } from '../../../src/main/snapshots/schedule/due-days.ts'
import { fc } from '../../harness/properties.ts'

describe('the days on which a snapshot is due', () => {
  it('come once a week or a month, and what is due is the newest that was not written', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 18_000, max: 22_000 }),
        fc.constantFrom('week' as const, 'month' as const),
        fc.integer({ min: -40, max: 800 }),
        fc.option(fc.integer({ min: -10, max: 20 }), { nil: null }),
        (since, every, later, number) => {
          const today = since + later
          const written = number === null || number < 0 ? null : dueDay(since, every, number)
          const { day, missed, next } = dueOn(since, every, today, written)
          expect(next).toBeGreaterThan(today)
          expect(next - Math.max(today, since - 1)).toBeLessThanOrEqual(31)
          if (day === null) expect(today < since || (written !== null && written >= today - 30)).toBe(true)
          else {
            expect(day).toBeLessThanOrEqual(today)
            expect(today - day).toBeLessThan(31)
            expect(day).toBeGreaterThan(written ?? since - 1)
            expect(missed).toBeGreaterThanOrEqual(0)
          }
          expect(dueOn(since, every, today, day ?? written).day).toBeNull()
        },
      ),
    )
  })

  it('are the last of a month that is too short', () => {
    const january31 = Date.UTC(2026, 0, 31) / 86_400_000
    expect(
      [1, 2, 3, 13].map((n) => new Date(dueDay(january31, 'month', n) * 86_400_000).toISOString().slice(0, 10)),
    ).toEqual(['2026-02-28', '2026-03-31', '2026-04-30', '2027-02-28'])
  })
})
