import { describe, expect, it } from 'vitest'
import { seatNote } from '../../../../src/renderer/screens/joiners/joiner-words.ts'
import { seatTrend } from '../../../../src/renderer/screens/joiners/seat-trend.ts'
import { fc } from '../../../harness/properties.ts'

const day = (at: number) => new Date(Date.UTC(2026, 0, 1) + at * 86_400_000).toISOString().slice(0, 10)

describe('licence seats', () => {
  it('are warned about only where a batch needs more than were bought', () => {
    expect(seatNote({ seats: 100, seatsUsed: 90 }, 10)).toBe('')
    expect(seatNote({ seats: 100, seatsUsed: 90 }, 12)).toBe(
      '102 seats would be in use, 2 more than the 100 that were bought. ',
    )
    expect(seatNote({ seats: null, seatsUsed: 90 }, 1000)).toBe('')
    expect(seatNote(undefined, 1)).toBe('')
  })

  it('have a pace by the last 90 days, and none by less than a week', () => {
    expect(seatTrend([], 5)).toBeNull()
    expect(
      seatTrend(
        [0, 6].map((at) => ({ day: day(at), users: 10 + at })),
        5,
      ),
    ).toBeNull()
    const points = [0, 20, 40, 110].map((at) => ({ day: day(at), users: 100 + at }))
    expect(seatTrend(points, 35)).toEqual({
      from: day(20),
      to: day(110),
      before: 120,
      after: 210,
      perMonth: 30,
      fullIn: 35,
    })
    expect(
      seatTrend(
        points.toReversed().map(({ users }, at) => ({ day: day(at * 10), users })),
        35,
      ),
    ).toMatchObject({
      fullIn: null,
    })
  })

  it('are never said to be used up at a pace that does not grow', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 2, maxLength: 60 }),
        fc.integer({ min: -50, max: 500 }),
        (users, free) => {
          const trend = seatTrend(
            users.map((each, at) => ({ day: day(at * 3), users: each })),
            free,
          )
          if (trend === null) return
          expect(Number.isInteger(trend.perMonth)).toBe(true)
          if (trend.fullIn !== null) expect(trend.after > trend.before && free > 0 && trend.fullIn >= 0).toBe(true)
        },
      ),
    )
  })
})
