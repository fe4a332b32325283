import { expect, test } from 'vitest'
import { paceOf } from '../../../../src/renderer/features/scores/trend/pace.ts'

const line = (...points: [string, number | null][]) => points.map(([day, average]) => ({ day, average }))

test('goes on from the last day as fast as between the first and the last', () => {
  const points = line(['2026-10-01', 60], ['2026-10-15', null], ['2026-10-31', 63])
  expect(paceOf(points, { value: 65, by: '2026-11-30' })).toEqual({ days: 30, expected: 66, reached: true, monthly: 3 })
  expect(paceOf(points, { value: 67, by: '2026-11-30' })).toMatchObject({ expected: 66, reached: false })
})

test('says nothing of a short time, of no time, or of a target whose day is over', () => {
  expect(paceOf(line(['2026-10-01', 60], ['2026-10-10', 63]), { value: 65, by: '2026-11-30' })).toBeNull()
  expect(paceOf(line(['2026-10-01', null]), { value: 65, by: '2026-11-30' })).toBeNull()
  expect(paceOf(line(['2026-10-01', 60], ['2026-10-31', 63]), { value: 65, by: '2026-10-20' })).toBeNull()
})

test('expects no score beyond the ends of the scale', () => {
  expect(paceOf(line(['2026-10-01', 10], ['2026-10-31', 90]), { value: 95, by: '2027-10-31' })?.expected).toBe(100)
  expect(paceOf(line(['2026-10-01', 90], ['2026-10-31', 10]), { value: 95, by: '2027-10-31' })?.expected).toBe(0)
})
