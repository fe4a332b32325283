import type { AttentionId, AttentionLine } from '../../../../contract/calls/scores.ts'
import type { ChangeKind } from '../../../../contract/change.ts'
import type { UserFilter } from '../../../../contract/model.ts'
import { falling, longInvited } from '../../../../contract/scores/scores.ts'
import { count, shortDay } from '../../../lib/words/format.ts'
import type { Explanation } from '../../../ui/explain.tsx'

/** What one line of "needs attention" says, which people it is about, and what can be done for all of them at once. */
export interface AttentionRow {
  title: string
  note: (of: string, line: AttentionLine) => string
  high: boolean
  /** What the number means. */
  explanation: (line: AttentionLine) => Explanation
  /** The people as a filter of their table. */
  users?: (threshold: number) => UserFilter
  /** The folders as a filter of theirs. */
  folders?: 'sole-admin' | 'no-admin'
  /** The change that can be previewed for all of them. */
  change?: Extract<ChangeKind, 'reinvite' | 'require-password-change'>
  /** What to write to them, where only they can mend it. */
  reminder?: string
}

/** People who can log in. */
const accounts = { notStatus: ['disabled', 'invited'] } satisfies UserFilter

/** Why nobody can say that a line without anybody is in order; null: it is. */
export function unknownWords({ id, of, undated = 0 }: AttentionLine, foldersKnown: boolean): string | null {
  if (undated > 0) return `of ${count(undated)} of ${count(of)} invited people it is not known since when`
  if (id === 'low-score' && of === 0) return 'nobody has a score'
  if (id === 'weak-master-password' && of === 0) return 'LastPass told nobody’s strength'
  const ofFolders = id === 'disabled-in-folders' || id === 'no-admin-folders' || id === 'sole-admin-folders'
  return ofFolders && !foldersKnown ? 'LastPass did not give the shared folders so far' : null
}

