import type { AuditCategory } from '../../../contract/audit/audit.ts'

/** The categories from the bottom of a stack to its top; neighbours differ most in colour. */
export const categoryOrder: readonly AuditCategory[] = [
  'login',
  'vault',
  'folder',
  'lifecycle',
  'admin',
  'policy',
  'api',
  'other',
]

export const categoryNames: Record<AuditCategory, string> = {
  login: 'Login',
  vault: 'Vault access',
  folder: 'Shared folder',
  lifecycle: 'User lifecycle',
  admin: 'Admin action',
  policy: 'Policy change',
  api: 'API',
  other: 'Other',
}

/** What belongs to a category, for its card and its badge. */
export const categoryAbout: Record<AuditCategory, string> = {
  login: 'Somebody logged in to LastPass, or tried to.',
  vault: 'An item of a vault was used, added, changed or exported.',
  folder: 'Shared folders, who is in them and what is moved there.',
  lifecycle: 'Accounts that were made, invited, disabled or deleted.',
  admin: 'What administrators did to accounts, groups and settings.',
  policy: 'Policies of the company.',
  api: 'Requests through the Enterprise API.',
  other: 'Actions that nobody has sorted yet.',
}
