import type {
  Change,
  ChangeKind,
  ImpactNote,
  Job,
  JobState,
  Outcome,
  PlanRow,
  Standing,
  Undo,
  Verdict,
} from '../../../contract/change.ts'
import { count, inOrder, plural } from '../../lib/format.ts'
import type { Tone } from '../../ui/badge.tsx'
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

interface Said {
  label: string
  meaning: string
  tone: Tone
}

export const verdictWords: Readonly<Record<Verdict, Said>> = {
  change: { label: 'Will change', meaning: 'Is sent when you apply the plan.', tone: 'blue' },
  unchanged: { label: 'Unchanged', meaning: 'Already in this state; nothing is sent.', tone: 'slate' },
  blocked: { label: 'Blocked', meaning: 'Is not sent; the reason stands beside it.', tone: 'red' },
}

export const outcomeWords: Readonly<Record<Outcome, Said>> = {
  waiting: { label: 'Waiting', meaning: 'Not sent yet.', tone: 'slate' },
  sent: { label: 'Sent', meaning: 'LastPass has it; not read again yet.', tone: 'blue' },
  confirmed: { label: 'Confirmed', meaning: 'Done; the message says how it is known.', tone: 'green' },
  failed: { label: 'Failed', meaning: 'LastPass did not do it.', tone: 'red' },
  unknown: { label: 'Unknown', meaning: 'It may or may not have been done. Reading again can tell.', tone: 'amber' },
  skipped: { label: 'Skipped', meaning: 'Nothing was sent for this one.', tone: 'slate' },
}

export const stateWords: Readonly<Record<JobState, Said>> = {
  holding: { label: 'Held', meaning: 'Nothing is sent yet; it can be called back.', tone: 'violet' },
  running: { label: 'Running', meaning: 'Requests are being sent and checked.', tone: 'blue' },
  paused: { label: 'Paused', meaning: 'Goes on when somebody says so.', tone: 'amber' },
  done: { label: 'Done', meaning: 'Nothing more is sent.', tone: 'green' },
  cancelled: { label: 'Stopped', meaning: 'Was stopped. Changes not sent by then were not made.', tone: 'slate' },
}

export const standingWords: Readonly<Record<Standing, Said>> = {
  clean: { label: 'As you saw it', meaning: 'Nothing has changed since.', tone: 'green' },
  'already-done': {
    label: 'Already done',
    meaning: 'Already in this state at LastPass; nothing is sent.',
    tone: 'slate',
  },
  drifted: { label: 'Changed since', meaning: 'Somebody changed this person; decide.', tone: 'amber' },
  impossible: { label: 'Not possible any more', meaning: 'It cannot be done as things are.', tone: 'red' },
}

/** How a row of a plan is judged; one that waited until it was so anyway says that. */
export const rowWords = (row: Pick<PlanRow, 'verdict' | 'alreadyDone'>): Said =>
  row.alreadyDone ? standingWords['already-done'] : verdictWords[row.verdict]

const be = (number: number) => (number === 1 ? 'is' : 'are')

/** What a note says of so many people of a plan, in a line above its rows. `grave`: worth a warning. */
export const impactWords: Readonly<Record<ImpactNote['code'], { grave: boolean; many: (number: number) => string }>> = {
  'last-administrator': {
    grave: true,
    many: (number) => `${count(number)} ${be(number)} the last administrator of a shared folder`,
  },
  'only-member': { grave: true, many: (number) => `${count(number)} ${be(number)} alone in a shared folder` },
  administrator: {
    grave: true,
    many: (number) => `${count(number)} ${number === 1 ? 'is an administrator' : 'are administrators'} of the company`,
  },
  'directory-owned': {
    grave: false,
    many: (number) => `${count(number)} ${number === 1 ? 'seems' : 'seem'} to be owned by a directory`,
  },
  'linked-account': {
    grave: false,
    many: (number) => `${count(number)} ${number === 1 ? 'has' : 'have'} a personal account linked`,
  },
  'never-logged-in': { grave: false, many: (number) => `${count(number)} never logged in` },
}

/** What undo a row has: the act, or plainly none. */
export const undoWords = (undo: Undo): string =>
  undo === null
    ? 'None'
    : undo === 'groups'
      ? 'Groups as before'
      : undo === 'rename'
        ? 'Name before'
        : kindWords[undo].short

/** How far a job is, or how it ended, by its counts: "38 confirmed, 2 failed". */
export function countWords(counts: Job['counts']): string {
  const parts = (['confirmed', 'failed', 'unknown', 'sent', 'waiting', 'skipped'] as const)
    .filter((outcome) => counts[outcome] > 0)
    .map((outcome) => `${count(counts[outcome])} ${outcomeWords[outcome].label.toLowerCase()}`)
  return parts.join(', ') || 'nothing to do'
}

/** How a job stands, honestly: a job that is done with failures is not simply done. */
export function jobWords(job: Pick<Job, 'state' | 'counts'>): { label: string; tone: Tone } {
  const { failed, unknown, confirmed, waiting } = job.counts
  if (job.state !== 'done') return stateWords[job.state]
  if (unknown > 0) return { label: 'Outcome unknown', tone: 'amber' }
  if (failed > 0) return { label: confirmed > 0 ? 'Done in part' : 'Failed', tone: 'red' }
  return waiting > 0 ? { label: 'Not finished', tone: 'amber' } : stateWords.done
}

/** Rows of a job that will be or were sent. */
export const sendable = (counts: Job['counts']): number =>
  counts.waiting + counts.sent + counts.confirmed + counts.failed + counts.unknown
