import { defineKind, go, noUndo, ofAccount, oneByOne } from './common/kind.ts'
import { endsAccount } from './common/leaving.ts'

/** Deletes an account with its vault. */
export const deleteAccount = defineKind('delete', {
  ...endsAccount,
  ...noUndo('No undo: the account and its vault are gone for good.'),
  verb: 'delete',
  after: '',
  done: 'Accounts deleted',
  loggedAs: ['deleting user', 'employee account deleted', 'user deprovisioned'],
  judge: ofAccount((_, { username }) => go({ kind: 'delete', username }), '. Withdraw the invitation instead.'),
  differences: () => [{ field: 'Account', before: 'in the company', after: 'deleted, vault and all' }],
  request: oneByOne('deluser', ({ username }) => ({ username, deleteaction: 2 })),
})
