import type { FindingRule } from '../../../contract/audit/findings.ts'
import type { AuditFilter } from '../../../contract/calls/audit/audit.ts'
import { count, plural } from '../../lib/words/format.ts'
import { type AuditSearch, readAuditSearch } from './audit-search.ts'

const high: ReadonlySet<FindingRule> = new Set([
  'password-spraying',
  'success-after-failures',
  'impossible-travel',
  'admin-rights-given',
  'policy-weakened',
  'disabled-login',
  'api-secret-regenerated',
  'mfa-turned-off',
])

/** Whether a finding is to be looked at first. */
export const isHigh = (rule: FindingRule): boolean => high.has(rule)

/** The address that asks for what a filter lets through. */
export function searchOf(filter: AuditFilter): AuditSearch {
  const { username, ip, not, ...rest } = filter
  return readAuditSearch({
    span: 'all',
    // A finding counts what it rests on, whoever caused it.
    own: 'shown',
    ...rest,
    usernames: [...(username === undefined ? [] : [username]), ...(rest.usernames ?? [])],
    ips: [...(ip === undefined ? [] : [ip]), ...(rest.ips ?? [])],
    notActions: not?.actions,
    notUsernames: not?.usernames,
    notIps: not?.ips,
    notTargets: not?.targets,
    notCategories: not?.categories,
  })
}

/** How many findings are open; of what was not fetched no rule can have found anything. */
export function openWords(open: number, muted: number): string {
  if (open > 0) return plural(open, 'finding', 'findings')
  return muted > 0 ? `No open findings, ${count(muted)} muted` : 'No findings in what was fetched'
}
