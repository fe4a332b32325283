import { inTransaction } from '../../store/bulk.ts'
import { sealedLeavers } from '../../store/migrations/leavers.ts'
import { explain } from '../../store/open.ts'
import { isContentWhole } from '../../store/row-seal.ts'
import type { Store } from '../../store/store.ts'
import { textRow, wholeRow } from '../../store/text.ts'
import { UnreadableStore } from '../../store/unreadable.ts'

/** 200 rows a transaction. */
const together = 200

/** What is thrown for a row that can be read and makes no sense. */
export const garbled = () => new UnreadableStore('a record in it is garbled')

/** Hands over each row of a table that can be read, with its number; the others as far as they can be. */
export function* each<Column extends string>(
  old: Store,
  table: string,
  columns: readonly Column[],
  to: {
    /** One that has every row. */
    index: string
    take: (n: number, row: Record<Column, string>) => void
    lose: (row: Record<Column, string> | null) => void
    /** Not even how many there are can be read. */
    loseAll: () => void
    store: Store
    key: string
  },
): Generator<void, void> {
  // A file of an older version may not have it.
  const there = attempt(() => old.prepare('SELECT 1 AS found FROM sqlite_master WHERE name = ?').get(table))
  if (there === undefined) return
  const most = lastNumberOf(old, table, to.index)
  if (most === failed) return to.loseAll()
  const sealed = sealedLeavers.find((each) => each.table === table)
  // A file of before the seals has none; the other checks are all there is then.
  const whole = sealed !== undefined && hasSeals(old, table) ? isContentWhole(sealed, to.key) : '1'
  const reading = () =>
    old.prepare(
      `SELECT ${whole} AS whole, ${columns.map((column) => `CAST("${column}" AS BLOB) AS "${column}"`).join(', ')} FROM ${table} WHERE rowid = ?`,
    )
  let one = reading()
  for (let from = 1; from <= most; from += together) {
    inTransaction(to.store, () => {
      for (let n = from; n < from + together && n <= most; n++) {
        const found = attempt(() => one.get(n))
        if (found === undefined) continue
        if (found === failed) {
          to.lose(null)
          // The driver goes on failing with a statement that has failed once.
          one = reading()
          continue
        }
        const { whole, ...row } = found as { whole: number }
        const taken = () => {
          if (whole !== 1) throw garbled()
          to.take(n, wholeRow<Record<Column, string>>({ ...row }))
        }
        if (attempt(taken) === failed) to.lose(textRow<Record<Column, string>>({ ...row }))
      }
    })
    yield
  }
}

/** The highest number of a row: as the table says or, where its end cannot be read, an index of it. */
function lastNumberOf(old: Store, table: string, index: string): number | typeof failed {
  const ask = (sql: string) => attempt(() => (old.prepare(sql).get() as { most: number | null }).most ?? 0)
  const said = ask(`SELECT max(rowid) AS most FROM ${table}`)
  return said === failed ? ask(`SELECT max(rowid) AS most FROM ${table} INDEXED BY ${index}`) : said
}

function hasSeals(old: Store, table: string): boolean {
  const found = attempt(() => old.prepare("SELECT 1 AS found FROM pragma_table_info(?) WHERE name = 'seal'").get(table))
  return found !== failed && found !== undefined
}

const failed = Symbol('failed')

/** What the work gives, or that the file could not be read there. */
function attempt<T>(work: () => T): T | typeof failed {
  try {
    return work()
  } catch (error) {
    if (explain(error) instanceof UnreadableStore) return failed
    throw error
  }
}
