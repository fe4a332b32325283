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

/** These let the person in again, or need them to log in. */
const needLogin: ReadonlySet<string> = new Set(['enable', 'reinvite', 'change-email'])

/** Keeps somebody from logging in; vault, groups and folders stay. */
export const disable = defineKind('disable', {
  ...nothingGiven,
  verb: 'disable',
  after: '',
  done: 'People disabled',
  loggedAs: ['deactivated user', 'deactivating user', 'employee account disabled'],
  destructive: () => true,
  takesAccess: true,
  irreversible: false,
  endsLogin: true,
  revertedByDirectory: true,
  excludes: (change, other) => excludesItself(change, other) || needLogin.has(other.kind),
  judge: ofAccount(
    (_, { username, disabled }) =>
      disabled ? unchanged('The account is already disabled.') : go({ kind: 'disable', username }),
    '. Withdraw the invitation instead.',
  ),
  applied: (_, state) => ({ ...state, disabled: true, status: 'disabled' }),
  differences: () => [{ field: 'Login', before: 'allowed', after: 'blocked; vault, groups and folders stay' }],
  driftFields: (_, state) => [loginField(state)],
  request: together('disableuser', mostNames, (changes) => changes.map(({ username }) => username)),
  rowsAtOnce: 2 * mostNames,
  readBefore: 'all',
  readAfter: 'disabled',
  inspect: (_, state) =>
    state === null
      ? nobodyThere
      : state.disabled
        ? made('the account is disabled')
        : notMade('the account is not disabled'),
  undo: 'enable',
  undoNote: null,
  reverse: ({ username }) => ({ change: { kind: 'enable', username } }),
})
