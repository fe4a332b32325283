import { defineKind, go, noUndo, ofAccount, oneByOne } from './common/kind.ts'
import { endsAccount } from './common/leaving.ts'

/** Takes an account out of the company; the person keeps it as a personal one. */
export const remove = defineKind('remove', {
  ...endsAccount,
  ...noUndo('No undo: the person would need a new invitation, and the rights in shared folders are lost.'),
  verb: 'remove',
  after: ' from the company',
  done: 'People removed from the company',
  loggedAs: ['remove user from company', 'removing user from lastpass business', 'user deprovisioned'],
  judge: ofAccount((_, { username }) => go({ kind: 'remove', username }), '. Withdraw the invitation instead.'),
  differences: () => [
    { field: 'Account', before: 'in the company', after: 'a personal account, without shared folders' },
  ],
  request: oneByOne('deluser', ({ username }) => ({ username, deleteaction: 1 })),
})
