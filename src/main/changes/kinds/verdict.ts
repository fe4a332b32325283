import type { Change, PlanRow } from '../../../contract/change.ts'
import { invisibleIn, mixedScriptsIn } from '../../text/characters.ts'
import { twinsOf } from '../../text/group-name.ts'
import type { LooksLike } from '../../text/look-alikes.ts'
import { keyOf } from '../../text/user-key.ts'
import { isInvited, type State } from './common/account-state.ts'

/** What is known when a change is judged. */
export interface Surroundings {
  /** Present accounts and invitations with a name. */
  find: (username: string) => readonly State[]
  groupNames: ReadonlySet<string>
  /** Left out: look-alikes are not looked for. */
  looksLike?: LooksLike | undefined
}

/** What a change would do to the account as it is known; `send` is the change reduced to what is left to do. */
export type Judgement =
  | { verdict: 'change'; send: Change; before: State | null; warning?: string; note?: string }
  | { verdict: 'unchanged'; reason: string; before: State | null }
  | { verdict: 'blocked'; reason: string; before: State | null; instead?: Instead }

/** The change of the same account by which a person gets what they meant. */
export type Instead = NonNullable<PlanRow['instead']>

const address = /^[^\s@]+@[^\s@]+\.[^\s@]+$/
const nobody =
  'Nobody has this address in the data at hand. Check the spelling, or refresh to see who LastPass has now.'

/** Judges one change by the state of the people that it is about; pure, and blind to guards and to other changes. */
export function judge(change: Change, { find, groupNames, looksLike }: Surroundings): Judgement {
  const found = find(change.username)
  const [state] = found
  const blocked = (reason: string, instead?: Instead): Judgement => ({
    verdict: 'blocked',
    reason,
    before: state ?? null,
    ...(instead === undefined ? {} : { instead }),
  })
  const unchanged = (reason: string): Judgement => ({ verdict: 'unchanged', reason, before: state ?? null })
  const go = (send: Change, more: { warning?: string; note?: string } = {}): Judgement => ({
    verdict: 'change',
    send,
    before: state ?? null,
    ...more,
  })

  if (found.length > 1)
    return blocked('Several accounts have this user name, and LastPass cannot be told which one you mean.')
  if (change.kind === 'add') return judgeAdd(change, state, { groupNames, looksLike, blocked, unchanged, go })
  if (state === undefined) return blocked(nobody)
  const { username } = state
  const invited = isInvited(state)

  switch (change.kind) {
    case 'disable':
      if (invited) return blocked('There is no account yet, only an invitation. Withdraw the invitation instead.')
      return state.disabled ? unchanged('The account is already disabled.') : go({ kind: 'disable', username })
    case 'enable':
      if (invited) return blocked('There is no account yet, only an invitation.')
      return state.disabled ? go({ kind: 'enable', username }) : unchanged('The account is not disabled.')
    case 'remove':
    case 'delete':
      if (invited) return blocked('There is no account yet, only an invitation. Withdraw the invitation instead.')
      return go({ kind: change.kind, username })
    case 'uninvite':
      return invited
        ? go({ kind: 'uninvite', username })
        : blocked('The invitation has been accepted: there is an account. Disable it instead.')
    case 'reinvite':
      return invited || state.neverLoggedIn
        ? go({ kind: 'reinvite', username })
        : blocked('The person has already logged in, so there is no invitation to send again.')
    case 'reset-password':
      if (invited) return blocked('There is no account yet, only an invitation, so there is no password to reset.')
      return go(
        { kind: 'reset-password', username },
        state.disabled
          ? { warning: 'The account is disabled: the person cannot log in with a new password either.' }
          : {},
      )
    case 'require-password-change':
      if (invited) return blocked('There is no account yet, only an invitation.')
      return state.passwordResetRequired
        ? unchanged('A new master password is already required.')
        : go({ kind: 'require-password-change', username })
    case 'disable-mfa':
      if (invited) return blocked('There is no account yet, only an invitation.')
      return state.mfa === null
        ? unchanged('No multifactor is set up for the account.')
        : go({ kind: 'disable-mfa', username })
    case 'rename':
      if (invited) return blocked('There is no account yet, only an invitation. It can be renamed once it is accepted.')
      return state.fullname === change.fullname
        ? unchanged('The person already has this name.')
        : go({ kind: 'rename', username, fullname: change.fullname })
    case 'change-email':
      return judgeEmail(change.newUsername)
    case 'groups':
      return judgeGroups(change.add, change.remove)
  }

  function judgeEmail(newUsername: string): Judgement {
    const wrong = faultOf(newUsername)
    if (wrong !== null) return blocked(wrong)
    if (newUsername === username) return unchanged('The person already has this address.')
    if (keyOf(newUsername) === keyOf(username))
      return blocked('The new address differs from the old one only in upper and lower case.')
    if (invited || state?.neverLoggedIn)
      return blocked('LastPass changes an address only once the person has logged in for the first time.')
    if (find(newUsername).length > 0) return blocked(`Somebody else already has the address ${newUsername}.`)
    const warnings = [
      ...(state?.disabled ? ['The account is disabled, so the person cannot finish the change by logging in.'] : []),
      ...doubtAbout(newUsername, looksLike),
    ]
    return go(
      { kind: 'change-email', username, newUsername },
      {
        ...(warnings.length > 0 ? { warning: warnings.join(' ') } : {}),
        ...(state?.disabled ? {} : { note: 'It takes effect once the person has logged in under the old address.' }),
      },
    )
  }

  function judgeGroups(add: readonly string[], remove: readonly string[]): Judgement {
    const both = add.find((group) => remove.includes(group))
    if (both !== undefined) return blocked(`The group "${both}" is both to be added and to be removed.`)
    if (add.length + remove.length === 0) return blocked('No group is given.')
    if (invited)
      return blocked('There is no account yet, only an invitation. Groups can be changed once it is accepted.')
    const twin = twinOf(add, groupNames)
    if (twin !== null) return blocked(twin)
    const now = new Set(state?.groups)
    const send = {
      kind: 'groups' as const,
      username,
      add: [...new Set(add)].filter((group) => !now.has(group)),
      remove: [...new Set(remove)].filter((group) => now.has(group)),
    }
    if (send.add.length + send.remove.length === 0)
      return unchanged('No change needed: the person is already in the groups to add, and not in those to remove.')
    const left = new Set([...add, ...remove]).size - send.add.length - send.remove.length
    const [warning] = strangeGroups(send.add, groupNames)
    return go(send, {
      ...(warning === undefined ? {} : { warning }),
      ...(left > 0 ? { note: `${left} of the groups ${left === 1 ? 'needs' : 'need'} no change.` } : {}),
    })
  }
}

