import { count } from '../../../lib/words/format.ts'
import { strengthWord } from '../scores.ts'
import { faint, instant, only, type UserColumn, Value } from './column-kinds.tsx'

/** What is known of a person's passwords, as columns. */
export const passwordColumns: readonly UserColumn[] = [
  {
    id: 'masterPasswordStrength',
    header: 'Master password',
    about: 'How strong the master password is, 0 to 100 in steps of 25, as LastPass judged it.',
    width: 150,
    shown: false,
    align: 'end',
    sortBy: 'masterPasswordStrength',
    text: (row) =>
      row.masterPasswordStrength === null
        ? 'not told'
        : `${row.masterPasswordStrength}, ${strengthWord(row.masterPasswordStrength)}`,
    cell: (row) =>
      row.masterPasswordStrength === null
        ? faint('–')
        : `${strengthWord(row.masterPasswordStrength)} ${row.masterPasswordStrength}`,
    filters: (row) =>
      row.masterPasswordStrength === null
        ? []
        : [
            only(`master passwords of at most ${row.masterPasswordStrength}`, {
              maxPasswordStrength: row.masterPasswordStrength,
            }),
          ],
  },
  instant('lastPasswordChange', 'not told', {
    header: 'Password changed',
    width: 140,
    about: 'When the master password was last changed.',
  }),
  {
    id: 'passwordExpired',
    header: 'Password expired',
    about: 'Whether LastPass lists the master password as expired. The list has active, non-federated people only.',
    width: 136,
    shown: false,
    text: (row) =>
      row.passwordExpired === null
        ? 'not known'
        : row.passwordExpired
          ? 'Expired'
          : 'Not on the list, or changed since',
    cell: (row) =>
      row.passwordExpired === null ? faint('–') : row.passwordExpired ? <Value>expired</Value> : faint('no'),
    filters: (row) =>
      row.passwordExpired === null
        ? []
        : [
            only(row.passwordExpired ? 'expired master passwords' : 'master passwords that have not expired', {
              passwordExpired: row.passwordExpired,
            }),
          ],
  },
  {
    id: 'passwordResetRequired',
    header: 'Password reset',
    about: 'Whether LastPass asks for a new master password at the next login.',
    width: 124,
    shown: false,
    text: (row) => (row.passwordResetRequired ? 'Required' : 'Not required'),
    cell: (row) => (row.passwordResetRequired ? <Value>required</Value> : faint('no')),
    filters: (row) => [
      only(row.passwordResetRequired ? 'people who must reset' : 'people who need not reset', {
        passwordResetRequired: row.passwordResetRequired,
      }),
    ],
  },
  {
    id: 'weakPasswords',
    header: 'Weak passwords',
    about: 'By the admin console’s security report that was imported; the API does not tell it.',
    width: 130,
    shown: false,
    align: 'end',
    text: (row) => (row.weakPasswords === null ? 'not told' : count(row.weakPasswords)),
    cell: (row) => (row.weakPasswords === null ? faint('–') : count(row.weakPasswords)),
  },
  {
    id: 'reusedPasswords',
    header: 'Reused passwords',
    about: 'By the admin console’s security report that was imported; the API does not tell it.',
    width: 140,
    shown: false,
    align: 'end',
    text: (row) => (row.reusedPasswords === null ? 'not told' : count(row.reusedPasswords)),
    cell: (row) => (row.reusedPasswords === null ? faint('–') : count(row.reusedPasswords)),
  },
]
