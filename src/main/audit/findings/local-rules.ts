import type { FindingRule } from '../../../contract/audit/findings.ts'
import { addressKey } from '../places/ip-number.ts'
import type { ActionKind } from './action-kinds.ts'
import type { FindingEvent, FindRule, Thresholds } from './finding.ts'
import { findFailedFromAddress, findFailedOfPerson } from './rules/failed-logins.ts'
import { findPasswordSpraying } from './rules/password-spraying.ts'
import {
  doerKey,
  findAdminRights,
  findApiSecrets,
  findExports,
  findFolderShares,
  findMfaOff,
  pauseOfExports,
} from './rules/single-acts.ts'
import { findSuccessAfterFailures } from './rules/success-after-failures.ts'

/** A rule that looks at neighbouring events alone: what lies further apart than a gap has nothing to do with each other. */
export interface LocalRule {
  rule: FindingRule
  kinds: readonly ActionKind[]
  /** What events must have in common; '': this one is never told of. */
  keyOf: (event: FindingEvent) => string
  /** Seconds. */
  gap: (thresholds: Thresholds) => number
  find: FindRule
  /** The logins after bursts of its events are looked at too. */
  withLogins?: true
}

const person = (event: FindingEvent) => event.person
const address = ({ ip }: FindingEvent) => addressKey(ip)
const anything = () => 'any'
const alone = () => 0
const minutesOf =
  (usual: number) =>
  ({ minutes = usual }: Thresholds) =>
    minutes * 60

export const localRules: readonly LocalRule[] = [
  { rule: 'failed-logins', kinds: ['failed-login'], keyOf: person, gap: minutesOf(10), find: findFailedOfPerson },
  { rule: 'failed-logins', kinds: ['failed-login'], keyOf: address, gap: minutesOf(10), find: findFailedFromAddress },
  {
    rule: 'password-spraying',
    kinds: ['failed-login'],
    keyOf: address,
    gap: minutesOf(30),
    find: findPasswordSpraying,
  },
  {
    rule: 'success-after-failures',
    kinds: ['failed-login'],
    keyOf: person,
    gap: ({ minutes = 10, within = 30 }) => Math.max(minutes, within) * 60,
    find: findSuccessAfterFailures,
    withLogins: true,
  },
  {
    rule: 'admin-rights-given',
    kinds: ['admin-rights', 'folder-share'],
    keyOf: anything,
    gap: alone,
    find: findAdminRights,
  },
  {
    rule: 'data-export',
    kinds: ['export'],
    keyOf: doerKey,
    gap: () => pauseOfExports,
    find: findExports,
  },
  { rule: 'many-folder-shares', kinds: ['folder-share'], keyOf: doerKey, gap: minutesOf(10), find: findFolderShares },
  { rule: 'api-secret-regenerated', kinds: ['api-secret'], keyOf: anything, gap: alone, find: findApiSecrets },
  { rule: 'mfa-turned-off', kinds: ['mfa-off'], keyOf: anything, gap: alone, find: findMfaOff },
]

/** Events of a rule, split into those that nothing which comes after an instant can belong to, and those that are open. */
export function splitAt(
  events: readonly FindingEvent[],
  { keyOf }: LocalRule,
  { gap, end }: { gap: number; end: number },
): { closed: FindingEvent[]; open: FindingEvent[] } {
  const closed: FindingEvent[] = []
  const runs = new Map<string, FindingEvent[]>()
  for (const event of events) {
    const key = keyOf(event)
    if (key === '') continue
    const run = runs.get(key)
    const last = run?.at(-1)
    if (run !== undefined && last !== undefined && event.time - last.time <= gap) {
      run.push(event)
      continue
    }
    if (run !== undefined) for (const each of run) closed.push(each)
    runs.set(key, [event])
  }
  const open: FindingEvent[] = []
  for (const run of runs.values()) {
    const last = run.at(-1)
    const isOpen = last !== undefined && last.time + gap > end
    for (const each of run) (isOpen ? open : closed).push(each)
  }
  return { closed, open: open.sort((a, b) => a.time - b.time) }
}
