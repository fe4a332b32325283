import { isInvited, type State } from './account-state.ts'
import { type Effect, excludesAll, loginField, made, mostIrreversible, nothingGiven, notMade } from './kind.ts'

/** Parts of the kinds that end an account for good. */
export const endsAccount = {
  ...nothingGiven,
  destructive: () => true,
  takesAccess: true,
  irreversible: true,
  endsLogin: true,
  revertedByDirectory: true,
  excludes: excludesAll,
  applied: () => null,
  // Somebody who has come back to an unused account, or was let in again, is not the case that was decided on.
  driftFields: (_: unknown, state: State) => [loginField(state), ['Last login', state.lastLogin ?? 'never'] as const],
  rowsAtOnce: mostIrreversible,
  readBefore: 'all' as const,
  readAfter: 'all' as const,
  inspect: (_: unknown, state: State | null): Effect =>
    state === null || isInvited(state)
      ? made('the company has no account of that name')
      : notMade('the account is still there'),
}
