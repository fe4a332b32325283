import type { Change } from '../../../src/contract/change.ts'
import { plainKinds } from '../../../src/contract/lists.ts'
import type { State } from '../../../src/main/changes/kinds/common/account-state.ts'
import { fc } from '../../harness/properties.ts'

/** Somebody at their plainest; give what matters. */
export const state = (part: Partial<State> & { username: string }): State => ({
  id: part.username,
  fullname: '',
  status: 'active',
  admin: false,
  disabled: false,
  neverLoggedIn: false,
  lastLogin: '2026-10-01T08:00:00Z',
  passwordResetRequired: false,
  mfa: null,
  groups: [],
  ...part,
})

export const invited = (username: string): State =>
  state({ username, id: null, status: 'invited', neverLoggedIn: true, lastLogin: null })

export const names = ['ann@example.com', 'ben@example.com', 'cyd@example.net', 'dee@example.net'] as const
const groupNames = ['Dev', 'Ops', 'Büro', '__proto__'] as const
export const knownGroups: ReadonlySet<string> = new Set(groupNames)

export const anyGroups = fc.uniqueArray(fc.constantFrom(...groupNames), { maxLength: 4 })
const fullname = fc.constantFrom('', 'Ann Lee', 'Ben Ray', 'Ånn "Lee"')

/** An account, or somebody who is only invited. */
export const anyState = (username: string): fc.Arbitrary<State> =>
  fc.oneof({ weight: 6, arbitrary: anyAccount(username) }, { weight: 1, arbitrary: fc.constant(invited(username)) })

const anyAccount = (username: string): fc.Arbitrary<State> =>
  fc
    .record({
      fullname,
      admin: fc.boolean(),
      disabled: fc.boolean(),
      neverLoggedIn: fc.boolean(),
      passwordResetRequired: fc.boolean(),
      mfa: fc.constantFrom(null, 'googleauth', 'duo'),
      groups: anyGroups.map((groups) => [...groups].sort()),
    })
    .map((part) =>
      state({
        username,
        ...part,
        status: part.disabled ? 'disabled' : part.neverLoggedIn ? 'never-logged-in' : 'active',
        lastLogin: part.neverLoggedIn ? null : '2026-10-01T08:00:00Z',
      }),
    )

/** Any change about one of a few people. */
export const anyChange = (users: fc.Arbitrary<string> = fc.constantFrom(...names)): fc.Arbitrary<Change> =>
  fc.oneof(
    fc.record({ kind: fc.constantFrom(...plainKinds), username: users }),
    fc.record({ kind: fc.constant('rename' as const), username: users, fullname }),
    fc.record({
      kind: fc.constant('change-email' as const),
      username: users,
      newUsername: fc.constantFrom('new@example.org', 'ben@example.com', 'no address'),
    }),
    fc.record({ kind: fc.constant('groups' as const), username: users, add: anyGroups, remove: anyGroups }),
    fc.record({ kind: fc.constant('add' as const), username: users, fullname, groups: anyGroups }),
  )
