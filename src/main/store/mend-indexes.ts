import { inTransaction } from './bulk.ts'
import { codeOf, explain } from './open.ts'
import type { Store } from './store.ts'
import { textRow, textRows } from './text.ts'
import { UnreadableStore } from './unreadable.ts'

/** Some 10 ms a megabyte: up to 4 MB at once, where what is larger is looked at later, off main's thread. */
const smallPages = 1024

/**
 * Looks whether the tables and indexes of a small file agree, and makes indexes anew where one of them does not; they hold nothing of
 * their own. Null: all is well, or the file is large; else what is wrong with its rows.
 * @throws UnreadableStore where a table, or the index of a key, cannot be read
 */
export function mendIndexes(store: Store): string | null {
  try {
    const { pages } = store.prepare('SELECT CAST(page_count AS INTEGER) AS pages FROM pragma_page_count').get() as {
      pages: number
    }
    if (pages > smallPages || wrongIn(store) === null) return null
    const mends = [() => store.exec('REINDEX'), () => forgetIndexes(store)]
    const still = mends.reduce<string | null>((wrong, mend) => wrong && (wrongAfter(mend) ?? wrongIn(store)), 'unknown')
    if (still === null) return null
    throw new UnreadableStore(still)
  } catch (error) {
    // Two rows have come to the same key, so the index over them cannot be made.
    if (codeOf(error).startsWith('SQLITE_CONSTRAINT')) return 'a key stands twice'
    throw explain(error)
  }
}

/** What is wrong with the file; null: nothing. */
const wrongIn = (store: Store): string | null => {
  let found = ''
  // A page that says nothing at all ends the look itself.
  const ended = wrongAfter(() => {
    const row = store.prepare('SELECT CAST(integrity_check AS BLOB) AS found FROM pragma_integrity_check(1)').get()
    found = textRow<{ found: string }>(row).found
  })
  return ended ?? (found === 'ok' ? null : found)
}

/** What of the file was in the way of this; null: nothing. */
function wrongAfter(work: () => void): string | null {
  try {
    work()
    return null
  } catch (error) {
    const known = explain(error)
    if (known instanceof UnreadableStore) return known.message
    throw error
  }
}

/** Makes indexes anew without emptying them, which fails on garbled pages; their pages are given back with all others that nothing uses. */
function forgetIndexes(store: Store): void {
  inTransaction(store, () => {
    const indexes = textRows<{ sql: string }>(
      store
        .prepare("SELECT CAST(sql AS BLOB) AS sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL")
        .all(),
    )
    store.exec('PRAGMA writable_schema = ON')
    store.exec("DELETE FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL")
    store.exec('PRAGMA writable_schema = RESET')
    for (const { sql } of indexes) store.exec(sql)
  })
  store.exec('VACUUM')
}
