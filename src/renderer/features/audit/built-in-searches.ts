import type { BuiltInView } from '../views/views-menu.tsx'
import type { AuditSearch } from './audit-search.ts'

/** As LastPass has written them over the years, in the languages that were seen. */
const failures = [
  'Failed login',
  'Failed login attempt',
  'Authentication failed',
  'Account lockout',
  'Mislukte aanmeldpoging',
]
const exports = ['Data export', 'Data printed', 'Gegevensexport', 'Gegevens afgedrukt']

export const builtInSearches: readonly BuiltInView<AuditSearch>[] = [
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
