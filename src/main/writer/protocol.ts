import type { Instant } from '../../contract/model.ts'
import type { Columns } from '../directory/index/columns.ts'
import type { Applied, DirectoryMeta } from '../directory/sync/apply.ts'
import type { Held } from '../directory/sync/people-pages.ts'
import type { Reread } from '../directory/sync/reread.ts'
import type { Rezoned } from '../directory/sync/rezone.ts'
import type { PageCount, Problem } from '../directory/sync/staging.ts'
import type { PackedSites } from '../leavers/rotation/folder-sites.ts'
import type { checkRows } from '../scores/history/check-rows.ts'
import type { HistoryOperations } from '../scores/joined/history-operations.ts'

/** What main asks of the writer thread, and what it answers: one entry an operation. */
export interface Operations extends HistoryOperations {
  /** Opens the database and gives what main needs to read from it; `unread`: people who are in it and not in the index, because their records are damaged. */
  open: {
    ask: { file: string; key: string }
    answer: { meta: DirectoryMeta | null; columns: Columns | null; unread: number }
  }
  /** Opens the history of scores, into which `keepDay` writes; `invented`: the company is made up. */
  keepScores: { ask: { file: string; key: string; invented: boolean }; answer: Record<never, never> }
  /** Looks at every row of the history of scores, and takes out what is altered and stands alone; rejects as unreadable where more is. */
  checkScores: { ask: Record<never, never>; answer: { lost: ReturnType<typeof checkRows> } }
  /** Looks at every page of the database; rejects as unreadable when one is damaged. */
  check: { ask: Record<never, never>; answer: Record<never, never> }
  /** Starts gathering a sync's pages; an earlier unfinished one is dropped. `whole`: all of it is parsed, also what is as it was. */
  begin: { ask: { zone: string; whole: boolean }; answer: Record<never, never> }
  users: { ask: { bytes: Uint8Array }; answer: PageCount }
  folders: { ask: { bytes: Uint8Array }; answer: PageCount }
  /**
   * Makes what was gathered the state of the store, or leaves everything as it was; `problems`: what to tell besides; `missing`: why
   * there are no folders. The answer `missing` names who would be called gone, few enough to be asked for by name first; `asked`: they
   * were. `held`: how far the list can be relied on.
   */
  commit: {
    ask: {
      now: Instant
      acceptFewer: boolean
      problems: readonly Problem[]
      missing: string | null
      asked: boolean
      held: Held
    }
    answer: Applied | { kind: 'missing'; usernames: string[] }
  }
  /** Keeps the scores of the day of what was committed last; `problem`: why they were not; null: they were, or none are kept here. */
  keepDay: { ask: Record<never, never>; answer: { problem: string | null } }
  /** Gathers one answer about people who are asked for again; `missing`: those of the keys that no answer had so far; `complete`: all are accounts. */
  look: {
    ask: { bytes: Uint8Array; zone: string; first: boolean; keys: readonly string[] }
    answer: PageCount & { missing: string[]; complete: boolean }
  }
  /** Makes what was looked at the state of these people. */
  reread: { ask: { keys: readonly string[]; numbers: readonly number[]; now: Instant }; answer: Reread }
  /** Reads one page of shared folders with everybody's sites; nothing of it is kept here. */
  sites: {
    ask: { bytes: Uint8Array }
    answer: { folders: PackedSites[]; entries: number; setAside: number }
  }
  /** Moves the times of everybody at hand to a corrected zone; a sync that is gathered with another zone is dropped. */
  rezone: { ask: { from: string; to: string }; answer: Rezoned }
  abort: { ask: Record<never, never>; answer: Record<never, never> }
  close: { ask: Record<never, never>; answer: Record<never, never> }
}
export type Operation = keyof Operations
export type Ask<O extends Operation> = Operations[O]['ask']
export type Answer<O extends Operation> = Operations[O]['answer']
