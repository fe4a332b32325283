import { expect, test } from 'vitest'
import { askedSpans, gapsBetween, type Stretch, within } from '../../../../src/renderer/features/audit/coverage.ts'
import { fetchedWords } from '../../../../src/renderer/features/audit/fetching.ts'
import { fc } from '../../../harness/properties.ts'

const second = 1000
/** Disjoint stretches that do not touch, oldest first. */
const stretches = fc
  .array(fc.tuple(fc.integer({ min: 2, max: 40 }), fc.integer({ min: 0, max: 40 })), { maxLength: 12 })
  .map((parts) => {
    let at = 0
    return parts.map(([pause, length]): Stretch => {
      const from = at + pause * second
      at = from + length * second
      return { from, to: at }
    })
  })
const iso = ({ from, to }: Stretch) => ({ from: new Date(from).toISOString(), to: new Date(to).toISOString() })
const seconds = (all: readonly Stretch[]) =>
  all.flatMap(({ from, to }) => Array.from({ length: (to - from) / second + 1 }, (_, n) => from + n * second))

test('each second of a span was asked for or is a gap, never both; what came back empty is asked for', () => {
  fc.assert(
    fc.property(stretches, fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }), (all, isEmpty) => {
      const span = { from: 0, to: 600 * second }
      const unknown = all.filter((_, n) => isEmpty[n]).map(iso)
      const spans = all.filter((_, n) => !isEmpty[n]).map(iso)
      const { asked, empty } = askedSpans({ spans, unknown })
      const gaps = gapsBetween(asked, span)
      expect([...seconds(within(asked, span)), ...seconds(gaps)].sort((a, b) => a - b)).toEqual(seconds([span]))
      expect(seconds(within(empty, span)).filter((at) => seconds(gaps).includes(at))).toEqual([])
    }),
    { numRuns: 60 },
  )
})

test('what a fetch brought is said, and what it did not', () => {
  expect(fetchedWords({ added: 1, gaps: 0, unreadable: 0 })).toBe('Fetched. 1 new event.')
  expect(fetchedWords({ added: 0, gaps: 1, unreadable: 2 })).toBe(
    'Fetched. No new events. Of 1 stretch LastPass did not give everything; what is missing is hatched. 2 records could not be read as events and are kept as they came.',
  )
})
