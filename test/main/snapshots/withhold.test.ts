import { describe, expect, it } from 'vitest'
import type { DayScores } from '../../../src/main/snapshots/classes.ts'
import { createWithholding } from '../../../src/main/snapshots/withhold.ts'
import { fc } from '../../harness/properties.ts'

const people = 24
/** Scores of which no few add up to another, so that what cancels out does so because it is the same person's same score. */
const anyScore = fc.constantFrom(11, 23, 47, 95)

/** Two days of a company, of whom few or many moved, and groups in it that nest, overlap, or nearly are another one. */
const anyCompany = fc.record({
  first: fc.array(anyScore, { minLength: people, maxLength: people }),
  moved: fc.uniqueArray(fc.nat(people - 1), { maxLength: people }),
  groups: fc.array(
    fc.record({
      from: fc.nat(people),
      to: fc.nat(people),
      without: fc.array(fc.nat(people - 1), { maxLength: 3 }),
      joinsLater: fc.array(fc.nat(people - 1), { maxLength: 6 }),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  minimum: fc.integer({ min: 2, max: 7 }),
  together: fc.boolean(),
})

interface Line {
  /** By person; NaN: not in it. */
  scores: readonly number[]
}

/** Who of these is counted, with the score; NaN: not counted. */
const counted = (scores: readonly number[]): DayScores => {
  const accounts = [...scores.keys()].filter((k) => !Number.isNaN(scores[k]))
  return { accounts: Uint32Array.from(accounts), scores: Float64Array.from(accounts, (k) => scores[k] ?? Number.NaN) }
}

describe('what may be told without names', () => {
  it('gives an attacker no number about fewer people than the minimum, whatever is added and subtracted', () => {
    let told = 0
    fc.assert(
      fc.property(anyCompany, ({ first, moved, groups, minimum, together }) => {
        const second = first.map((score, k) => (moved.includes(k) ? (score === 11 ? 95 : 11) : score))
        const linesOf = (member: (k: number, later: boolean) => boolean): Line[] =>
          [first, second].map((scores, day) => ({
            scores: scores.map((score, k) => (member(k, day === 1) ? score : Number.NaN)),
          }))
        const everyone = linesOf(() => true)
        const each = groups.map(({ from, to, without, joinsLater }) =>
          linesOf((k, later) => (k >= from && k < to && !without.includes(k)) || (later && joinsLater.includes(k))),
        )
        const withholding = createWithholding(people, minimum)
        const published: Line[] = []
        const tell = (lines: Line[]) => {
          if (withholding.publish(lines.map(({ scores }) => counted(scores)))) published.push(...lines)
        }
        for (const [one, other] of [everyone, ...each] as [Line, Line][]) {
          if (together) tell([one, other])
          else {
            tell([other])
            // As a later snapshot does: what was told before goes with it.
            if (withholding.publish([counted(one.scores), counted(other.scores)])) published.push(one, other)
          }
        }
        told += published.length
        const combinations = [-1, 0, 1]
        for (let a = 0; a < published.length; a++)
          for (let b = 0; b < a; b++)
            for (let c = 0; c <= b; c++)
              for (const forB of combinations)
                for (const forC of combinations) {
                  const about = (value: (score: number) => number) =>
                    Array.from({ length: people }, (_, k) => {
                      const at = (index: number) => {
                        const score = published[index]?.scores[k] ?? Number.NaN
                        return Number.isNaN(score) ? 0 : value(score)
                      }
                      return at(a) + forB * at(b) + (c === b ? 0 : forC * at(c))
                    }).filter((value) => value !== 0).length
                  for (const number of [about((score) => score), about(() => 1)])
                    expect(number === 0 || number >= minimum).toBe(true)
                }
      }),
      { numRuns: 150 },
    )
    // The test would say nothing of a rule that withholds everything.
    expect(told).toBeGreaterThan(300)
  })

  it('tells no band of a group that has few in it, nor what is left of the whole', () => {
    const scores = (member: (k: number) => boolean) =>
      counted(Array.from({ length: 20 }, (_, k) => (member(k) ? (k < 10 ? 20 : 80) : Number.NaN)))
    const bandOf = (score: number) => (score < 50 ? 0 : 1)
    const withholding = createWithholding(20, 5)
    expect(withholding.publishBands([scores(() => true)], bandOf)).toBe(true)
    expect(withholding.publishBands([scores((k) => k > 6)], bandOf)).toBe(false)
    expect(withholding.publishBands([scores((k) => k < 6)], bandOf)).toBe(false)
    expect(withholding.publishBands([scores((k) => k < 5 || k >= 15)], bandOf)).toBe(true)
  })

  it('tells nothing of a group of four, and not of the whole less four either', () => {
    const scores = (member: (k: number) => boolean) =>
      counted(Array.from({ length: 20 }, (_, k) => (member(k) ? k + 1 : Number.NaN)))
    const withholding = createWithholding(20, 5)
    expect(createWithholding(4, 5).publish([counted([1, 2, 3, 4])])).toBe(false)
    expect(withholding.publish([scores(() => true)])).toBe(true)
    expect(withholding.publish([scores((k) => k < 4)])).toBe(false)
    expect(withholding.publish([scores((k) => k < 16)])).toBe(false)
    expect(withholding.publish([scores((k) => k < 10)])).toBe(true)
    expect(withholding.publish([scores((k) => k > 2 && k < 10)])).toBe(false)
  })
})
