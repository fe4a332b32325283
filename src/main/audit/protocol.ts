import type { AuditCategory, AuditFacet } from '../../contract/audit.ts'
import type { AuditEvent, AuditFilter } from '../../contract/calls/audit.ts'
import type { Cover } from './archive/catalog.ts'

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
  open: { ask: { folder: string; key: string }; answer: Empty }
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
  query: {
    ask: { filter: AuditFilter; offset: number; limit: number }
    answer: { rows: AuditEvent[]; total: number; byCategory: ByCategory }
  }
  facet: {
    ask: { filter: AuditFilter; facet: AuditFacet; search: string; limit: number }
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
  close: { ask: Empty; answer: Empty }
}
export type AuditOperation = keyof AuditOperations