function judgeAdd(
  change: Extract<Change, { kind: 'add' }>,
  state: State | undefined,
  {
    groupNames,
    looksLike,
    blocked,
    unchanged,
    go,
  }: {
    groupNames: ReadonlySet<string>
    looksLike: LooksLike | undefined
    blocked: (reason: string, instead?: Instead) => Judgement
    unchanged: (reason: string) => Judgement
    go: (send: Change, more?: { warning?: string }) => Judgement
  },
): Judgement {
  const wrong = faultOf(change.username)
  if (wrong !== null) return blocked(wrong)
  if (state !== undefined && isInvited(state))
    return unchanged('The person is already invited. To send the mail again, choose "Invite again".')
  if (state?.disabled)
    return blocked(
      'An account with this address already exists and is disabled. Enable it to let the person in again; an invitation would not.',
      { kind: 'enable' },
    )
  if (state !== undefined) {
    // LastPass would update the account silently: a joiner's form must not change somebody who is there.
    const same =
      (change.fullname === undefined || change.fullname === state.fullname) &&
      (change.groups ?? []).every((group) => state.groups.includes(group)) &&
      change.attributes === undefined
    return same
      ? unchanged('An account with this address already exists.')
      : blocked('An account with this address already exists. Change its name or its groups instead.')
  }
  const twin = twinOf(change.groups ?? [], groupNames)
  if (twin !== null) return blocked(twin)
  const warnings = [...doubtAbout(change.username, looksLike), ...strangeGroups(change.groups ?? [], groupNames)]
  return go(change, warnings.length > 0 ? { warning: warnings.join(' ') } : {})
}

/** Why a new address cannot be taken; null: it can. */
function faultOf(text: string): string | null {
  const unseen = [...new Set(invisibleIn(text).map(({ name }) => name))]
  if (unseen.length > 0)
    return `The address "${text}" contains invisible characters: ${unseen.slice(0, 5).join(', ')}. Type it again without them: LastPass would take it for a different address.`
  return address.test(text) ? null : `"${text}" is not an e-mail address.`
}

/** What to look at twice in a new address: letters that are not what they seem. */
function doubtAbout(text: string, looksLike: LooksLike | undefined): string[] {
  const mixed = mixedScriptsIn(text)
  const like = looksLike?.(text) ?? null
  if (mixed.length === 0 && like === null) return []
  const what = mixed.length > 0 ? `mixes letters of several scripts (${mixed.join(', ')})` : 'is not in plain letters'
  return [
    like === null
      ? `The address ${what}. Check its spelling.`
      : `The address ${what} and looks like "${like}", but is a different address. Make sure that it is the one you mean.`,
  ]
}

/** Group names are compared exactly, so a name that only looks like a known one is a slip. */
function twinOf(groups: readonly string[], known: ReadonlySet<string>): string | null {
  for (const group of groups) {
    const [name] = known.has(group) ? [] : twinsOf(group, known)
    if (name === undefined) continue
    const why =
      name.toLowerCase() === group.toLowerCase()
        ? 'LastPass tells upper and lower case apart.'
        : 'They differ in blanks or in characters that nobody sees, and LastPass tells them apart.'
    return `There is no group "${group}", but one called "${name}". ${why}`
  }
  return null
}

/** An empty group may be missing from what LastPass lists, so a name that is not known here need not be wrong. */
function strangeGroups(groups: readonly string[], known: ReadonlySet<string>): string[] {
  const strange = groups.filter((group) => !known.has(group))
  if (strange.length === 0) return []
  return [
    `No group named ${strange.map((group) => `"${group}"`).join(', ')} is known here. Groups cannot be created from here; if there is none, LastPass refuses this.`,
  ]
}
