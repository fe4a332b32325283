import type { Output } from '../../contract/calls.ts'
import { Refusal } from '../../contract/failure.ts'
import type { SnapshotBody, SnapshotNumbers } from '../../contract/scores/snapshot.ts'
import type { ToldSummary } from '../../contract/scores/told-scores.ts'
import { dayNumber } from '../clock/calendar-day.ts'
import type { ScopeOf, ToldScores } from '../scores/told-scores.ts'

/** What a number that such a snapshot never has is answered with. */
const notForSeat = 'withheld: this seat is told averages, bands and how many have a score'

const nothing: Omit<ToldSummary, 'withheld' | 'threshold'> = {
  users: null,
  counted: null,
  withScore: null,
  withoutScore: null,
  average: null,
  distribution: null,
  belowThreshold: null,
  active30Days: null,
  activeAccounts: null,
  neverLoggedIn: null,
  disabled: null,
  invited: null,
  zeroFewSites: null,
  averageWithoutZeros: null,
  strongMasterPasswords: null,
  weakMasterPasswords: null,
  withStrength: null,
  withMfa: null,
  sharedFolders: null,
  scoreAgeDays: null,
  oldestScoreDays: null,
  asOf: null,
}

/**
 * Summary and line for a seat that sees nobody's account. Security rule: they are read out of what `snapshots.live` tells it, and of
 * nothing else. Test: test/main/scores/attacker.test.ts, where an attacker tries.
 */
export function managerScores(live: () => Promise<Output<'snapshots.live'>>, limited: () => boolean): ToldScores {
  async function lineOf(scope: ScopeOf): Promise<{ body: SnapshotBody; line: SnapshotNumbers; asOf: string | null }> {
    const { body, asOf } = await live()
    if (scope.kind === 'all') return { body, line: body.summary, asOf }
    const line = body.scopes.find(({ kind, name }) => kind === scope.kind && name === scope.name)
    if (line !== undefined) return { body, line, asOf }
    // Of what the seat does not name nothing is said, not even whether it is there.
    throw limited()
      ? new Refusal('not-allowed', `This seat is not shown this ${scope.kind}. An admin can make one that is.`)
      : new Refusal('not-found', `No ${scope.kind} has this name among the scores that were kept.`)
  }
  return {
    async summary(scope) {
      const { body, line, asOf } = await lineOf(scope)
      const { users, withScore, average, distribution, below, withheld } = line
      return {
        ...nothing,
        withheld: withheld ?? notForSeat,
        counted: users,
        withScore,
        withoutScore: users === null || withScore === null ? null : users - withScore,
        average,
        distribution,
        threshold: body.threshold,
        belowThreshold: below,
        asOf,
      }
    },
    async trend(scope, { from, to }) {
      const { line } = await lineOf(scope)
      const points = line.trend
        .filter(({ day }) => dayNumber(day) >= from && dayNumber(day) <= to)
        .map(({ day, average, withScore }) => ({
          day,
          average,
          users: null,
          withScore,
          distribution: null,
          below: null,
        }))
      return { points, withheld: line.withheld ?? notForSeat }
    },
  }
}
