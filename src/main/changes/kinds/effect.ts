import type { Change } from '../../../contract/change.ts'
import { keyOf } from '../../text/user-key.ts'
import { isInvited, movedAddress, type State } from './common/account-state.ts'

/** What reading the account again shows of a change: made, not made, or nothing either way. */
export interface Effect {
  made: boolean | null
  /** What was read, as a sentence. */
  words: string
  /** The address belongs to another account than the change was made for, so nothing that is read says anything about it. */
  moved?: true
}

const made = (words: string): Effect => ({ made: true, words })
const notMade = (words: string): Effect => ({ made: false, words })

/** Judges by the people as they are now whether a change of this account is in force; `now` gives null where LastPass has nobody of that name. */
export function inspect(send: Change, before: State | null, now: (username: string) => State | null): Effect {
  const state = now(send.username)
  const moved = movedAddress(before, state)
  if (moved !== null) return { made: null, words: moved.replace(/\.$/, ''), moved: true }
  const gone = notMade('nobody has this address in LastPass any more')
  switch (send.kind) {
    case 'disable':
      if (state === null) return gone
      return state.disabled ? made('the account is disabled') : notMade('the account is not disabled')
    case 'enable':
      if (state === null || isInvited(state)) return gone
      return state.disabled ? notMade('the account is still disabled') : made('the account can log in')
    case 'remove':
    case 'delete':
      return state === null || isInvited(state)
        ? made('the company has no account of that name')
        : notMade('the account is still there')
    case 'uninvite':
      if (state === null) return made('nobody of that name is invited')
      return notMade(
        isInvited(state) ? 'the invitation is still there' : 'the invitation was accepted: there is an account',
      )
    case 'require-password-change':
      if (state === null) return gone
      return state.passwordResetRequired
        ? made('a new master password is required')
        : notMade('no new master password is required')
    case 'disable-mfa':
      if (state === null) return gone
      return state.mfa === null ? made('the account has no multifactor') : notMade('multifactor is still on')
    case 'rename':
      if (state === null) return gone
      return state.fullname === send.fullname
        ? made(`the name is ${send.fullname === '' ? 'empty' : `"${send.fullname}"`}`)
        : notMade(`the name is "${state.fullname}"`)
    case 'groups':
      return inspectGroups(send.add, send.remove, state)
    case 'add': {
      if (state === null) return notMade('nobody of that name is invited')
      if (isInvited(state)) return made('the person is invited; LastPass shows name and groups once it is accepted')
      const missing = (send.groups ?? []).filter((group) => !state.groups.includes(group))
      return missing.length === 0
        ? made('there is an account')
        : notMade(`there is an account, but not in ${missing.map((group) => `"${group}"`).join(', ')}`)
    }
    case 'change-email': {
      const next = now(send.newUsername)
      if (next !== null && (state === null || keyOf(send.newUsername) === keyOf(send.username)))
        return made('the account has the new address')
      if (state === null) return notMade('nobody has the old address or the new one')
      return { made: null, words: 'the account has the old address until the person logs in with it' }
    }
    case 'reinvite':
    case 'reset-password':
      return { made: null, words: 'a mail leaves no trace that can be read' }
  }
}

function inspectGroups(add: readonly string[], remove: readonly string[], state: State | null): Effect {
  if (state === null) return notMade('nobody has this address in LastPass any more')
  const missing = add.filter((group) => !state.groups.includes(group))
  const left = remove.filter((group) => state.groups.includes(group))
  if (missing.length + left.length === 0) return made('the groups are as wanted')
  const name = (groups: readonly string[]) => groups.map((group) => `"${group}"`).join(', ')
  return notMade(
    [
      ...(missing.length > 0 ? [`not a member of ${name(missing)}`] : []),
      ...(left.length > 0 ? [`still a member of ${name(left)}`] : []),
    ].join(', '),
  )
}
