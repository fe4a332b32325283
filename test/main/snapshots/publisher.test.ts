import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Counted, ScopeDays } from '../../../src/main/scores/history/scope-days.ts'
import { openPublisher } from '../../../src/main/snapshots/publisher.ts'
import { scoreMigrations } from '../../../src/main/store/migrations/scores.ts'
import { openStore } from '../../../src/main/store/open.ts'
import { temporaryFolder } from '../../harness/application.ts'
import { fc } from '../../harness/properties.ts'

const people = 24
const minimum = 5
/** Scores of which no few add up to another, so that what cancels out does so because it is the same person's same score. */
const anyScore = fc.constantFrom<number>(11, 23, 47, 95)
const few = fc.uniqueArray(fc.nat(people - 1), { maxLength: 7 })
const anyGroup = fc.record({
  from: fc.nat(12),
  size: fc.integer({ min: 4, max: 20 }),
  /** The days from which on it has another name. */
  renamed: fc.option(fc.nat(3), { nil: null, freq: 2 }),
})
/** Four days, on each of which few or many moved, mostly within a stretch of people; two groups; and which snapshots are made. */
const anySeries = fc.record({
  first: fc.array(anyScore, { minLength: people, maxLength: people }),
  moves: fc.array(
    fc.oneof(
      few,
      fc.constant<number[]>([]),
      fc
        .tuple(fc.nat(people - 1), fc.integer({ min: 5, max: 12 }))
        .map(([from, size]) => Array.from({ length: size }, (_, index) => (from + index) % people)),
    ),
    { minLength: 3, maxLength: 3 },
  ),
  groups: fc.array(anyGroup, { minLength: 1, maxLength: 3 }),
  snapshots: fc.array(fc.subarray([0, 1, 2, 3], { minLength: 1 }), { minLength: 1, maxLength: 3 }),
})

/** A score to which nobody else moves, and nobody twice: what cancels out does so because somebody did not move. */
const scoreOf = (day: number, k: number): number => 100_000 + (((day * people + k + 1) * 7919 * 7919) % 899_981)

/** Days at hand, for whoever asks which scores a scope had on one. */
function daysOf(
  scoresOn: readonly number[][],
  membersOf: (scope: number, day: number) => ReadonlySet<number>,
): ScopeDays {
  const counted = (scopes: readonly number[] | 'all', day: number): Counted => {
    const inside = [...Array(people).keys()].filter(
      (k) => scopes === 'all' || scopes.some((scope) => membersOf(scope, day).has(k)),
    )
    return {
      accounts: Uint32Array.from(inside),
      scores: Float64Array.from(inside, (k) => scoresOn[day]?.[k] ?? Number.NaN),
    }
  }
  return { accounts: people, *read() {}, scores: counted, members: counted }
}

describe('what a series of snapshots tells', () => {
  it('gives no number about fewer people than the minimum, whichever four of its numbers are put together', () => {
    let told = 0
    const home = temporaryFolder()
    const store = openStore({
      ...{ file: join(home, 'scores.db'), key: 'ab'.repeat(32), migrations: scoreMigrations, durability: 'normal' },
    })
    try {
      fc.assert(
        fc.property(anySeries, ({ first, moves, groups, snapshots }) => {
          store.exec('DELETE FROM published')
          const scoresOn = [first]
          for (const [day, moved] of moves.entries())
            scoresOn.push((scoresOn.at(-1) ?? []).map((score, k) => (moved.includes(k) ? scoreOf(day, k) : score)))
          // A group that was renamed has the number of another one from then on.
          const membersOf = (scope: number, day: number) => {
            const { from, size, renamed } = groups[scope % 10] ?? { from: 0, size: 0, renamed: null }
            const named = renamed !== null && day >= renamed ? 10 : 0
            return new Set(
              scope - (scope % 10) === named ? Array.from({ length: size }, (_, index) => (from + index) % people) : [],
            )
          }
          const days = daysOf(scoresOn, membersOf)
          const published = new Map<string, number[]>()
          for (const wanted of snapshots) {
            const last = wanted.at(-1) ?? 0
            const publisher = finished(openPublisher(store, days, { minimum, threshold: 50, open: false }))
            const lines: (readonly number[] | 'all')[] = [
              'all',
              ...groups.flatMap((_, group) => [[group], [group + 10]]),
            ]
            for (const line of lines) {
              if (days.scores(line, last).accounts.length === 0) continue
              const asked = line === 'all' ? wanted : [...new Set([wanted[0] ?? 0, last])]
              for (const day of finished(publisher.days(line, last, asked)) ?? []) {
                const { accounts, scores } = days.scores(line, day)
                const vector = new Array<number>(people).fill(0)
                accounts.forEach((k, index) => {
                  vector[k] = scores[index] ?? 0
                })
                published.set(vector.join(), vector)
              }
            }
            publisher.remember()
          }
          told += published.size
          expect(leastOf([...published.values()])).toBeGreaterThanOrEqual(minimum)
        }),
        { numRuns: 150 },
      )
    } finally {
      store.close()
      rmSync(home, { recursive: true, force: true })
    }
    // The test would say nothing of a rule that withholds everything.
    expect(told).toBeGreaterThan(300)
  }, 60_000)
})

function finished<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** Of how many people the smallest number is that is told, or follows from up to four that are told. */
function leastOf(told: readonly number[][]): number {
  const zero = new Array<number>(people).fill(0)
  const signed = [zero, ...told, ...told.map((vector) => vector.map((value) => -value))]
  const sums = new Map<string, number[]>()
  for (const one of signed)
    for (const other of signed) {
      const sum = one.map((value, k) => value + (other[k] ?? 0))
      sums.set(sum.join(), sum)
    }
  let least = Number.POSITIVE_INFINITY
  const all = [...sums.values()]
  all.forEach((one, at) => {
    for (let index = at; index < all.length; index++) {
      const other = all[index] ?? zero
      let about = 0
      for (let k = 0; k < people && about < least; k++) if ((one[k] ?? 0) + (other[k] ?? 0) !== 0) about++
      if (about > 0 && about < least) least = about
    }
  })
  return least
}
