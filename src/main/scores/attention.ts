import type { AttentionId } from '../../contract/calls/scores.ts'
import type { UserFilter } from '../../contract/model.ts'
import type { Reads } from '../directory/reads.ts'

/** What needs somebody, as filters of the people's table: the list that a row opens has exactly so many rows. */
export function attentionOf(reads: Reads, threshold: number): { id: AttentionId; count: number; of: number }[] {
  const many = (filter: UserFilter) => reads.find(filter, []).length
  const folders = reads.names().folders.filter(({ deleted }) => !deleted)
  const accounts = many({ notStatus: ['disabled', 'invited'] })
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
    { id: 'invited', count: many({ status: ['invited'] }), of: many({}) },
  ]
}
