import { fold } from '../../text/folding.ts'
import { likeness, readName } from '../../text/names/person-name.ts'
import { isInvited } from './common/account-state.ts'
import { doubtAbout, faultOf, strangenessOf } from './common/address-checks.ts'
import { groupList, quotedGroups, strangeGroups, twinOf } from './common/group-checks.ts'
import { blocked, defineKind, excludesAll, go, made, mostEntries, notMade, together, unchanged } from './common/kind.ts'

const passwordWarning = 'LastPass and whoever hands it on know this master password until the person has changed it.'
const passwordWords = {
  'change-at-login': 'as entered, not shown; has to be changed at first login',
  stays: 'as entered, not shown; stays until the person changes it',
}

/** So many attributes are lines of their own in a plan, which has at most 20. */
const mostAttributes = 13
const furtherAttributes = (attributes: Readonly<Record<string, string>>): string =>
  `${Object.keys(attributes).length - mostAttributes} more; the requests show them`

const isSamePerson = (name: string, other: string): boolean =>
  likeness(readName(fold(name)), readName(fold(other))) !== null

/** Makes an account and invites the person to it. */
export const add = defineKind('add', {
  verb: 'invite',
  after: '',
  done: 'People added',
  loggedAs: [
    'employee account created',
    'employee invited',
    'creating user',
    'created pending user',
    'created lastpass account',
    'user provisioned',
  ],
  destructive: () => false,
  takesAccess: false,
  irreversible: false,
  endsLogin: false,
  revertedByDirectory: false,
  newAddress: ({ username }) => username,
  newName: ({ fullname }) => fullname,
  groups: ({ groups = [] }) => groups,
  content: ({ fullname, groups, attributes, duoUsername, securidUsername, firstPassword }) => [
    fullname,
    groups,
    attributes,
    duoUsername,
    securidUsername,
    firstPassword,
  ],
  excludes: excludesAll,
  judge(change, state, { groupNames, looksLike }) {
    const { username, fullname, groups = [], attributes } = change
    const wrong = faultOf(username)
    if (wrong !== null) return blocked(wrong)
    if (state !== null && isInvited(state))
      return unchanged('The person is already invited. To send the mail again, choose "Invite again".')
    if (state?.disabled)
      return blocked(
        'An account with this address already exists and is disabled. Enable it to let the person in again; an invitation would not.',
        { kind: 'enable' },
      )
    if (state !== null) {
      // LastPass would update the account silently: a joiner's form must not change somebody who is there.
      const same =
        (fullname === undefined || fullname === state.fullname) &&
        groups.every((group) => state.groups.includes(group)) &&
        attributes === undefined
      return same
        ? unchanged('An account with this address already exists.')
        : blocked('An account with this address already exists. Change its name or its groups instead.')
    }
    const strange = strangenessOf(username)
    if (strange !== null) return blocked(strange)
    const twin = twinOf(groups, groupNames, looksLike)
    if (twin !== null) return blocked(twin)
    const warnings = [
      ...(change.firstPassword === undefined ? [] : [passwordWarning]),
      ...doubtAbout(username, looksLike),
      ...strangeGroups(groups, groupNames),
    ]
    return go(change, warnings.length > 0 ? { warning: warnings.join(' ') } : {})
  },
  applied: (_, state) => state,
  differences: ({ fullname, groups, attributes = {}, duoUsername, securidUsername, firstPassword }) => [
    {
      field: 'Account',
      before: 'none',
      after: firstPassword === undefined ? 'invited by mail' : 'made with a first password',
    },
    ...(firstPassword === undefined
      ? []
      : [{ field: 'First password', before: 'none', after: passwordWords[firstPassword] }]),
    ...(fullname ? [{ field: 'Name', before: 'none', after: fullname }] : []),
    ...(groups?.length ? [{ field: 'Groups', before: 'none', after: groupList(groups) }] : []),
    ...(duoUsername ? [{ field: 'Duo user name', before: 'none', after: duoUsername }] : []),
    ...(securidUsername ? [{ field: 'SecurID user name', before: 'none', after: securidUsername }] : []),
    ...Object.entries(attributes)
      .slice(0, mostAttributes)
      .map(([field, after]) => ({ field, before: 'none', after })),
    ...(Object.keys(attributes).length > mostAttributes
      ? [{ field: 'Further attributes', before: 'none', after: furtherAttributes(attributes) }]
      : []),
  ],
  driftFields: () => [],
  request: together('batchadd', mostEntries, (changes) =>
    changes.map(({ username, fullname, groups, attributes, duoUsername, securidUsername, firstPassword }) => ({
      username,
      ...(fullname === undefined || fullname === '' ? {} : { fullname }),
      ...(groups === undefined || groups.length === 0 ? {} : { groups }),
      ...(attributes === undefined || Object.keys(attributes).length === 0 ? {} : { attribs: attributes }),
      ...(duoUsername === undefined ? {} : { duousername: duoUsername }),
      ...(securidUsername === undefined ? {} : { securidusername: securidUsername }),
      // The password itself is put in when the request leaves.
      ...(firstPassword === undefined ? {} : { password_reset_required: firstPassword === 'change-at-login' }),
    })),
  ),
  rowsAtOnce: mostEntries,
  readBefore: 'all',
  readAfter: 'all',
  inspect({ groups = [], firstPassword }, state) {
    if (state === null) return notMade('nobody of that name is invited')
    if (isInvited(state))
      return made(
        firstPassword === undefined
          ? 'the person is invited; LastPass shows name and groups once it is accepted'
          : 'the person is invited; whether the first password counts, LastPass does not show',
      )
    const missing = groups.filter((group) => !state.groups.includes(group))
    return missing.length === 0
      ? made('there is an account')
      : notMade(`there is an account, but not in ${quotedGroups(missing)}`)
  },
  undo: 'uninvite',
  undoNote: 'Only while the invitation is not accepted; afterwards the account can be disabled instead.',
  reverse({ username, fullname = '', firstPassword }, _, now) {
    if (now === null || isInvited(now)) return { change: { kind: 'uninvite', username } }
    // No number is known of who was invited: the name alone tells that somebody else has the address.
    const isOther =
      fullname !== '' && now.fullname !== '' && !now.fullname.includes('@') && !isSamePerson(fullname, now.fullname)
    return isOther
      ? {
          reason: `"${fullname}" was ${firstPassword === undefined ? 'invited' : 'added'}, and the account with this address is called "${now.fullname}". Nothing is undone for it; if they are one person, disable the account in Users.`,
        }
      : {
          change: { kind: 'disable', username },
          note:
            firstPassword === undefined
              ? 'The invitation was accepted, so the account is disabled.'
              : 'There is an account since it was added with a first password, so it is disabled.',
        }
  },
})
