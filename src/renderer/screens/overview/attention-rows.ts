import type { AttentionId, AttentionLine } from '../../../contract/calls/scores.ts'
import type { ChangeKind } from '../../../contract/change.ts'
import type { UserFilter } from '../../../contract/model.ts'
import { falling, longInvited } from '../../../contract/scores/scores.ts'
import { count, shortDay } from '../../lib/words/format.ts'
import type { Explanation } from '../../ui/explain.tsx'

/** What one line of "needs attention" says, which people it is about, and what can be done for all of them at once. */
export interface AttentionRow {
  title: string
  note: (of: string, line: AttentionLine) => string
  high: boolean
  /** What the number means, where the title alone does not say it. */
  explanation?: (line: AttentionLine) => Explanation
  /** The people as a filter of their table; left out: the line is about folders. */
  users?: (threshold: number) => UserFilter
  /** The change that can be previewed for all of them. */
  change?: Extract<ChangeKind, 'reinvite' | 'require-password-change'>
  /** What to write to them, where only they can mend it. */
  reminder?: string
}

/** People who can log in. */
const accounts = { notStatus: ['disabled', 'invited'] } satisfies UserFilter

export const attentionRows: Record<AttentionId, AttentionRow> = {
  'admins-without-mfa': {
    title: 'Admins without multifactor',
    note: (of) => `of ${of} admins`,
    high: true,
    users: () => ({ admin: true, mfa: false, notStatus: ['disabled'] }),
    reminder:
      'Your LastPass account can administer our company, and LastPass tells us that it has no multifactor method. Please set one up: in your vault, open Account settings, then Multifactor options.',
  },
  'disabled-in-folders': {
    title: 'Disabled people still in folders',
    note: (of) => `of ${of} who are disabled`,
    high: true,
    users: () => ({ status: ['disabled'], hasFolders: true }),
  },
  'sole-admin-folders': {
    title: 'Folders with one administrator',
    note: (of) => `of ${of} shared folders`,
    high: false,
  },
  'expired-master-password': {
    title: 'Master password expired',
    note: (of) => `of ${of} active, by LastPass’ list`,
    high: false,
    users: () => ({ passwordExpired: true }),
    change: 'require-password-change',
    reminder:
      'LastPass lists your master password as expired. Please log in to LastPass and change it: in your vault, open Account settings, then Change master password. Nobody else can do it for you.',
  },
  'low-score': {
    title: 'Low scores',
    note: (of) => `of ${of} who have a score`,
    high: false,
    users: (threshold) => ({ belowScore: threshold, ...accounts }),
    reminder:
      'The security score of your LastPass vault is low. Please open the Security dashboard in your vault and change passwords that are weak or used more than once. The score is counted anew at your next login.',
  },
  'weak-master-password': {
    title: 'Weak master password',
    note: (of) => `of ${of}, strength under 50`,
    high: false,
    users: () => ({ maxPasswordStrength: 49, ...accounts }),
    change: 'require-password-change',
    reminder:
      'LastPass judges your master password to be weak. Please choose a longer one that you use nowhere else: in your vault, open Account settings, then Change master password.',
  },
  'never-logged-in': {
    title: 'Never logged in',
    note: (of) => `of ${of} accounts`,
    high: false,
    users: () => ({ status: ['never-logged-in'] }),
    reminder:
      'You have a LastPass account of our company and have not logged in yet. Please look for the mail from LastPass and follow it; if you cannot find it, tell us and we send it again.',
  },
  inactive: {
    title: 'No login for 30 days',
    note: (of) => `of ${of} active accounts`,
    high: false,
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
    users: () => ({ status: ['invited'] }),
    change: 'reinvite',
  },
}
