import { isTranslated, meaningOf } from '../../../contract/audit/action-names.ts'
import type { AuditEvent } from '../../../contract/calls/audit/audit.ts'
import { count, inOrder } from '../../lib/words/format.ts'

/** An event in words: what happened, and with whom or what. */
export interface EventWords {
  what: string
  /** With its preposition where it has one: "at the website". */
  target: string
}

type Parts = AuditEvent['parsed']

/** LastPass' actions that read better as a sentence; the rest is shown as LastPass writes it. */
const said: Readonly<Record<string, string>> = {
  'failed login': 'Failed login',
  'failed login attempt': 'Failed login',
  'saml login': 'Logged in by single sign-on',
  'login to admin console': 'Opened the admin console',
  'login verification email sent': 'Was sent a verification email',
  'account lockout': 'Was locked out',
  'site added': 'Added a site',
  'site changed': 'Changed a site',
  'site deleted': 'Deleted a site',
  'deleted sites': 'Deleted sites',
  'form filled': 'Filled a form',
  'password changed': 'Changed a site’s password',
  'username changed': 'Changed a site’s user name',
  'add secure note': 'Added a secure note',
  'open secure note': 'Opened a secure note',
  'edit secure note': 'Changed a secure note',
  'delete secure note': 'Deleted a secure note',
  'data export': 'Exported data',
  'add to shared folder': 'Added to a shared folder',
  'removed from shared folder': 'Removed from a shared folder',
  'created shared folder': 'Created a shared folder',
  'deleted shared folder': 'Deleted a shared folder',
  'renamed shared folder': 'Renamed a shared folder',
  'update folder permissions': 'Changed rights in a shared folder',
  'move to shared folder': 'Moved to a shared folder',
  'move from shared folder': 'Moved out of a shared folder',
  'make admin': 'Made an admin',
  'remove admin': 'No longer an admin',
  'create group': 'Created a group',
  'delete group': 'Deleted a group',
  'rename group': 'Renamed a group',
  'adding user to group': 'Added to a group',
  'remove from group': 'Removed from a group',
  'require password change': 'Required a new master password',
  'master password changed': 'Changed the master password',
  'multifactor enabled': 'Turned multifactor on',
  'api secret regenerated': 'API secret made anew',
  'enterprise api secret regenerated': 'API secret made anew',
  'add policy': 'Policy added',
  'edit policy': 'Policy changed',
  'delete policy': 'Policy deleted',
  'update policy users': 'Changed whom a policy concerns',
  'employee account created': 'Created an account',
  'employee account deleted': 'Deleted an account',
  'employee account disabled': 'Disabled',
  'employee invited': 'Invited',
  're-invite user': 'Invited again',
  'deactivated user': 'Disabled',
  'reactivated user': 'Enabled again',
  'remove user from company': 'Removed from the company',
  reporting: 'Events read',
  'get user data': 'People read',
  'get shared folder data': 'Shared folders read',
}

const capitalised = (words: string): string => words.slice(0, 1).toUpperCase() + words.slice(1)

const named = (parts: Parts): string[] => {
  const { person, people, folder, group, site, item, policy, from, to, client, version, value } = parts
  const first = people ?? (person === undefined ? [] : [person])
  const shown = first.length > 3 ? [...first.slice(0, 3), `${first.length - 3} more`] : first
  return [
    ...shown,
    ...(site === undefined ? [] : [site]),
    ...(folder === undefined ? [] : [folder]),
    ...(group === undefined ? [] : [group]),
    ...(policy === undefined ? [] : [value === undefined ? policy : `${policy}: ${value}`]),
    ...(from !== undefined && to !== undefined ? [`${from} → ${to}`] : to === undefined ? [] : [to]),
    ...(item === undefined ? [] : [`item ${item}`]),
    ...(client === undefined ? [] : [`via ${client}${version === undefined ? '' : ` ${version}`}`]),
  ]
}

/** An event in words that know no more than its text does. `nameOf`: how a person is called. */
export function eventWords(event: AuditEvent, nameOf: (username: string) => string = (one) => one): EventWords {
  const { action, data, parsed } = event
  const plain = meaningOf(action)
  const isLogin = ['log in', 'login', 'lastpass login'].includes(plain)
  const opened = parsed.site !== undefined && parsed.site.toLowerCase() !== 'lastpass.com'
  const what = isLogin
    ? parsed.item !== undefined
      ? 'Opened an item'
      : opened
        ? 'Opened a site'
        : 'Logged in'
    : (said[plain] ?? (isTranslated(action) ? capitalised(plain) : inOrder(action.trim())))
  const people = parsed.people?.map(nameOf)
  const parts = named({
    ...parsed,
    ...(parsed.person === undefined ? {} : { person: nameOf(parsed.person) }),
    ...(people === undefined ? {} : { people }),
  })
  const same = parsed.person !== undefined && parsed.person.toLowerCase() === event.username.toLowerCase()
  const target = same && parts.length === 1 ? '' : parts.join(', ')
  return {
    what: what === '' ? 'No action named' : what,
    target: inOrder(parts.length === 0 && parsed.byApi !== true ? shortened(data) : target),
  }
}

/** 300 letters: a text of 100 KB is for the opened row. */
const shortened = (data: string): string => (data.length > 300 ? `${data.slice(0, 300)}…` : data)

/** A user name that is no person's, where the event came through the API. */
const callerName = /^api\s*(?::.*)?$|\binitiated by api\b/isu

/** Who an event names: a person, the API by its label, or nobody. */
export function whoWords(
  event: Pick<AuditEvent, 'username' | 'parsed'>,
  nameOf: (username: string) => string,
): { name: string; note: string; username: string | null } {
  const { username, parsed } = event
  const noName = username.trim() === '' ? 'no user name' : ''
  const isCaller = noName !== '' || callerName.test(username.trim())
  if (parsed.byApi === true && isCaller)
    return { name: parsed.label ?? 'API', note: parsed.label ? 'API' : noName, username: null }
  if (username.trim() === '') return { name: 'Nobody named', note: '', username: null }
  return { name: nameOf(username), note: parsed.byApi === true ? 'API' : '', username }
}

/** Who recorded an event: LastPass alone, or Provost's journal too, with its line. */
export function recordedWords({ recorded }: Pick<AuditEvent, 'recorded'>): string {
  if (!recorded) return 'LastPass'
  return `${recorded.how === 'label' ? 'both' : 'likely'}, ${count(recorded.line)}`
}

/** How it is known that an event and a line of the journal tell of the same. */
export const recordedAbout = ({ how, line }: NonNullable<AuditEvent['recorded']>): string =>
  how === 'label'
    ? `LastPass’ event names the job of Provost’s journal line ${count(line)}.`
    : `Provost’s journal line ${count(line)} tells of the same person and action at this time. LastPass’ event names no job.`

/** The address as it is counted and filtered by: one may be written in several ways. */
export const addressOf = ({ address, ip }: AuditEvent): string => address ?? ip.trim()
