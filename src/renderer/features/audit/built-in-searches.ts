import type { AuditSearch } from './audit-search.ts'

/** A search that comes with Provost. */
export interface BuiltInSearch {
  name: string
  about: string
  search: AuditSearch
}

/** As LastPass has written them over the years, in the languages that were seen. */
const failures = [
  'Failed login',
  'Failed login attempt',
  'Authentication failed',
  'Account lockout',
  'Mislukte aanmeldpoging',
]
const exports = ['Data export', 'Data printed', 'Gegevensexport', 'Gegevens afgedrukt']

export const builtInSearches: readonly BuiltInSearch[] = [
  {
    name: 'Failed logins, last 24 hours',
    about: 'Failed logins and accounts that were locked out',
    search: { span: '24h', actions: failures },
  },
  { name: 'Admin actions this week', about: 'What administrators did', search: { categories: ['admin'] } },
  {
    name: 'Exports',
    about: 'Vaults that were exported or printed, 90 days',
    search: { span: '90d', actions: exports },
  },
  {
    name: 'Policy changes',
    about: 'Added, changed, deleted, 90 days',
    search: { span: '90d', categories: ['policy'] },
  },
  { name: 'API requests', about: 'By whatever uses the Enterprise API', search: { categories: ['api'] } },
]
