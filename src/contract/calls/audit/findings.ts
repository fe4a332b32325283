import { z } from 'zod'
import { type FindingRule, findingRules } from '../../audit/findings.ts'
import { act, adminOnly, nothing, peopleSeats, read } from '../../call.ts'
import { Instant, Paging } from '../../model.ts'
import { AuditFilter } from './audit.ts'

const ruleNames = Object.keys(findingRules) as [FindingRule, ...FindingRule[]]
const Rule = z.enum(ruleNames)
const Reason = z.string().trim().min(1).max(1000)
const Key = z.string().min(1).max(64)
const Thresholds = z.record(z.string().max(40), z.number().min(0).max(1_000_000))

/** Something in the archive that is worth a look: what a rule found, in words with its numbers. */
export const Finding = z.object({
  key: Key,
  rule: Rule,
  from: Instant,
  to: Instant,
  /** Empty: it is about nobody, or about several. */
  username: z.string(),
  ip: z.string(),
  /** How many events it rests on. */
  events: z.int(),
  explanation: z.string(),
  muted: z.boolean(),
  /** Why it is muted. */
  reason: z.string().nullable(),
  /** Shows its events, and with them what else fits. */
  filter: AuditFilter,
})
export type Finding = z.infer<typeof Finding>

const RuleState = z.object({ rule: Rule, on: z.boolean(), thresholds: Thresholds, usual: Thresholds })

/** What rules find in the events that were fetched. They run on this computer, over the archive alone. */
export const findingCalls = {
  /** Newest first. */
  'findings.page': read(
    () => z.strictObject({ ...Paging, muted: z.boolean().optional(), rules: z.array(Rule).max(50).optional() }),
    () =>
      z.object({
        rows: z.array(Finding).max(500),
        total: z.int(),
        /** How many of all are not muted. */
        open: z.int(),
        byRule: z.array(z.object({ rule: Rule, open: z.int(), muted: z.int() })),
      }),
    peopleSeats,
  ),
  /** Takes a finding out of sight, with a reason that the journal keeps. */
  'findings.mute': act(
    () => z.strictObject({ key: Key, reason: Reason }),
    () => z.object({ finding: Finding }),
    adminOnly,
  ),
  'findings.unmute': act(
    () => z.strictObject({ key: Key }),
    () => z.object({ finding: Finding }),
    adminOnly,
  ),
  /**
   * Takes all open findings, or those of some rules, out of sight; without a reason shows the muted ones again. `count` repeats how
   * many that are: where they are others, nothing is done.
   */
  'findings.muteAll': act(
    () => z.strictObject({ rules: z.array(Rule).max(50).optional(), count: z.int().min(1), reason: Reason.nullable() }),
    () => z.object({ changed: z.int() }),
    adminOnly,
  ),
  'findings.rules': read(nothing, () => z.object({ rules: z.array(RuleState) }), peopleSeats),
  /** Turns a rule on or off and sets its thresholds; those left out are as usual. */
  'findings.setRule': act(
    () => z.strictObject({ rule: Rule, on: z.boolean().optional(), thresholds: Thresholds.optional() }),
    () => z.object({ rules: z.array(RuleState) }),
    adminOnly,
  ),
  /** How many findings a rule would have had in the last 90 days with these thresholds. */
  'findings.preview': read(
    () => z.strictObject({ rule: Rule, thresholds: Thresholds }),
    () => z.object({ count: z.int() }),
    peopleSeats,
  ),
}
