import type { AttentionLine } from '../../contract/calls/scores.ts'
import type { UserFilter } from '../../contract/model.ts'
import { falling, longInvited } from '../../contract/scores/scores.ts'
import type { Reads } from '../directory/reads.ts'
import type { RecentMoves } from './history/recent-moves.ts'

/** What needs somebody, as filters of the people's table: the list that a row opens has exactly so many rows. */
export function attentionOf(reads: Reads, threshold: number, moves: RecentMoves): AttentionLine[] {
  const many = (filter: UserFilter) => reads.find(filter, []).length
  const folders = reads.names().folders.filter(({ deleted }) => !deleted)
  const accounts = many({ notStatus: ['disabled', 'invited'] })
  const invited = many({ status: ['invited'] })
  return [
    {
      id: 'admins-without-mfa',
      count: many({ admin: true, mfa: false, notStatus: ['disabled'] }),
      of: many({ admin: true, notStatus: ['disabled'] }),
    },
    {
      id: 'disabled-in-folders',
      count: many({ status: ['disabled'], hasFolders: true }),
      of: many({ status: ['disabled'] }),
    },
    {
      id: 'sole-admin-folders',
      count: folders.filter(({ admins, superAdmins }) => admins - superAdmins === 1).length,
      of: folders.length,
    },
    {
      id: 'expired-master-password',
      count: many({ passwordExpired: true }),
      of: many({ status: ['active'] }),
    },
    { id: 'never-logged-in', count: many({ status: ['never-logged-in'] }), of: accounts },
    { id: 'inactive', count: many({ status: ['active'], lastLoginDays: 30 }), of: many({ status: ['active'] }) },
    {
      id: 'weak-master-password',
      count: many({ maxPasswordStrength: 49, notStatus: ['disabled', 'invited'] }),
      of: accounts,
    },
    {
      id: 'low-score',
      count: many({ belowScore: threshold, notStatus: ['disabled', 'invited'] }),
      of: many({ hasScore: true, notStatus: ['disabled', 'invited'] }),
    },
    ...(moves.days === null
      ? []
      : [
          {
            id: 'scores-falling' as const,
            count: many({ scoreFell: falling.points }),
            of: moves.people,
            days: moves.days,
          },
        ]),
    { id: 'invited-long-ago', of: invited, ...longInvitedOf(reads, invited) },
    { id: 'invited', count: invited, of: many({}) },
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
