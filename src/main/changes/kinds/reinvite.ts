import { isInvited } from './common/account-state.ts'
import {
  blocked,
  defineKind,
  excludesItself,
  go,
  mailUntold,
  mostSingle,
  nothingGiven,
  noUndo,
  ofPerson,
  oneByOne,
} from './common/kind.ts'

/** Sends the invitation once more. */
export const reinvite = defineKind('reinvite', {
  ...nothingGiven,
  ...noUndo('No undo: the email is sent.'),
  verb: 'invite',
  after: ' again',
  done: 'People invited again',
  loggedAs: ['re-invite user', 'employee invited'],
  destructive: () => false,
  takesAccess: false,
  irreversible: false,
  endsLogin: false,
  revertedByDirectory: false,
  excludes: excludesItself,
  judge: ofPerson((_, state) =>
    isInvited(state) || state.neverLoggedIn
      ? go({ kind: 'reinvite', username: state.username })
      : blocked('The person has already logged in, so there is no invitation to send again.'),
  ),
  applied: (_, state) => state,
  differences: (_, before) => [
    {
      field: 'Invitation',
      before: before !== null && isInvited(before) ? 'waiting' : 'account never used',
      after: 'sent again',
    },
  ],
  driftFields: () => [],
  request: oneByOne('reinviteuser', ({ username }) => ({ username })),
  rowsAtOnce: mostSingle,
  readBefore: 'all',
  readAfter: null,
  inspect: () => mailUntold,
})
