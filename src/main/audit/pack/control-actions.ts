import { meaningOf } from '../../../contract/audit/action-names.ts'
import type { AuditCategory, EventControl, EvidenceControl } from '../../../contract/audit/audit.ts'
import type { AuditEvent } from '../../../contract/calls/audit/audit.ts'
import { kindOfAction } from '../findings/action-kinds.ts'

const removal = [
  'removed from shared folder',
  'remove from group',
  'removing user from group',
  'group removal',
  'remove admin',
  'destroy all sessions',
  'limit shared folder',
  'update folder permissions',
]
const privileged = [
  'make admin',
  'made admin',
  'remove admin',
  'login to admin console',
  'master password reset by super admin',
  'super admin password reset',
]
const authentication = ['multifactor enabled', 'master password changed', 'password reset', 'reset master password']
/** The folder whose members are super admins. */
export const superAdmins = 'Shared-Super-Admins'

/** Whether events of an action may belong to a control; some have to be looked at one by one. */
export function mayConcern(control: EventControl, action: string, category: AuditCategory): boolean {
  const key = meaningOf(action)
  const kind = kindOfAction(action)
  switch (control) {
    case 'access removal':
      return kind === 'disabled' || removal.includes(key)
    case 'privileged access':
      return (
        privileged.includes(key) ||
        kind === 'api-secret' ||
        kind === 'folder-share' ||
        key === 'removed from shared folder'
      )
    case 'authentication':
      return category === 'login' || kind === 'mfa-off' || authentication.includes(key)
    case 'policy change':
      return category === 'policy'
  }
}

/** Whether one event belongs to a control whose action may. */
export function concerns(control: EventControl, { action, data }: Pick<AuditEvent, 'action' | 'data'>): boolean {
  return !needsLook(control, action) || data.includes(superAdmins)
}

/** Whether events of an action have to be looked at one by one: only those about the super admins' folder belong. */
export const needsLook = (control: EventControl, action: string): boolean =>
  control === 'privileged access' &&
  (kindOfAction(action) === 'folder-share' || meaningOf(action) === 'removed from shared folder')

/** What a control takes in, for the reader of a pack. */
export const controlWords: Readonly<Record<EvidenceControl, string>> = {
  'access removal':
    'accounts that were disabled, deleted or removed, people who were taken out of groups and shared folders or whose rights there were changed, admins whose rights were taken away, sessions that were ended',
  'privileged access':
    'rights of admins given and taken away, logins to the admin console, master passwords reset by super admins, secrets of machines made anew, people put into or taken out of the folder of super admins',
  authentication:
    'logins that succeeded and failed, second factors turned on and off, master passwords changed and reset',
  'policy change': 'policies that were added, changed or deleted, and whom they count for',
  'access review':
    'every decision, to keep or to remove an access, of the access reviews that were signed in the span, with what was shown, the reason, who signed it and when',
}
