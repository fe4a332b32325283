import type { z } from 'zod'
import { accessCalls } from './calls/access.ts'
import { appCalls } from './calls/app.ts'
import { auditCalls } from './calls/audit/audit.ts'
import { auditSettingCalls } from './calls/audit/audit-settings.ts'
import { findingCalls } from './calls/audit/findings.ts'
import { changeCalls } from './calls/changes/changes.ts'
import { hashCalls } from './calls/company/hash.ts'
import { seatCalls } from './calls/company/seats.ts'
import { tenantCalls } from './calls/company/tenants.ts'
import { directoryCalls } from './calls/directory.ts'
import { groupCalls } from './calls/groups.ts'
import { joinerPeopleCalls } from './calls/joiner-people.ts'
import { joinerRuleCalls } from './calls/joiner-rules.ts'
import { joinerCalls } from './calls/joiners.ts'
import { leaverCampaignCalls } from './calls/leavers/leaver-campaign.ts'
import { leaverCaseCalls } from './calls/leavers/leaver-cases.ts'
import { leaverImpactCalls } from './calls/leavers/leaver-impact.ts'
import { leaverSiteCalls } from './calls/leavers/leaver-sites.ts'
import { leaverCalls } from './calls/leavers/leavers.ts'
import { reviewCalls } from './calls/reviews.ts'
import { historyCalls } from './calls/score-history.ts'
import { scoreCalls } from './calls/scores.ts'
import { snapshotScheduleCalls } from './calls/snapshot-schedule.ts'
import { snapshotCalls } from './calls/snapshots.ts'
import { streamCalls } from './calls/streams.ts'

/** Everything that the page, or the command line tool, can ask of main: name -> kind, seats, input, output. */
export const calls = {
  ...appCalls,
  ...tenantCalls,
  ...directoryCalls,
  ...accessCalls,
  ...auditCalls,
  ...auditSettingCalls,
  ...changeCalls,
  ...findingCalls,
  ...groupCalls,
  ...hashCalls,
  ...joinerCalls,
  ...joinerPeopleCalls,
  ...joinerRuleCalls,
  ...leaverCalls,
  ...leaverImpactCalls,
  ...leaverCaseCalls,
  ...leaverCampaignCalls,
  ...leaverSiteCalls,
  ...reviewCalls,
  ...scoreCalls,
  ...historyCalls,
  ...snapshotCalls,
  ...streamCalls,
  ...snapshotScheduleCalls,
  ...seatCalls,
}

export type Calls = typeof calls
export type CallName = keyof Calls
export type ReadName = { [C in CallName]: Calls[C]['kind'] extends 'read' ? C : never }[CallName]
export type ActName = Exclude<CallName, ReadName>
/** What a caller gives: defaults may be left out. */
export type Input<C extends CallName> = z.input<Calls[C]['input']>
/** What a handler gets: parsed, with defaults. */
export type Parsed<C extends CallName> = z.output<Calls[C]['input']>
export type Output<C extends CallName> = z.output<Calls[C]['output']>
/** What a handler returns, before the output is parsed. */
export type Returned<C extends CallName> = z.input<Calls[C]['output']>
