import { meaningOf } from '../../../contract/audit/action-names.ts'

/** What rules tell actions apart by. */
export const actionKinds = [
  'failed-login',
  'login',
  // A login that shows whose it is: an admin's.
  'console',
  'item',
  'admin-rights',
  'policy',
  'export',
  'folder-share',
  'disabled',
  'enabled',
  'api-secret',
  'api',
  'mfa-off',
  'none',
] as const
export type ActionKind = (typeof actionKinds)[number]

const names: Partial<Record<ActionKind, readonly string[]>> = {
  'failed-login': ['failed login attempt', 'failed login', 'authentication failed'],
  login: ['log in', 'login', 'lastpass login', 'saml login', 'successful authentication'],
  console: ['login to admin console'],
  item: ['open secure note', 'form filled'],
  'admin-rights': ['make admin', 'made admin'],
  policy: ['add policy', 'edit policy', 'delete policy'],
  export: ['data export', 'data printed'],
  'folder-share': ['add to shared folder', 'personal share'],
  disabled: [
    'employee account disabled',
    'employee account deleted',
    'deactivated user',
    'deactivating user',
    'deleting user',
    'remove user from company',
    'removing user from lastpass business',
    'user deprovisioned',
  ],
  enabled: [
    'reactivated user',
    'reactivating user',
    'employee account created',
    'employee invited',
    're-invite user',
    'user provisioned',
    'creating user',
    'created lastpass account',
  ],
  'api-secret': [
    'enterprise api secret regenerated',
    'api secret regenerated',
    'provisioning credential changed',
    'scim provisioning hash updated',
  ],
  api: ['reporting', 'get user data', 'get shared folder data'],
}
const known = new Map(
  Object.entries(names).flatMap(([kind, actions]) => actions.map((action) => [action, kind as ActionKind] as const)),
)

// "Disabled Google Authenticator", "Grid uitgeschakeld"; "Disabled" alone says of nothing that it was turned off.
const turnedOff = /^disabled \S|\S uitgeschakeld$/

/** What an action is to the rules. */
export function kindOfAction(action: string): ActionKind {
  const key = meaningOf(action)
  return known.get(key) ?? (turnedOff.test(key) ? 'mfa-off' : 'none')
}
