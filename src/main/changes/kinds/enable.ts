import { isInvited } from './common/account-state.ts'
import {
  defineKind,
  excludesItself,
  go,
  loginField,
  made,
  mostNames,
  nobodyThere,
  nothingGiven,
  notMade,
  ofAccount,
  together,
  unchanged,
} from './common/kind.ts'

/** Lets somebody who is disabled log in again. */
export const enable = defineKind('enable', {
  ...nothingGiven,
  verb: 'enable',
  after: '',
  done: 'People enabled',
  loggedAs: ['reactivated user', 'reactivating user'],
  destructive: () => false,
  takesAccess: false,
  irreversible: false,
  endsLogin: false,
  revertedByDirectory: true,
  excludes: excludesItself,
  judge: ofAccount((_, { username, disabled }) =>
    disabled ? go({ kind: 'enable', username }) : unchanged('The account is not disabled.'),
  ),
  applied: (_, state) => ({ ...state, disabled: false, status: state.neverLoggedIn ? 'never-logged-in' : 'active' }),
  differences: () => [{ field: 'Login', before: 'blocked', after: 'allowed' }],
  driftFields: (_, state) => [loginField(state)],
  request: together('enableuser', mostNames, (changes) => changes.map(({ username }) => username)),
  rowsAtOnce: 2 * mostNames,
  readBefore: 'disabled',
  readAfter: 'disabled',
  inspect: (_, state) =>
    state === null || isInvited(state)
      ? nobodyThere
      : state.disabled
        ? notMade('the account is still disabled')
        : made('the account can log in'),
  undo: 'disable',
  undoNote: null,
  reverse: ({ username }) => ({ change: { kind: 'disable', username } }),
})
