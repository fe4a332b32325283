import type { FindingRule } from '../../../contract/audit/findings.ts'
import type { AuditFilter } from '../../../contract/calls/audit/audit.ts'
import { type AuditSearch, readAuditSearch } from './audit-search.ts'

/** What each rule looks for, as the title of what it found. */
export const ruleNames: Record<FindingRule, string> = {
  'failed-logins': 'Burst of failed logins',
  'password-spraying': 'One address tried many people',
  'success-after-failures': 'Login after a burst of failures',
  'admin-new-network': 'Admin from a new network',
  'admin-new-country': 'Admin from a new country',
  'impossible-travel': 'Two logins too far apart',
  'admin-rights-given': 'Admin rights given',
  'policy-weakened': 'Policy changed or deleted',
  'data-export': 'Data exported',
  'many-folder-shares': 'Many folder shares in a short time',
  'disabled-login': 'Login by a disabled person',
  'api-secret-regenerated': 'API secret made anew',
  'foreign-api-use': 'API use that is not Provost’s',
  'mfa-turned-off': 'Multifactor turned off',
  'leaver-items': 'Leaver opened many items',
}

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
