import {
  defineKind,
  excludesItself,
  go,
  made,
  mostSingle,
  nobodyThere,
  nothingGiven,
  notMade,
  noUndo,
  ofAccount,
  oneByOne,
  unchanged,
} from './common/kind.ts'

/** Makes the person choose a new master password at the next login. */
export const requirePasswordChange = defineKind('require-password-change', {
  ...nothingGiven,
  ...noUndo('No undo: it ends when the person chooses a new master password.'),
  verb: 'require a new master password from',
  after: '',
  done: 'New master passwords required',
  loggedAs: ['require password change'],
  destructive: () => true,
  takesAccess: false,
  irreversible: false,
  endsLogin: false,
  revertedByDirectory: false,
  excludes: excludesItself,
  judge: ofAccount((_, { username, passwordResetRequired }) =>
    passwordResetRequired
      ? unchanged('A new master password is already required.')
      : go({ kind: 'require-password-change', username }),
  ),
  applied: (_, state) => ({ ...state, passwordResetRequired: true }),
  differences: () => [{ field: 'Master password', before: 'as it is', after: 'has to be changed at the next login' }],
  driftFields: (_, state) => [['New master password', state.passwordResetRequired ? 'required' : 'not required']],
  request: oneByOne('requiremasterpasswordchange', ({ username }) => ({ username })),
  rowsAtOnce: mostSingle,
  readBefore: 'all',
  readAfter: 'all',
  inspect(_, state) {
    if (state === null) return nobodyThere
    return state.passwordResetRequired
      ? made('a new master password is required')
      : notMade('no new master password is required')
  },
})
