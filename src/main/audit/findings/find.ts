import type { FindingRule } from '../../../contract/audit/findings.ts'
import { findingRules } from '../../../contract/audit/findings.ts'
import type { EventWindow, FindRule, Found, Thresholds } from './finding.ts'
import { findAdminNewCountry, findAdminNewNetwork } from './rules/admin-new-place.ts'
import { findDisabledLogin } from './rules/disabled-login.ts'
import { findFailedLogins } from './rules/failed-logins.ts'
import { findImpossibleTravel } from './rules/impossible-travel.ts'
import { findLeaverItems } from './rules/leaver-items.ts'
import { findPasswordSpraying } from './rules/password-spraying.ts'
import { findPolicyWeakened } from './rules/policy-weakened.ts'
import {
  findAdminRights,
  findApiSecrets,
  findExports,
  findFolderShares,
  findForeignApi,
  findMfaOff,
} from './rules/single-acts.ts'
import { findSuccessAfterFailures } from './rules/success-after-failures.ts'

const rules: { readonly [R in FindingRule]: FindRule } = {
  'failed-logins': findFailedLogins,
  'password-spraying': findPasswordSpraying,
  'success-after-failures': findSuccessAfterFailures,
  'admin-new-network': findAdminNewNetwork,
  'admin-new-country': findAdminNewCountry,
  'impossible-travel': findImpossibleTravel,
  'admin-rights-given': findAdminRights,
  'policy-weakened': findPolicyWeakened,
  'data-export': findExports,
  'many-folder-shares': findFolderShares,
  'disabled-login': findDisabledLogin,
  'api-secret-regenerated': findApiSecrets,
  'foreign-api-use': findForeignApi,
  'mfa-turned-off': findMfaOff,
  'leaver-items': findLeaverItems,
}

/** What an admin chose for a rule; what is left out is as usual. */
export type RuleSettings = Partial<
  Record<FindingRule, { on?: boolean | undefined; thresholds?: Thresholds | undefined }>
>

export const ruleNames = Object.keys(findingRules) as FindingRule[]

/** The thresholds of a rule, where an admin chose none as usual. */
export const thresholdsOf = (rule: FindingRule, settings: RuleSettings): Thresholds => ({
  ...findingRules[rule],
  ...settings[rule]?.thresholds,
})

const newestFirst = (a: Found, b: Found): number =>
  b.to - a.to || b.from - a.from || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0)

/** Everything that the rules find in a window, newest first. */
export function find(window: EventWindow, settings: RuleSettings, wanted: readonly FindingRule[]): Found[] {
  return wanted
    .filter((rule) => settings[rule]?.on !== false)
    .flatMap((rule) => rules[rule](window, thresholdsOf(rule, settings)))
    .sort(newestFirst)
}

/** The same for all rules, with a pause after each. */
export function* findInSlices(window: EventWindow, settings: RuleSettings): Generator<void, Found[]> {
  const found: Found[] = []
  for (const rule of ruleNames) {
    for (const each of find(window, settings, [rule])) found.push(each)
    yield
  }
  return found.sort(newestFirst)
}
