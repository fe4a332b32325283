import type { AuditCategory, AuditFacet, AuditPlace } from '../../contract/audit/audit.ts'
import type { FindingRule } from '../../contract/audit/findings.ts'
import type { AuditEvent, AuditFilter } from '../../contract/calls/audit/audit.ts'
import type { NamedNetwork, ZoneEvidence } from '../../contract/calls/audit/audit-settings.ts'
import type { Finding } from '../../contract/calls/audit/findings.ts'
import type { Cover } from './archive/catalog.ts'
import type { ExportFormat, ExportPart } from './export-events.ts'
import type { RuleSettings } from './findings/find.ts'
import type { Thresholds } from './findings/finding.ts'
import type { CleanLeaves, OutgoingAsk, Tally } from './outgoing/tally.ts'
import type { Unsent } from './outgoing/unsent.ts'
import type { PackCheck } from './pack/check-pack.ts'
import type { RowPlace } from './query/questions.ts'

/** What main knows of people, for the rules. */
export interface FindingsAsk {
  admins: readonly string[]
  /** People whose account is disabled by the last reading of the directory, and when that was, in UTC seconds. */
  disabled: readonly string[]
  asOf: number | null
}

/** How long events are kept; `removedBefore`: up to where they were removed, in UTC seconds. */
export interface Retention {
  keepDays: number | null
  removedBefore: number | null
}

/** How far back the archive fetches by itself; null: it has not begun; `done`: as far as LastPass gives. */
export type Backfill = { from: number; done: boolean } | null

type ByCategory = Record<AuditCategory, number>
type Empty = Record<never, never>

/** What one answer of LastPass held. Times in UTC seconds. */
export interface PageRead {
  received: number
  /** Events that had not come with an answer before, and those of them that lie in the span. */
  fresh: number
  inSpan: number
  unreadable: number
  newest: number | null
  oldest: number | null
  /** The oldest event's time as LastPass wrote it. */
  oldestLocal: string | null
  next: string | null
  /** An answer of this span held the very same events. */
  repeated: boolean
}

/** What main asks of the archive's thread, and what it answers. */
export interface AuditOperations {
  /** `lost`: what of the catalogue was not as it was written. `wasSetAside`: it was begun anew, as the one before was damaged. */
  open: {
    ask: { folder: string; key: string }
    answer: { lost: string | null; openings: number; wasSetAside: boolean }
  }
  status: {
    ask: Empty
    answer: {
      events: number
      first: number | null
      last: number | null
      unreadable: number
      damaged: { first: number; last: number }[]
      zone: string | null
    }
  }
  /** Derives every instant anew where the zone is another than before. */
  zone: { ask: { zone: string }; answer: Empty }
  /** Begins a span: what an earlier one left is dropped. `anew`: it is the first of a fetch. */
  begin: { ask: { first: number; last: number; anew: boolean }; answer: Empty }
  /** Reads an answer. `how`: it follows by the cursor, or was asked for up to the oldest second that is at hand. */
  page: { ask: { bytes: Uint8Array; zone: string; how: 'first' | 'next' | 'again' }; answer: PageRead }
  /** Keeps what was read. `whole`: its oldest second is complete too. */
  commit: { ask: { whole: boolean; covers: readonly Cover[] }; answer: { added: number } }
  /** Rows alone, newest first, from where the last ones ended. */
  rows: {
    ask: { filter: AuditFilter; from: RowPlace | null; limit: number }
    answer: { rows: AuditEvent[]; next: RowPlace | null }
  }
  /** The same, as they are written into a file. */
  lines: {
    ask: { filter: AuditFilter; from: RowPlace | null; limit: number; format: ExportFormat }
    answer: ExportPart
  }
  /** What an admin chose for the archive. */
  choices: {
    ask: Empty
    answer: {
      networks: NamedNetwork[]
      addressFiles: { path: string; kind: string; built: string | null; problem: string | null }[]
      retention: Retention
      evidence: ZoneEvidence | null
      backfill: Backfill
      /** Actions, as compared, that an admin sorted. */
      categories: { action: string; category: AuditCategory }[]
    }
  }
  /** @throws Refusal `invalid` for a range that is none */
  setNetworks: { ask: { networks: readonly NamedNetwork[] }; answer: Empty }
  /** Opens a database of addresses and keeps where it is. @throws Refusal `invalid` when it cannot be used */
  addAddressFile: { ask: { path: string }; answer: Empty }
  removeAddressFile: { ask: { path: string }; answer: Empty }
  setRetention: { ask: { retention: Retention }; answer: Empty }
  setBackfill: { ask: { backfill: Backfill }; answer: Empty }
  countBefore: { ask: { time: number }; answer: { events: number } }
  removeBefore: { ask: { time: number }; answer: { events: number } }
  /** Looks for Provost's own requests in an answer, and keeps what they say of the account's clock. */
  calibrate: {
    ask: { bytes: Uint8Array; requests: readonly { time: number; command: string }[]; at: number }
    answer: { found: ZoneEvidence | null; zones: string[] }
  }
  /** Every action that the archive knows, with its category. */
  actions: { ask: Empty; answer: { action: string; category: AuditCategory }[] }
  query: {
    ask: { filter: AuditFilter; offset: number; limit: number }
    answer: { rows: AuditEvent[]; total: number; byCategory: ByCategory }
  }
  facet: {
    ask: { filter: AuditFilter; facet: AuditFacet | AuditPlace; search: string; limit: number }
    answer: { values: { value: string; count: number }[]; distinct: number }
  }
  histogram: {
    ask: { filter: AuditFilter; buckets: number }
    answer: { from: string; to: string; count: number; byCategory: ByCategory }[]
  }
  coverage: {
    ask: Empty
    answer: { known: { first: number; last: number; fetched: number }[]; unknown: { first: number; last: number }[] }
  }
  categorise: { ask: { action: string; category: AuditCategory | null }; answer: { category: AuditCategory } }
  findings: {
    ask: FindingsAsk & { offset: number; limit: number; muted: boolean | null; rules: readonly FindingRule[] | null }
    answer: {
      rows: Finding[]
      total: number
      open: number
      byRule: { rule: FindingRule; open: number; muted: number }[]
    }
  }
  /** Mutes all that are open (with a reason), or shows all that are muted (without), of some rules. @throws Refusal `conflict` when they are not so many */
  muteAll: {
    ask: FindingsAsk & { rules: readonly FindingRule[] | null; count: number; reason: string | null; at: number }
    answer: { changed: number }
  }
  /** Mutes a finding, or shows it again; gives the finding. @throws Refusal `not-found` */
  mute: {
    ask: FindingsAsk & { key: string; reason: string | null; at: number }
    answer: { finding: Finding }
  }
  rules: { ask: Empty; answer: RuleSettings }
  setRules: { ask: { settings: RuleSettings }; answer: Empty }
  /** How many findings a rule would have had since an instant. */
  preview: {
    ask: FindingsAsk & { rule: FindingRule; thresholds: Thresholds; since: number }
    answer: { count: number }
  }
  /** How many events a stream is about, by hour. */
  tally: { ask: OutgoingAsk & { clean: CleanLeaves | null }; answer: Tally }
  /** Events of an hour that a stream has not handed over. */
  unsent: {
    ask: OutgoingAsk & { account: string; hour: number; marks: string; limit: number }
    answer: Unsent
  }
  /** Checks an evidence pack, whatever archive is open, or none. */
  checkPack: { ask: { bytes: Uint8Array }; answer: PackCheck & { sha256: string } }
  close: { ask: Empty; answer: Empty }
}
export type AuditOperation = keyof AuditOperations
