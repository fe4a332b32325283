import type { JournalLine } from '../../contract/change.ts'
import type { Directory } from '../directory/directory.ts'
import type { TenantRecord } from '../settings/preferences.ts'
import type { Store } from '../store/store.ts'
import type { UnreadableStore } from '../store/unreadable.ts'

interface JournalRange {
  offset: number
  limit: number
  newestFirst: boolean
}

/** An open tenant, as far as scores need it. */
export interface ScoreSession {
  directory: Directory
  record: TenantRecord
  scores: { store(): Promise<Store>; damaged(error: UnreadableStore): Error }
  changes: { journal: { page(range: JournalRange): { rows: JournalLine[]; total: number } } }
}