export const attentionRows: Record<AttentionId, AttentionRow> = {
  'admins-without-mfa': {
    title: 'Admins without multifactor',
    note: (of) => `of ${of} admins`,
    high: true,
    explanation: () => ({
      definition: 'Accounts that administer the company, and of which LastPass names no multifactor method.',
      denominator: 'Admins whose account is not disabled',
      leftOut: 'Disabled accounts, invitations, and people who are gone.',
    }),
    users: () => ({ admin: true, mfa: false, notStatus: ['disabled'] }),
    reminder:
      'Your LastPass account can administer our company, and LastPass tells us that it has no multifactor method. Please set one up: in your vault, open Account settings, then Multifactor options.',
  },
  'disabled-in-folders': {
    title: 'Disabled people still in folders',
    note: (of) => `of ${of} who are disabled`,
    high: true,
    explanation: () => ({
      definition: 'People whose account is disabled and who still stand in at least one shared folder.',
      denominator: 'Accounts that are disabled',
      leftOut: 'People who are gone, and deleted folders.',
    }),
    users: () => ({ status: ['disabled'], hasFolders: true }),
  },
  'no-admin-folders': {
    title: 'Folders without an administrator',
    note: (of) => `of ${of} shared folders`,
    high: false,
    explanation: () => ({
      definition:
        'Shared folders in which nobody who can log in may administer. Super admins, who are in all of them, are not counted: only they can help.',
      denominator: 'Shared folders that are not deleted',
      leftOut: 'Deleted folders. Of administrators, those who are disabled or only invited.',
    }),
    folders: 'no-admin',
  },
  'sole-admin-folders': {
    title: 'Folders with one administrator',
    note: (of) => `of ${of} shared folders`,
    high: false,
    explanation: () => ({
      definition:
        'Shared folders in which exactly one person who can log in may administer. Super admins, who are in all of them, are not counted.',
      denominator: 'Shared folders that are not deleted',
      leftOut: 'Deleted folders. Of administrators, those who are disabled or only invited.',
    }),
    folders: 'sole-admin',
  },
  'expired-master-password': {
    title: 'Master password expired',
    note: (of) => `of ${of} active, by LastPass’ list`,
    high: false,
    explanation: () => ({
      definition: 'People on LastPass’ list of expired master passwords, as it was last read.',
      denominator: 'Accounts that are not disabled and were used at least once',
      leftOut:
        'The list has active people without federated login only; who is on it and could be either of two accounts is marked nowhere.',
    }),
    users: () => ({ passwordExpired: true }),
    change: 'require-password-change',
    reminder:
      'LastPass lists your master password as expired. Please log in to LastPass and change it: in your vault, open Account settings, then Change master password. Nobody else can do it for you.',
  },
  'low-score': {
    title: 'Low scores',
    note: (of) => `of ${of} who have a score`,
    high: false,
    explanation: () => ({
      definition: 'People whose score is below the threshold. A score of exactly the threshold is not below it.',
      denominator: 'People who have a score',
      leftOut: 'Disabled accounts, invitations, and people without a score.',
    }),
    users: (threshold) => ({ belowScore: threshold, ...accounts }),
    reminder:
      'The security score of your LastPass vault is low. Please open the Security dashboard in your vault and change passwords that are weak or used more than once. The score is counted anew at your next login.',
  },
  'weak-master-password': {
    title: 'Weak master password',
    note: (of) => `of ${of} whose strength is known`,
    high: false,
    explanation: () => ({
      definition: 'People whose master password LastPass gives a strength of less than 50; it gives steps of 25.',
      denominator: 'People whose strength is known',
      leftOut: 'Disabled accounts, invitations, and people whose strength is not known.',
    }),
    users: () => ({ maxPasswordStrength: 49, ...accounts }),
    change: 'require-password-change',
    reminder:
      'LastPass judges your master password to be weak. Please choose a longer one that you use nowhere else: in your vault, open Account settings, then Change master password.',
  },
  'never-logged-in': {
    title: 'Never logged in',
    note: (of) => `of ${of} accounts`,
    high: false,
    explanation: () => ({
      definition: 'Accounts that, by LastPass, nobody has logged in to.',
      denominator: 'Accounts that are not disabled',
      leftOut: 'Disabled accounts and invitations.',
    }),
    users: () => ({ status: ['never-logged-in'] }),
    reminder:
      'You have a LastPass account of our company and have not logged in yet. Please look for the mail from LastPass and follow it; if you cannot find it, tell us and we send it again.',
  },
  inactive: {
    title: 'No login for 30 days',
    note: (of) => `of ${of} active accounts`,
    high: false,
    explanation: () => ({
      definition: 'Accounts that were used once, and whose last login is more than 30 days ago.',
      denominator: 'Accounts that are not disabled and were used at least once',
      leftOut: 'Disabled accounts, invitations, and accounts that were never used.',
    }),
    users: () => ({ status: ['active'], lastLoginDays: 30 }),
    reminder:
      'You have not logged in to LastPass for more than 30 days. Please log in once, so that your security score is counted anew, or tell us if you do not need the account any more.',
  },
  'scores-falling': {
    title: `Scores falling by ${falling.points} or more`,
    note: (of, { days }) => `of ${of}${days === undefined ? '' : ` since ${shortDay(days.from)}`}`,
    high: false,
    explanation: ({ days }) => ({
      definition: `People whose score fell by ${falling.points} points or more between two days: the first and the last that were kept within ${falling.days} days, as for those who moved most.`,
      denominator: 'People who have a score on both days',
      leftOut: 'Disabled accounts, and people who are gone.',
      ...(days === undefined ? {} : { computed: `${shortDay(days.from)} and ${shortDay(days.to)}.` }),
    }),
    users: () => ({ scoreFell: falling.points }),
    reminder:
      'The security score of your LastPass vault has fallen lately. Please open the Security dashboard in your vault and look at passwords that are weak or used more than once. The score is counted anew at your next login.',
  },
  'invited-long-ago': {
    title: 'Invited long ago',
    note: (of, { since, undated = 0 }) =>
      [
        `of ${of} invited`,
        since ? `the oldest at least since ${shortDay(since)}` : '',
        undated > 0 ? `${count(undated)} with no known date` : '',
      ]
        .filter((part) => part !== '')
        .join(' · '),
    high: false,
    explanation: () => ({
      definition: `People without an account whom a refresh saw invited ${longInvited} or more days ago. LastPass tells no date of an invitation, so it may be older than the refresh that first saw it; inviting again changes nothing here.`,
      denominator: 'People who are only invited',
      leftOut:
        'Invitations that were there before Provost first read the company or saw anything change in it, while that is not so long ago: since when is not known, and they are counted apart.',
    }),
    users: () => ({ invitedDays: longInvited }),
    change: 'reinvite',
  },
  invited: {
    title: 'Invited, not yet joined',
    note: () => 'no account yet',
    high: false,
    explanation: () => ({
      definition: 'People whom LastPass lists as invited and who have no account yet.',
      denominator: 'None: it is a count',
      leftOut: 'People who are gone.',
    }),
    users: () => ({ status: ['invited'] }),
    change: 'reinvite',
  },
}
