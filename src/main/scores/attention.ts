import type { AttentionLine } from '../../contract/calls/scores.ts'
import { falling, longInvited } from '../../contract/scores/scores.ts'
import type { Reads } from '../directory/reads.ts'
import { attentionCounts } from './attention-counts.ts'
import type { RecentMoves } from './history/recent-moves.ts'

/** What needs somebody, each as the filter of the people's table that its row opens has them: that list has exactly so many rows. */
export function attentionOf(reads: Reads, threshold: number, moves: RecentMoves, now: number): AttentionLine[] {
  const one = { sort: 'name', direction: 'asc', deleted: false, offset: 0, limit: 1 } as const
  const folders = reads.foldersPage(one).total
  const foldersAt = (risk: 'sole-admin' | 'no-admin') => reads.foldersPage({ ...one, risk }).total
  const of = attentionCounts(reads.columns(), threshold, now)
  return [
    { id: 'admins-without-mfa', count: of.adminsWithoutMfa, of: of.admins },
    { id: 'disabled-in-folders', count: of.disabledInFolders, of: of.disabled },
    { id: 'no-admin-folders', count: foldersAt('no-admin'), of: folders },
    { id: 'sole-admin-folders', count: foldersAt('sole-admin'), of: folders },
    { id: 'expired-master-password', count: reads.find({ passwordExpired: true }, []).length, of: of.active },
    { id: 'never-logged-in', count: of.neverLoggedIn, of: of.accounts },
    { id: 'inactive', count: of.inactive, of: of.active },
    { id: 'weak-master-password', count: of.weakMasterPassword, of: of.withStrength },
    { id: 'low-score', count: of.belowThreshold, of: of.scored },
    ...(moves.days === null
      ? []
      : [
          {
            id: 'scores-falling' as const,
            count: reads.find({ scoreFell: falling.points }, []).length,
            of: moves.people,
            days: moves.days,
          },
        ]),
    { id: 'invited-long-ago', of: of.invited, ...longInvitedOf(reads, of.invited) },
    { id: 'invited', count: of.invited, of: of.all },
  ]
}

/** How many are known to be invited for long, the oldest of them since when, and of how many others it is not known. */
function longInvitedOf(reads: Reads, invited: number): Pick<AttentionLine, 'count' | 'since' | 'undated'> {
  const { n } = reads.columns()
  const since = reads.invitedSince()
  let oldest = Number.POSITIVE_INFINITY
  let known = 0
  for (const { seen } of since.values()) if (seen) known++
  const long = reads.find({ invitedDays: longInvited }, [])
  for (const at of long) {
    const found = since.get(n[at] as number)
    if (found === undefined) continue
    oldest = Math.min(oldest, found.time)
    // Whoever was there before is known to be old once that alone is long ago.
    if (!found.seen) known++
  }
  return {
    count: long.length,
    since: long.length === 0 ? null : new Date(oldest * 1000).toISOString(),
    undated: invited - known,
  }
}
