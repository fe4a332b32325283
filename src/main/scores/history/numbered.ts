import type { Store } from '../../store/store.ts'
import { bytesOf, wholeRows } from '../../store/text.ts'

/** Rows with a number that is given when a text is first met. */
export type Numbered = (...texts: string[]) => number

/** Those that a store has, and those that it is given meanwhile. */
export function numbered(store: Store, table: 'scopes' | 'sets', columns: readonly string[]): Numbered {
  const known = new Map<string, number>()
  let last = 0
  for (const row of wholeRows<Record<string, string> & { id: number }>(
    store.prepare(`SELECT id, ${bytesOf(...columns)} FROM ${table}`).all(),
  )) {
    known.set(columns.map((column) => row[column]).join('\n'), row.id)
    last = Math.max(last, row.id)
  }
  const insert = store.prepare(
    `INSERT INTO ${table} (id, ${columns.join(', ')}) VALUES (?, ${columns.map(() => '?').join(', ')})`,
  )
  return (...texts) => {
    const key = texts.join('\n')
    const found = known.get(key)
    if (found !== undefined) return found
    last += 1
    insert.run(last, ...texts)
    known.set(key, last)
    return last
  }
}
