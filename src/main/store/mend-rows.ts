import { inTransaction } from './bulk.ts'
import { checkSeals, isWhole, recount, type SealedTable } from './row-seal.ts'
import type { Store } from './store.ts'

/** What was lost of a table: rows that were not as they were written, and rows that are gone or came from elsewhere (null: none). */
export interface LostRows {
  table: string
  damaged: number
  missing: number | null
  /** What of it is not shown any more, as a sentence. */
  note?: string
}

/**
 * Takes rows that are not as they were written out of their tables, each alone, and makes what is left the set. Gives what was
 * lost, a table at a time: a number, or null where rows are gone or came from elsewhere.
 * Security rule: a damaged row of a rule, a draft, a muted finding or a target hides itself alone, and is told. Test:
 * test/main/store/mend-rows.test.ts.
 */
export function dropDamagedRows(store: Store, key: string, tables: readonly SealedTable[]): LostRows[] {
  const found = checkSeals(store, key, tables)
  if (found.length === 0) return []
  inTransaction(store, () => {
    for (const sealed of tables) {
      const finding = found.find(({ table }) => table === sealed.table)
      if (finding === undefined) continue
      if (finding.damaged.length > 0) store.exec(`DELETE FROM "${sealed.table}" WHERE NOT (${isWhole(sealed, key)})`)
      recount(store, sealed.table)
    }
  })
  return found.map(({ table, damaged, missing }) => ({ table, damaged: damaged.length, missing }))
}

/** What such a loss is, as a sentence about a file. */
export function lossWords(file: string, holds: string, lost: readonly LostRows[], keptAs: string | null): string {
  const damaged = lost.reduce((sum, each) => sum + each.damaged, 0)
  const missing = lost.reduce((sum, each) => sum + Math.max(0, (each.missing ?? 0) - each.damaged), 0)
  const parts = [
    ...(damaged > 0 ? [`${damaged} ${damaged === 1 ? 'record is' : 'records are'} not as written and left out`] : []),
    ...(missing > 0 ? [`${missing} ${missing === 1 ? 'record is' : 'records are'} gone`] : []),
  ]
  const notes = lost.flatMap(({ note }) => (note ? [` ${note}`] : [])).join('')
  const what = parts.length === 0 ? 'its records are not those that were written last' : parts.join(', and ')
  return `The file ${file}, which holds ${holds}, was damaged or altered outside Provost: ${what}.${notes} Look at what it holds before you rely on it.${keptAs === null ? '' : ` The file as it was found is kept as ${keptAs}.`}`
}
