import {
  defineKind,
  excludesItself,
  go,
  loginField,
  mailUntold,
  mostSingle,
  nothingGiven,
  noUndo,
  ofAccount,
  oneByOne,
} from './common/kind.ts'

/** Sends a mail by which the person sets a new master password. */
export const resetPassword = defineKind('reset-password', {
  ...nothingGiven,
  ...noUndo('No undo: the email is sent.'),
  verb: 'send a password reset to',
  after: '',
  done: 'Master password resets sent',
  loggedAs: [
    'password reset',
    'reset master password',
    'master password reset by super admin',
    'super admin password reset',
  ],
  destructive: () => true,
  takesAccess: false,
  irreversible: false,
  endsLogin: false,
  revertedByDirectory: false,
  excludes: excludesItself,
  judge: ofAccount(
    (_, { username, disabled }) =>
      go(
        { kind: 'reset-password', username },
        disabled ? { warning: 'The account is disabled: the person cannot log in with a new password either.' } : {},
      ),
    ', so there is no password to reset.',
  ),
  applied: (_, state) => state,
  differences: () => [{ field: 'Master password', before: 'as it is', after: 'an email to reset it is sent' }],
  driftFields: (_, state) => [loginField(state)],
  request: oneByOne('resetpassword', ({ username }) => ({ username })),
  rowsAtOnce: mostSingle,
  readBefore: 'all',
  readAfter: null,
  inspect: () => mailUntold,
})
