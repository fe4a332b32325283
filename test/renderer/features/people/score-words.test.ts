import { expect, test } from 'vitest'
import { bandOf, scoreText } from '../../../../src/contract/scores/scores.ts'
import { bandRule, scoreBand } from '../../../../src/renderer/features/people/scores.ts'
import { fc } from '../../../harness/properties.ts'

const scores = fc.oneof(
  fc.integer({ min: 0, max: 100_000_000 }).map((millionths) => millionths / 1e6),
  fc.integer({ min: 0, max: 10_000 }).map((hundredths) => hundredths / 100),
)
const thresholds = fc.integer({ min: 10, max: 1000 }).map((tenths) => tenths / 10)

test('a score is shown with the number that its word and its bar were found by', () => {
  fc.assert(
    fc.property(scores, thresholds, thresholds, (score, threshold, goodAbove) => {
      const shown = Number(scoreText(score))
      expect(scoreBand(shown, { threshold, goodAbove })).toEqual(scoreBand(score, { threshold, goodAbove }))
      expect(bandOf(shown)).toBe(bandOf(score))
    }),
  )
})

test.each([
  [49.95, 'low', '49.95'],
  [50, 'fair', '50'],
  [75, 'fair', '75'],
  [75.04, 'good', '75.04'],
  [83.2, 'good', '83.2'],
])('%d is %s and shown as %s', (score, word, text) => {
  expect(scoreBand(score, { threshold: 50, goodAbove: 75 }).word).toBe(word)
  expect(scoreText(score)).toBe(text)
})

test('the rule of the words names the thresholds, and no band that is empty', () => {
  expect(bandRule({ threshold: 60, goodAbove: 80.5 })).toBe('Under 60 low, to 80.5 fair, above good.')
  expect(bandRule({ threshold: 90, goodAbove: 75 })).toBe('Under 90 low, above good.')
})
