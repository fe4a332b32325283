import type { Change, ChangeKind } from '../../../contract/change.ts'
import { inOrder, plural } from '../../lib/format.ts'
import { whoWords } from './who.tsx'

/** What a kind of change is called on buttons, and what it does to a person: said where it is chosen. */
export interface KindWords {
  /** For one person: "Disable anna@example.com". */
  one: (who: string) => string
  /** For several: "Disable 40 people". */
  many: (number: number) => string
  /** In a menu, without its object: "Disable". */
  short: string
  consequence: string
  /** Whether there is a way back, in words. */
  undo: string
  /** `final`: nobody can take it back. */
  weight: 'mild' | 'grave' | 'final'
}

const people = (number: number) => plural(number, 'person', 'people')

/** Every kind of change in words. */
export const kindWords: Readonly<Record<ChangeKind, KindWords>> = {
  disable: {
    one: (who) => `Disable ${who}`,
    many: (number) => `Disable ${people(number)}`,
    short: 'Disable',
    consequence: 'Cannot log in. Vault, groups and shared folders stay.',
    undo: 'Can be undone.',
    weight: 'grave',
  },
  enable: {
    one: (who) => `Enable ${who}`,
    many: (number) => `Enable ${people(number)}`,
    short: 'Enable',
    consequence: 'Can log in again, with the same vault, groups and folders.',
    undo: 'Can be undone.',
    weight: 'mild',
  },
  reinvite: {
    one: (who) => `Invite ${who} again`,
    many: (number) => `Invite ${people(number)} again`,
    short: 'Invite again',
    consequence: 'Sends the invitation mail once more.',
    undo: 'A mail cannot be called back.',
    weight: 'mild',
  },
  uninvite: {
    one: (who) => `Withdraw the invitation of ${who}`,
    many: (number) => `Withdraw ${plural(number, 'invitation', 'invitations')}`,
    short: 'Withdraw the invitation',
    consequence: 'The link in the mail no longer works.',
    undo: 'Cannot be undone; the person can be invited anew.',
    weight: 'grave',
  },
  rename: {
    one: (who) => `Rename ${who}`,
    many: (number) => `Rename ${people(number)}`,
    short: 'Change the name',
    consequence: 'Changes the name that is shown, not the address.',
    undo: 'Can be undone.',
    weight: 'mild',
  },
  'change-email': {
    one: (who) => `Change the address of ${who}`,
    many: (number) => `Change ${plural(number, 'address', 'addresses')}`,
    short: 'Change the address',
    consequence: 'Counts once the person has logged in under the old address.',
    undo: 'Cannot be undone from here.',
    weight: 'grave',
  },
  'require-password-change': {
    one: (who) => `Require a new master password from ${who}`,
    many: (number) => `Require a new master password from ${people(number)}`,
    short: 'Require a new master password',
    consequence: 'Has to be chosen at the next login.',
    undo: 'Cannot be undone; it ends when it is chosen.',
    weight: 'grave',
  },
  'reset-password': {
    one: (who) => `Send a password reset to ${who}`,
    many: (number) => `Send ${plural(number, 'password reset', 'password resets')}`,
    short: 'Send a password reset',
    consequence: 'Sends a mail to reset the master password.',
    undo: 'A mail cannot be called back.',
    weight: 'grave',
  },
  'disable-mfa': {
    one: (who) => `Turn off multifactor for ${who}`,
    many: (number) => `Turn off multifactor for ${people(number)}`,
    short: 'Turn off multifactor',
    consequence: 'The master password alone opens the vault until multifactor is set up again.',
    undo: 'Cannot be undone from here.',
    weight: 'grave',
  },
  groups: {
    one: (who) => `Change the groups of ${who}`,
    many: (number) => `Change the groups of ${people(number)}`,
    short: 'Change groups',
    consequence: 'Gives and takes what the groups give: folders, policies, applications.',
    undo: 'Can be undone.',
    weight: 'mild',
  },
  add: {
    one: (who) => `Invite ${who}`,
    many: (number) => `Invite ${people(number)}`,
    short: 'Invite',
    consequence: 'Makes an account and sends an invitation mail.',
    undo: 'Can be withdrawn while it is not accepted.',
    weight: 'mild',
  },
  remove: {
    one: (who) => `Remove ${who} from the company`,
    many: (number) => `Remove ${people(number)} from the company`,
    short: 'Remove from the company',
    consequence: 'Keeps a personal account; loses groups and shared folders.',
    undo: 'Cannot be undone from here.',
    weight: 'final',
  },
  delete: {
    one: (who) => `Delete ${who}`,
    many: (number) => `Delete ${plural(number, 'account', 'accounts')}`,
    short: 'Delete',
    consequence: 'Account and vault are gone for ever.',
    undo: 'Cannot be undone by anybody.',
    weight: 'final',
  },
}

/** What a button says that sends these changes: the act, its object, and how many. */
export function applyLabel(kinds: ReadonlySet<ChangeKind>, number: number, only?: string): string {
  if (number === 0) return 'Nothing to send'
  const [kind, ...others] = kinds
  if (kind === undefined || others.length > 0) return `Make ${plural(number, 'change', 'changes')}`
  const words = kindWords[kind]
  return number === 1 && only !== undefined ? words.one(only) : words.many(number)
}

/** One change as a short sentence: "Disable Anna Meier (anna@example.com)", by the address alone where no name is known. */
export function changeTitle(change: Change, fullname?: string): string {
  const username = whoWords(change.username, fullname ?? (change.kind === 'add' ? change.fullname : undefined))
  if (change.kind === 'rename') return `Rename ${username} to “${inOrder(change.fullname)}”`
  if (change.kind === 'change-email') return `Change the address of ${username} to ${change.newUsername}`
  if (change.kind === 'groups') {
    const parts = [
      change.add.length > 0 ? `into ${change.add.join(', ')}` : '',
      change.remove.length > 0 ? `out of ${change.remove.join(', ')}` : '',
    ]
    return `${username}: ${parts.filter(Boolean).join('; ') || 'no group'}`
  }
  return kindWords[change.kind].one(username)
}
