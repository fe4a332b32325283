import type { Status, UserRow } from '../../../contract/model.ts'
import { plural } from '../../lib/words/format.ts'
import type { Tone } from '../../ui/badge.tsx'

/** What each status is called on screen, and what it means. */
export const statusWords: Record<Status, { label: string; meaning: string; tone: Tone }> = {
  active: { label: 'Active', meaning: 'The account can log in, and has done so at least once.', tone: 'green' },
  disabled: {
    label: 'Disabled',
    meaning: 'The account cannot log in. Vault, groups and shared folders stay.',
    tone: 'slate',
  },
  invited: {
    label: 'Invited',
    meaning: 'Only on the invited list: there is no account yet. The API does not say when the invitation runs out.',
    tone: 'violet',
  },
  'never-logged-in': {
    label: 'Never logged in',
    meaning: 'The account exists, but nobody has logged in to it.',
    tone: 'amber',
  },
}

/** What is said where no last login is known: "never" only of accounts of which LastPass says so. */
export const noLoginWords = ({
  neverLoggedIn,
  status,
}: {
  neverLoggedIn?: boolean | undefined
  status?: Status | undefined
}): string => ((neverLoggedIn ?? status === 'never-logged-in') || status === 'invited' ? 'never' : 'unknown')

const mfaNames: Record<string, string> = {
  lastpassauth: 'LastPass Authenticator',
  googleauth: 'Google Authenticator',
  microsoftauth: 'Microsoft Authenticator',
  totp: 'Authenticator app (TOTP)',
  duo: 'Duo',
  yubikey: 'YubiKey',
  grid: 'Grid',
  toopher: 'Toopher',
  salesforceauth: 'Salesforce Authenticator',
  fido2: 'Security key (FIDO2)',
  symantecvip: 'Symantec VIP',
  securid: 'RSA SecurID',
}
/** A multifactor method by its product name; one that is not known is shown as LastPass calls it. */
export const mfaName = (method: string): string => mfaNames[method.toLowerCase()] ?? method

/** The same in a word or two, for a cell whose column says what it is about. */
export const mfaShort = (method: string): string => mfaWords[method.toLowerCase()] ?? mfaName(method)
const mfaWords: Record<string, string> = {
  lastpassauth: 'LastPass',
  googleauth: 'Google',
  microsoftauth: 'Microsoft',
  totp: 'TOTP app',
  salesforceauth: 'Salesforce',
  fido2: 'Security key',
  securid: 'SecurID',
}

/** What the fields of a person are called, in columns and where they changed. */
export const fieldLabels = {
  fullname: 'Name',
  username: 'User name',
  status: 'Status',
  admin: 'Admin',
  disabled: 'Disabled',
  neverLoggedIn: 'Never logged in',
  score: 'Score',
  legacyScore: 'Older score',
  masterPasswordStrength: 'Master password strength',
  created: 'Created',
  lastLogin: 'Last login',
  lastPasswordChange: 'Master password changed',
  passwordResetRequired: 'Password reset required',
  mfa: 'Multifactor',
  duoUsername: 'Duo user name',
  linked: 'Linked account',
  hasSharingKeys: 'Sharing keys',
  sites: 'Sites',
  notes: 'Notes',
  formFills: 'Form fills',
  applications: 'Applications',
  attachments: 'Attachments',
  groups: 'Groups',
  folders: 'Shared folders',
  attributes: 'Attributes',
  id: 'Number',
  goneSince: 'Gone since',
} as const satisfies Record<string, string>

/** What a field is called; one that is not known, by its own name. */
export const fieldLabel = (field: string): string => (fieldLabels as Readonly<Record<string, string>>)[field] ?? field

type Vault = Pick<UserRow, 'sites' | 'notes' | 'formFills' | 'applications' | 'attachments'>
/** What a person's vault holds, as far as LastPass has told it. */
export function vaultWords(person: Vault): string {
  const parts: [number | null, string, string][] = [
    [person.sites, 'site', 'sites'],
    [person.notes, 'note', 'notes'],
    [person.formFills, 'form fill', 'form fills'],
    [person.applications, 'application', 'applications'],
    [person.attachments, 'attachment', 'attachments'],
  ]
  const known = parts.flatMap(([value, one, many]) => (value === null ? [] : [plural(value, one, many)]))
  return known.length === 0 ? 'LastPass has not told any counts.' : known.join(', ')
}
