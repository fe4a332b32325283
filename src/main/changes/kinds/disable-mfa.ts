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

/** Turns off multifactor, so that the master password alone opens the vault. */
export const disableMfa = defineKind('disable-mfa', {
  ...nothingGiven,
  ...noUndo('No undo: the person has to set up multifactor again.'),
  verb: 'turn off multifactor for',
  after: '',
  done: 'Multifactor methods taken away',
  loggedAs: [],
  destructive: () => true,
  takesAccess: false,
  irreversible: false,
  endsLogin: false,
  revertedByDirectory: false,
  excludes: excludesItself,
  judge: ofAccount((_, { username, mfa }) =>
    mfa === null ? unchanged('No multifactor is set up for the account.') : go({ kind: 'disable-mfa', username }),
  ),
  applied: (_, state) => ({ ...state, mfa: null }),
  differences: (_, before) => [{ field: 'Multifactor', before: before?.mfa ?? 'on', after: 'off' }],
  driftFields: (_, state) => [['Multifactor', state.mfa ?? 'off']],
  request: oneByOne('disablemultifactor', ({ username }) => ({ username })),
  rowsAtOnce: mostSingle,
  readBefore: 'all',
  readAfter: 'all',
  inspect(_, state) {
    if (state === null) return nobodyThere
    return state.mfa === null ? made('the account has no multifactor') : notMade('multifactor is still on')
  },
})
