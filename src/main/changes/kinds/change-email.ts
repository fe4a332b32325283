import { keyOf } from '../../text/user-key.ts'
import { isInvited } from './common/account-state.ts'
import { doubtAbout, faultOf, strangenessOf } from './common/address-checks.ts'
import {
  blocked,
  defineKind,
  excludesItself,
  go,
  made,
  mostSingle,
  nothingGiven,
  notMade,
  noUndo,
  ofPerson,
  oneByOne,
  unchanged,
  untold,
} from './common/kind.ts'

/** Changes the address under which somebody logs in. */
export const changeEmail = defineKind('change-email', {
  ...nothingGiven,
  ...noUndo('No undo: the person finishes it by logging in under the old address.'),
  verb: 'change the address of',
  after: '',
  done: 'Addresses changed',
  loggedAs: ['username changed', 'email changed', 'user updated'],
  destructive: () => true,
  takesAccess: false,
  irreversible: false,
  endsLogin: false,
  revertedByDirectory: true,
  newAddress: ({ newUsername }) => newUsername,
  content: ({ newUsername }) => [keyOf(newUsername)],
  excludes: excludesItself,
  judge: ofPerson(({ newUsername }, state, { find, looksLike }) => {
    const { username, disabled } = state
    const wrong = faultOf(newUsername)
    if (wrong !== null) return blocked(wrong)
    if (newUsername === username) return unchanged('The person already has this address.')
    if (keyOf(newUsername) === keyOf(username))
      return blocked('The new address differs from the old one only in upper and lower case.')
    if (isInvited(state) || state.neverLoggedIn)
      return blocked('LastPass changes an address only once the person has logged in for the first time.')
    if (find(newUsername).length > 0) return blocked(`Somebody else already has the address ${newUsername}.`)
    const strange = strangenessOf(newUsername)
    if (strange !== null) return blocked(strange)
    const warnings = [
      ...(disabled ? ['The account is disabled, so the person cannot finish the change by logging in.'] : []),
      ...doubtAbout(newUsername, looksLike),
    ]
    return go(
      { kind: 'change-email', username, newUsername },
      {
        ...(warnings.length > 0 ? { warning: warnings.join(' ') } : {}),
        ...(disabled ? {} : { note: 'It takes effect once the person has logged in under the old address.' }),
      },
    )
  }),
  applied: (_, state) => state,
  differences: ({ username, newUsername }, before) => [
    { field: 'Address', before: before?.username ?? username, after: newUsername },
  ],
  driftFields: () => [],
  request: oneByOne('updateemail', ({ username, newUsername }) => ({ oldemail: username, newemail: newUsername })),
  rowsAtOnce: mostSingle,
  readBefore: 'all',
  readAfter: 'all',
  inspect({ username, newUsername }, state, now) {
    const next = now(newUsername)
    if (next !== null && (state === null || keyOf(newUsername) === keyOf(username)))
      return made('the account has the new address')
    if (state === null) return notMade('nobody has the old address or the new one')
    return untold('the account has the old address until the person logs in with it')
  },
})
