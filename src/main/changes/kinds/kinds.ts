import type { Change, ChangeKind, Undo } from '../../../contract/change.ts'

/** What there is to know about a kind of change before looking at anybody's account. */
export interface Kind {
  /** "disable", "withdraw the invitation of" ...: what is done to somebody, as a verb; what follows the person stands in `after`. */
  verb: string
  after: string
  /** Takes something away or disturbs the person: counted against the cap, blocked for protected accounts, expires when it waits. */
  destructive: boolean
  /** Cannot be taken back by anybody: asks for the address or the count. */
  irreversible: boolean
  /** Afterwards the person cannot log in to the company any more. */
  endsLogin: boolean
  undo: Undo
  /** What undo cannot do, or why there is none; null: undo brings everything back. */
  undoNote: string | null
  /** Whether reading the account again can show that it was done. */
  readable: boolean
}

const kind = (verb: string, more: Partial<Kind> = {}): Kind => ({
  verb,
  after: '',
  destructive: false,
  irreversible: false,
  endsLogin: false,
  undo: null,
  undoNote: null,
  readable: true,
  ...more,
})

/** Every kind of change: name -> what it means. Which undo exists is what the service offers, and nothing else. */
export const kinds: Readonly<Record<ChangeKind, Kind>> = {
  disable: kind('disable', { destructive: true, endsLogin: true, undo: 'enable' }),
  enable: kind('enable', { undo: 'disable' }),
  remove: kind('remove', {
    after: ' from the company',
    destructive: true,
    irreversible: true,
    endsLogin: true,
    undoNote: 'No undo: the person would need a new invitation, and the rights in shared folders are lost.',
  }),
  delete: kind('delete', {
    destructive: true,
    irreversible: true,
    endsLogin: true,
    undoNote: 'No undo: the account and its vault are gone for good.',
  }),
  uninvite: kind('withdraw the invitation of', {
    destructive: true,
    undoNote: 'No undo: the person can only be invited again.',
  }),
  reinvite: kind('invite', { after: ' again', undoNote: 'No undo: the mail is sent.', readable: false }),
  'reset-password': kind('send a password reset to', {
    destructive: true,
    undoNote: 'No undo: the mail is sent.',
    readable: false,
  }),
  'require-password-change': kind('require a new master password from', {
    destructive: true,
    undoNote: 'No undo: it ends when the person chooses a new master password.',
  }),
  'disable-mfa': kind('turn off multifactor for', {
    destructive: true,
    undoNote: 'No undo: the person has to set up multifactor again.',
  }),
  add: kind('invite', {
    undo: 'uninvite',
    undoNote: 'Only while the invitation is not accepted; afterwards the account can be disabled instead.',
  }),
  rename: kind('rename', { undo: 'rename' }),
  'change-email': kind('change the address of', {
    destructive: true,
    undoNote: 'No undo: the person finishes it by logging in under the old address.',
  }),
  groups: kind('change the groups of', { undo: 'groups' }),
}

/** "remove anna@example.com from the company": what a kind of change does to somebody, as a phrase. */
export const doing = (name: ChangeKind, who: string): string => `${kinds[name].verb} ${who}${kinds[name].after}`

/** Whether a change counts against the cap: a change of groups does only where it takes some away. */
export const isDestructive = (change: Change): boolean =>
  change.kind === 'groups' ? change.remove.length > 0 : kinds[change.kind].destructive

/** Whether nobody can take a change back. */
export const isIrreversible = (change: Change): boolean => kinds[change.kind].irreversible
