import type { Status } from '../../../contract/model.ts'
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
