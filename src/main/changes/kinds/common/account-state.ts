import type { ChangedAccount } from '../../../../contract/change.ts'
import type { User } from '../../../../contract/model.ts'

/** What a change can depend on of an account, or of somebody who is only invited: kept with plans and in the journal. */
export type State = Pick<
  User,
  | 'id'
  | 'username'
  | 'fullname'
  | 'status'
  | 'admin'
  | 'disabled'
  | 'neverLoggedIn'
  | 'lastLogin'
  | 'passwordResetRequired'
  | 'mfa'
  | 'groups'
>

/** The part of a person that changes depend on. */
export const stateOf = (user: State): State => ({
  id: user.id,
  username: user.username,
  fullname: user.fullname,
  status: user.status,
  admin: user.admin,
  disabled: user.disabled,
  neverLoggedIn: user.neverLoggedIn,
  lastLogin: user.lastLogin,
  passwordResetRequired: user.passwordResetRequired,
  mfa: user.mfa,
  groups: [...user.groups],
})

/** What is shown of the account that a change is about. */
export const accountOf = (state: State | null): ChangedAccount | null =>
  state === null ? null : { id: state.id, fullname: state.fullname, status: state.status, admin: state.admin }

/** Whether a person is on the list of invitations and has no account. */
export const isInvited = (state: State): boolean => state.id === null

/**
 * What to say where an address belongs to another account than the one that a change is about; null: to the same one, as far
 * as is known. An invitation that was accepted in between is the same person.
 */
export function movedAddress(base: State | null, now: State | null): string | null {
  if (base === null || base.id === null || now === null || now.id === base.id) return null
  return now.id === null
    ? `${now.username} belongs to another account now: it is only invited, and this was planned for account ${base.id}.`
    : `${now.username} belongs to another account now: this was planned for account ${base.id}, and the address is that of account ${now.id}.`
}
