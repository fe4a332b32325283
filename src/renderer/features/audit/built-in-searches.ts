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
  {
    name: 'API that is not ours',
    about: 'Requests through the Enterprise API under a label that is not Provost’s, 90 days',
    search: { span: '90d', callers: 'foreign' },
  },
  {
    name: 'API requests',
    about: 'By whatever uses the Enterprise API, Provost’s own readings too',
    search: { categories: ['api'], own: 'shown' },
  },
]

/** The search for what findings are about: their people at their addresses; null: there is none. */
export function searchOfFindings(findings: readonly { username: string; ip: string }[]): AuditSearch | null {
  const distinct = (values: string[]) => [...new Set(values.filter((value) => value !== ''))].slice(0, 100)
  const usernames = distinct(findings.map(({ username }) => username))
  const ips = distinct(findings.map(({ ip }) => ip))
  return usernames.length + ips.length === 0 ? null : { span: 'all', usernames, ips }
}
