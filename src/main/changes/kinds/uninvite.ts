import { isInvited } from './common/account-state.ts'
import {
  blocked,
  defineKind,
  excludesAll,
  go,
  made,
  mostSingle,
  nothingGiven,
  notMade,
  noUndo,
  ofPerson,
  oneByOne,
} from './common/kind.ts'

/** Withdraws an invitation that was not accepted. */
export const uninvite = defineKind('uninvite', {
  ...nothingGiven,
  ...noUndo('No undo: the person can only be invited again.'),
  verb: 'withdraw the invitation of',
  after: '',
  done: 'Invitations withdrawn',
  loggedAs: ['employee account deleted', 'deleting user', 'user deprovisioned'],
  destructive: () => true,
  takesAccess: true,
  irreversible: false,
  endsLogin: false,
  revertedByDirectory: false,
  excludes: excludesAll,
  judge: ofPerson((_, state) =>
    isInvited(state)
      ? go({ kind: 'uninvite', username: state.username })
      : blocked('The invitation has been accepted: there is an account. Disable it instead.'),
  ),
  applied: () => null,
  differences: () => [{ field: 'Invitation', before: 'waiting', after: 'withdrawn' }],
  driftFields: () => [],
  request: oneByOne('deluser', ({ username }) => ({ username, deleteaction: 3 })),
  rowsAtOnce: mostSingle,
  readBefore: 'all',
  readAfter: 'all',
  inspect(_, state) {
    if (state === null) return made('nobody of that name is invited')
    return notMade(
      isInvited(state) ? 'the invitation is still there' : 'the invitation was accepted: there is an account',
    )
  },
})
