import { useMemo } from 'react'
import { count, inOrder, score } from '../../../lib/words/format.ts'
import { Address } from '../../../ui/address.tsx'
import { Badge } from '../../../ui/badge.tsx'
import { DraftedMark } from '../../groups/drafted-mark.tsx'
import { Score, StatusBadge } from '../badges.tsx'
import { bandRule, filterBandOf, type ScoreBands, scoreBand, useScoreBands } from '../scores.ts'
import { mfaName, mfaShort, noLoginWords, statusWords } from '../words.ts'
import { faint, Groups, instant, only, quantity, text, type UserColumn, Value } from './column-kinds.tsx'
import styles from './columns.module.css'
import { passwordColumns } from './password-columns.tsx'

/**
 * Everything that the API tells of a person, as columns; `shown` is the default set, which fits beside the side bar of a
 * window that is 1280 wide.
 */
const columnsWith = (bands: ScoreBands): readonly UserColumn[] => [
  {
    id: 'fullname',
    header: 'Name',
    grow: 2,
    width: 168,
    least: 156,
    shown: true,
    pinned: true,
    sortBy: 'fullname',
    text: (row) => inOrder(row.fullname),
    cell: (row) => (
      <DraftedMark username={row.username}>
        {row.fullname ? <bdi className={styles.name}>{inOrder(row.fullname)}</bdi> : faint('no name')}
      </DraftedMark>
    ),
  },
  {
    id: 'username',
    header: 'User name',
    grow: 3,
    about: 'The e-mail address that the person logs in with. LastPass compares it without regard to case.',
    width: 258,
    least: 248,
    shown: true,
    sortBy: 'username',
    text: (row) => row.username,
    cell: (row, room) => <Address address={row.username} room={room} />,
    filters: (row) => (row.duplicate ? [only('user names used by two accounts', { duplicate: true })] : []),
  },
  {
    id: 'status',
    header: 'Status',
    about: 'Disabled; else never logged in; else active. Invited people have no account yet.',
    width: 132,
    shown: true,
    sortBy: 'status',
    text: (row) =>
      row.goneSince === null
        ? `${statusWords[row.status].label}: ${statusWords[row.status].meaning}`
        : `No longer in LastPass. Last known: ${statusWords[row.status].label.toLowerCase()}`,
    cell: (row) => (row.goneSince === null ? <StatusBadge status={row.status} /> : <Badge tone="slate">Gone</Badge>),
    filters: (row) => [only(statusWords[row.status].label.toLowerCase(), { status: [row.status] })],
  },
  {
    id: 'admin',
    header: 'Role',
    about: 'Admin, as far as the API tells. It does not say which level of admin.',
    width: 68,
    least: 58,
    shown: true,
    yields: 1,
    sortBy: 'admin',
    sortFirst: 'desc',
    text: (row) => (row.admin ? 'Admin' : 'User'),
    cell: (row) => (row.admin ? <Value>Admin</Value> : faint('User')),
    filters: (row) => [
      row.admin ? only('admins', { admin: true }) : only('people who are not admins', { admin: false }),
    ],
  },
  {
    id: 'groups',
    header: 'Groups',
    grow: 2,
    width: 178,
    least: 126,
    shown: true,
    yields: 3,
    sortBy: 'groups',
    sortFirst: 'desc',
    about: 'Sorts by how many groups the person is in.',
    text: (row) => row.groups.join(', '),
    cell: (row) => <Groups row={row} />,
    filters: (row) =>
      row.groups.length > 0
        ? row.groups.map((group) => only(`members of ${group}`, { groups: [group] }))
        : [only('people in no group', { hasGroups: false })],
  },
  {
    id: 'score',
    header: 'Score',
    about: `LastPass’ security score, 0 to 100; worked out in the person’s vault and sent at login. ${bandRule(bands)}`,
    width: 88,
    shown: true,
    align: 'end',
    sortBy: 'score',
    text: (row) => `${row.score === null ? '' : `${score(row.score)}, `}${scoreBand(row.score, bands).word}`,
    cell: (row) => (row.score === null ? faint('none yet') : <Score score={row.score} bands={bands} />),
    filters: (row) => [
      row.score === null
        ? only('people without a score', { hasScore: false })
        : only(`scores ${filterBandOf(row.score).label}`, filterBandOf(row.score).filter),
    ],
  },
  instant('lastLogin', noLoginWords, {
    least: 114,
    shown: true,
    yields: 4,
    about: 'When the person last logged in, as of the last refresh.',
    filters: (row) =>
      row.lastLogin !== null
        ? []
        : [
            row.status === 'invited'
              ? only('people who are invited', { status: ['invited'] })
              : only('accounts without a known login', { loggedIn: false }),
          ],
  }),
  {
    id: 'mfa',
    header: 'Multifactor',
    about: 'The method by which the person confirms a login, if there is one.',
    width: 106,
    least: 96,
    shown: true,
    yields: 2,
    sortBy: 'mfa',
    text: (row) => (row.mfa ? mfaName(row.mfa) : row.status === 'invited' ? 'No account yet' : 'None'),
    cell: (row) =>
      row.mfa ? <Value>{mfaShort(row.mfa)}</Value> : faint(row.status === 'invited' ? 'no account' : 'none'),
    filters: (row) => [
      row.mfa
        ? only(mfaName(row.mfa), { mfaMethods: [row.mfa] })
        : row.status === 'invited'
          ? only('people who are invited', { status: ['invited'] })
          : only('accounts without multifactor', { mfa: false }),
    ],
  },
  {
    id: 'folders',
    header: 'Folders',
    about: 'How many shared folders the person can open.',
    width: 80,
    shown: false,
    align: 'end',
    sortBy: 'folders',
    sortFirst: 'desc',
    text: (row) => count(row.folderCount),
    filters: (row) => [
      row.folderCount > 0
        ? only('people with shared folders', { hasFolders: true })
        : only('people without shared folders', { hasFolders: false }),
    ],
  },
  {
    id: 'legacyScore',
    header: 'Older score',
    about: 'The security score as LastPass counted it before, 0 to 100, where LastPass still tells it.',
    width: 108,
    shown: false,
    align: 'end',
    text: (row) => (row.legacyScore === null ? 'not told' : score(row.legacyScore)),
    cell: (row) => (row.legacyScore === null ? faint('–') : score(row.legacyScore)),
  },
  ...passwordColumns,
  instant('created', 'not told'),
  quantity('sites', 'Sites saved in the vault.'),
  quantity('notes', 'Secure notes in the vault.'),
  quantity('formFills', 'Form-fill items in the vault.'),
  quantity('applications', 'Applications saved in the vault.'),
  quantity('attachments', 'Files attached to items of the vault.'),
  {
    id: 'hasSharingKeys',
    header: 'Sharing keys',
    about: 'Whether the account has the keys that sharing needs; they come with the first login.',
    width: 112,
    shown: false,
    text: (row) => (row.hasSharingKeys === null ? 'not told' : row.hasSharingKeys ? 'yes' : 'no'),
  },
  text('linked', 'The personal account that is linked to this one.'),
  text('duoUsername', 'The user name at Duo, where one was given.'),
  text('id', 'LastPass’ own number for the account.'),
  instant('goneSince', 'not gone', {
    about: 'Set when the person was in an earlier refresh and is not in the last one.',
  }),
]

/** The columns with the words that the company has for scores. */
export function useUserColumns(): readonly UserColumn[] {
  const bands = useScoreBands()
  return useMemo(() => columnsWith(bands), [bands])
}
