import { inTransaction } from '../../store/bulk.ts'
import type { Store } from '../../store/store.ts'
import { bytesOf, parseStored, wholeRows } from '../../store/text.ts'
import type { LeftOut } from './left-out.ts'

/** What was given for a batch and left out of it. */
export interface Given {
  batch: string
  /** Rows of the list. */
  given: number
  /** The batch whose open list this one was; null: a list of its own. */
  origin: string | null
  rows: LeftOut[]
}

/** A list of which rows are still to be decided: its other people were sent. */
export interface OpenList {
  batch: string
  rows: number
  given: number
}

/** What was left out of batches, in the store. */
export interface LeftOuts {
  keep(given: Given): void
  /** Null: the batch was not begun from a list. */
  of(batch: string): Given | null
  /** Lists with rows that nobody decided, newest first. */
  open(range: { offset: number; limit: number }): { rows: OpenList[]; total: number }
  /** Nobody else of the list leaves. */
  close(batch: string, time: string): void
}

/** Sent, or with nothing to send; not taken up by a later batch that was; not closed. */
const isOpen = `l.open > 0 AND l.closed IS NULL
  AND (EXISTS (SELECT 1 FROM plans p WHERE p.batch = l.batch AND p.job IS NOT NULL) OR NOT EXISTS (SELECT 1 FROM plans p WHERE p.batch = l.batch))
  AND NOT EXISTS (SELECT 1 FROM left_out n JOIN plans p ON p.batch = n.batch AND p.job IS NOT NULL WHERE n.origin = l.batch)`

export function createLeftOuts(store: Store): LeftOuts {
  return {
    keep({ batch, given, origin, rows }) {
      inTransaction(store, () => {
        store
          .prepare('INSERT INTO left_out (batch, given, origin, open, json) VALUES (?, ?, ?, ?, ?)')
          .run(batch, given, origin, rows.filter(({ open }) => open).length, JSON.stringify(rows))
      })
    },
    of(batch) {
      const [row] = wholeRows<{ given: number; origin: string | null; json: string }>(
        store
          .prepare(`SELECT CAST(given AS INTEGER) AS given, ${bytesOf('origin', 'json')} FROM left_out WHERE batch = ?`)
          .all(batch),
      )
      return row === undefined
        ? null
        : { batch, given: row.given, origin: row.origin, rows: parseStored<LeftOut[]>(row.json) }
    },
    open({ offset, limit }) {
      const rows = wholeRows<OpenList>(
        store
          .prepare(
            `SELECT ${bytesOf('batch')}, CAST(open AS INTEGER) AS rows, CAST(given AS INTEGER) AS given FROM left_out l
             WHERE ${isOpen} ORDER BY rowid DESC LIMIT ? OFFSET ?`,
          )
          .all(limit, offset),
      )
      const { n } = store.prepare(`SELECT count(*) AS n FROM left_out l WHERE ${isOpen}`).get() as { n: number }
      return { rows, total: n }
    },
    close: (batch, time) => void store.prepare('UPDATE left_out SET closed = ? WHERE batch = ?').run(time, batch),
  }
}
