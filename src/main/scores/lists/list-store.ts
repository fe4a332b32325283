import { inTransaction } from '../../store/bulk.ts'
import type { Store } from '../../store/store.ts'
import { bytesOf, parseStored, wholeRow, wholeRows } from '../../store/text.ts'

/** Lists of people beside those that a refresh reads, each with what is known of it as a whole. */
type ListName = 'expired' | 'report'

/** So many people are in one row of the store. */
const rowSize = 500

const headOf = (list: ListName): string => `list ${list}`

/** What is kept of a list as a whole; null: there is none. */
export function readHead<T>(store: Store, list: ListName): T | null {
  const row = store.prepare(`SELECT ${bytesOf('json')} FROM meta WHERE name = ?`).get(headOf(list))
  return row === undefined ? null : parseStored<T>(wholeRow<{ json: string }>(row).json)
}

/** The people of a list, in its order, in the parts in which they are kept. */
export function* readList<T>(store: Store, list: ListName): Generator<T[]> {
  const parts = store.prepare('SELECT part + 0 AS part FROM lists WHERE list = ? ORDER BY part').all(list) as {
    part: number
  }[]
  const read = store.prepare(`SELECT ${bytesOf('json')} FROM lists WHERE list = ? AND part = ?`)
  for (const { part } of parts) {
    const [row] = wholeRows<{ json: string }>([read.get(list, part)])
    if (row !== undefined) yield parseStored<T[]>(row.json)
  }
}

/** Keeps a list in the place of its earlier state: all of it, or nothing. */
export function writeList<H, T>(store: Store, list: ListName, head: H, people: readonly T[]): void {
  inTransaction(store, () => {
    store.prepare('DELETE FROM lists WHERE list = ?').run(list)
    const put = store.prepare('INSERT INTO lists (list, part, json) VALUES (?, ?, ?)')
    for (let at = 0; at < people.length; at += rowSize)
      put.run(list, at / rowSize, JSON.stringify(people.slice(at, at + rowSize)))
    store
      .prepare('INSERT INTO meta (name, json) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET json = excluded.json')
      .run(headOf(list), JSON.stringify(head))
  })
}

/** Forgets a list. */
export function dropList(store: Store, list: ListName): void {
  inTransaction(store, () => {
    store.prepare('DELETE FROM lists WHERE list = ?').run(list)
    store.prepare('DELETE FROM meta WHERE name = ?').run(headOf(list))
  })
}
