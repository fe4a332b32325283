import { type FindingRule, findingRules } from '../../../contract/audit/findings.ts'
import type { EventWindow, FindRule, Found, Thresholds } from './finding.ts'
import { findAdminNewCountry, findAdminNewNetwork } from './rules/admin-new-place.ts'
import { findDisabledLogin } from './rules/disabled-login.ts'
import { findImpossibleTravel } from './rules/impossible-travel.ts'
import { findLeaverItems } from './rules/leaver-items.ts'
import { findPolicyWeakened } from './rules/policy-weakened.ts'
import { findForeignApi } from './rules/single-acts.ts'

/** Rules that look at all that is known of somebody or something; those of neighbouring events are in `local-rules.ts`. */
export const wholeRules: readonly { rule: FindingRule; find: FindRule }[] = [
  { rule: 'admin-new-network', find: findAdminNewNetwork },
  { rule: 'admin-new-country', find: findAdminNewCountry },
  { rule: 'impossible-travel', find: findImpossibleTravel },
  { rule: 'policy-weakened', find: findPolicyWeakened },
  { rule: 'disabled-login', find: findDisabledLogin },
  { rule: 'foreign-api-use', find: findForeignApi },
  { rule: 'leaver-items', find: findLeaverItems },
]

/** What an admin chose for a rule; what is left out is as usual. */
export type RuleSettings = Partial<
  Record<FindingRule, { on?: boolean | undefined; thresholds?: Thresholds | undefined }>
>

/** Which rules look, and which tell beside them: a preview looks by one alone. */
export interface Asked {
  settings: RuleSettings
  told: RuleSettings
}

export const ruleNames = Object.keys(findingRules) as FindingRule[]

export const isOn = (rule: FindingRule, settings: RuleSettings): boolean => settings[rule]?.on !== false

/** The thresholds of a rule, where an admin chose none as usual. */
export const thresholdsOf = (rule: FindingRule, settings: RuleSettings): Thresholds => ({
  ...findingRules[rule],
  ...settings[rule]?.thresholds,
})

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Newest first; what was found at one time always in the same order. */
export const newestFirst = (a: Found, b: Found): number =>
  b.to - a.to || b.from - a.from || compare(a.rule, b.rule) || compare(a.explanation, b.explanation)

/** What a rule is told of the others, each of which tells what it does not. */
export const toldBy =
  (settings: RuleSettings) =>
  (rule: FindingRule): Thresholds | null =>
    isOn(rule, settings) ? thresholdsOf(rule, settings) : null

/** What these rules find in a window. */
export const findIn = (
  window: EventWindow,
  { settings, told }: Asked,
  rules: readonly { rule: FindingRule; find: FindRule }[],
): Found[] =>
  rules
    .filter(({ rule }) => isOn(rule, settings))
    .flatMap(({ rule, find }) => find(window, thresholdsOf(rule, settings), toldBy(told)))
