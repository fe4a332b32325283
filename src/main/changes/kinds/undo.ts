import type { Change } from '../../../contract/change.ts'
import { isInvited, movedAddress, type State } from './common/account-state.ts'
import { kinds } from './kinds.ts'

/** A change that a job made, as its journal line tells: what was sent, and the account just before. */
export interface Made {
  change: Change
  send: Change
  before: State | null
}

/** The change that takes another one back, or why there is none. */
export type Undoing = { change: Change; note?: string } | { reason: string }

/** What undoes a change, given how the account is now; from the state before it, never from a guess. Pure. */
export function undoing({ send, before }: Made, now: State | null): Undoing {
  const { username } = send
  const moved = movedAddress(before, now)
  if (moved !== null) return { reason: `${moved} Nothing is undone for it.` }
  switch (send.kind) {
    case 'disable':
      return { change: { kind: 'enable', username } }
    case 'enable':
      return { change: { kind: 'disable', username } }
    case 'groups':
      // What was sent is exactly what was not so before, so the reverse takes away nothing that was there.
      return { change: { kind: 'groups', username, add: [...send.remove], remove: [...send.add] } }
    case 'rename': {
      if (before === null) return { reason: 'The previous name is not known, so it cannot be restored.' }
      if (now !== null && now.fullname !== send.fullname)
        return { reason: `Somebody has changed the name since, to "${now.fullname}". Nothing is overwritten.` }
      return { change: { kind: 'rename', username, fullname: before.fullname } }
    }
    case 'add':
      if (now === null || isInvited(now)) return { change: { kind: 'uninvite', username } }
      return { change: { kind: 'disable', username }, note: 'The invitation was accepted, so the account is disabled.' }
    case 'remove':
    case 'delete':
    case 'uninvite':
    case 'reinvite':
    case 'reset-password':
    case 'require-password-change':
    case 'disable-mfa':
    case 'change-email':
      return { reason: kinds[send.kind].undoNote ?? 'No undo.' }
  }
}
