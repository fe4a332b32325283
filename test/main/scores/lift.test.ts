import { expect, test } from 'vitest'
import { liftsOf } from '../../../src/main/scores/numbers/lift.ts'
import { fc } from '../../harness/properties.ts'

const scored = (...scores: number[]) => scores.map((score, at) => ({ at, score, empty: false }))

test('says what the average would be if everybody below the goal came to it, and who would lift it most', () => {
  expect(liftsOf(scored(10, 40, 80, 90), 50, 5)).toEqual({
    average: 55,
    belowGoal: { people: 2, average: 67.5, lift: 12.5 },
    emptyVaults: { people: 0, average: 55, lift: 0 },
    first: [
      { at: 0, score: 10, lift: 10 },
      { at: 1, score: 40, lift: 2.5 },
    ],
  })
})

test('takes empty vaults to the average of the others, and nobody where there are no others', () => {
  const [one, two] = scored(0, 60)
  expect(liftsOf([{ ...one, empty: true } as never, two as never], 50, 5).emptyVaults).toEqual({
    people: 1,
    average: 60,
    lift: 30,
  })
  expect(liftsOf([{ at: 0, score: 0, empty: true }], 50, 5).emptyVaults).toEqual({ people: 0, average: 0, lift: 0 })
  expect(liftsOf([], 50, 5)).toMatchObject({ average: null, belowGoal: { people: 0, average: null, lift: 0 } })
})

test('is what counting anew gives, whoever they are', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 60 }), (scores) => {
      const { belowGoal } = liftsOf(scored(...scores), 50, 5)
      const raised = scores.map((score) => Math.max(50, score))
      expect(belowGoal.average).toBeCloseTo(raised.reduce((sum, score) => sum + score, 0) / scores.length, 0)
      expect(belowGoal.people).toBe(scores.filter((score) => score < 50).length)
    }),
  )
})
