import { createHmac } from 'node:crypto'
import { inTransaction } from './bulk.ts'
import type { Store } from './store.ts'
import { textRows } from './text.ts'

/** A table whose rows are sealed; its columns are all but `seal`, the key first. */
export interface SealedTable {
  table: string
  /** The columns of its primary key, or another unique one. */
  key: readonly string[]
  columns: readonly string[]
  /** Columns that only repeat what others say, to be searched by: sealed too, but a row is as it was written without them. */
  derived?: readonly string[]
  /** How many rows there are is kept too, with a sum over their seals: a row that is removed or put back is noticed. */
  counted: boolean
}

/** What a check of sealed rows found. */
export interface SealFinding {
  table: string
  /** The values of the key columns of rows that are not as they were written, as far as they can be read. */
  damaged: Record<string, string>[]
  /** Rows that were there before and are not now, or that came from elsewhere, with as many of them; null: the set is whole. */
  missing: number | null
}

/** The step that a store's migrations take for its sealed tables. */
export const sealColumns = (...tables: readonly string[]): string =>
  [
    ...tables.map((table) => `ALTER TABLE ${table} ADD COLUMN seal TEXT;`),
    'CREATE TABLE sealed_sets (name TEXT PRIMARY KEY, rows INTEGER NOT NULL, sum INTEGER NOT NULL) STRICT;',
  ].join('\n')

/** Sums are kept below this, so that a number of SQLite and of JavaScript holds them. */
const mask = 0xfff_ffff_ffff

/** SHA-3 with its key in front is a keyed seal by construction; 128 bits of it. Lengths keep one column's end from being the next one's beginning. */
function sealing(sealed: SealedTable, key: string, row: string): string {
  const { derived = [] } = sealed
  const content = contentSeal(sealed, key, row)
  return derived.length === 0
    ? content
    : `${content} || substr(hex(sha3('${keyOf(key, `what is repeated in ${sealed.table}`)}' || ${joined(derived, row)}, 256)), 1, 32)`
}

const contentSeal = ({ table, columns }: SealedTable, key: string, row: string): string =>
  `substr(hex(sha3('${keyOf(key, `rows of ${table}`)}' || ${joined(columns, row)}, 256)), 1, 32)`

const keyOf = (key: string, use: string): string =>
  createHmac('sha256', Buffer.from(key, 'hex')).update(`seals of ${use}`).digest('hex')

const joined = (columns: readonly string[], row: string): string =>
  columns
    .map((name) => `coalesce(octet_length(${row}"${name}"), -1) || ':' || coalesce(${row}"${name}", '')`)
    .join(` || ',' || `)

const number = (seal: string) => `(('0x' || substr(${seal}, 1, 11)) ->> '$')`
/** The same of a seal that may be damaged. */
const numberIfSeal = (seal: string) =>
  `CASE WHEN length(${seal}) > 10 AND substr(${seal}, 1, 11) NOT GLOB '*[^0-9A-F]*' THEN ${number(seal)} ELSE 0 END`
const same = ({ key }: SealedTable, row: string) => key.map((name) => `"${name}" = ${row}"${name}"`).join(' AND ')

const sealings = new WeakMap<Store, ReadonlyMap<string, string>>()

/**
 * What a statement inserts as `seal` of a row of this table, over the row's other columns by their names, types and all: it saves writing
 * rows that come by the thousand twice. Only of a table that is not counted.
 */
export const sealToInsert = (store: Store, table: string): string => sealings.get(store)?.get(table) ?? 'NULL'

/**
 * Has a connection seal what it writes into these tables, whichever statement writes it, and seals what an older version wrote.
 * The cipher hides a file but does not prove it. Security rule: each row that decides something carries a seal over its table, its key
 * and its content, under a key that is derived from the database's. Test: test/main/store/row-seal.test.ts.
 */
export function sealRows(store: Store, key: string, tables: readonly SealedTable[]): void {
  sealings.set(store, new Map(tables.map((sealed) => [sealed.table, sealing(sealed, key, '')])))
  for (const sealed of tables) {
    const { table, columns, derived = [], counted } = sealed
    const kept = (row: string) => `(SELECT seal FROM "${table}" WHERE ${same(sealed, row)})`
    const sum = (rows: string, change: string) =>
      counted
        ? `UPDATE sealed_sets SET rows = rows ${rows}, sum = (sum ${change}) & ${mask} WHERE name = '${table}';`
        : ''
    const set = `UPDATE "${table}" SET seal = ${sealing(sealed, key, 'NEW.')} WHERE ${same(sealed, 'NEW.')};`
    const old = `coalesce(${number('OLD.seal')}, 0)`
    const changed = [...columns, ...derived].map((name) => `"${name}"`).join(', ')
    store.exec(`
      CREATE TEMP TRIGGER "${table} is new" AFTER INSERT ON main."${table}" ${counted ? '' : 'WHEN NEW.seal IS NULL'} BEGIN
        ${set} ${sum('+ 1', `+ ${number(kept('NEW.'))}`)} END;
      CREATE TEMP TRIGGER "${table} is other" AFTER UPDATE OF ${changed} ON main."${table}" BEGIN
        ${set} ${sum('+ 0', `+ ${number(kept('NEW.'))} - ${old}`)} END;
      ${counted ? `CREATE TEMP TRIGGER "${table} is gone" AFTER DELETE ON main."${table}" BEGIN ${sum('- 1', `- ${old}`)} END;` : ''}
    `)
  }
  if (tables.length === 0) return
  const known = store.prepare('SELECT 1 AS known FROM sealed_sets WHERE name = ?')
  // Rows that have seals and no count were counted before: a count that is gone is damage, and no reason to seal what stands there.
  const unsealed = tables.filter(
    ({ table }) =>
      known.get(table) === undefined &&
      store.prepare(`SELECT 1 AS sealed FROM "${table}" WHERE seal IS NOT NULL LIMIT 1`).get() === undefined,
  )
  if (unsealed.length === 0) return
  inTransaction(store, () => {
    for (const sealed of unsealed) resealTable(store, key, sealed)
  })
}

/** Seals a table's rows as they stand. */
function resealTable(store: Store, key: string, sealed: SealedTable): void {
  const { table } = sealed
  store.exec(`UPDATE "${table}" SET seal = ${sealing(sealed, key, '')};`)
  recount(store, table)
}

/** Makes the present rows of a table its set, after a difference was told. */
export function recount(store: Store, table: string): void {
  store.exec(`
    INSERT INTO sealed_sets (name, rows, sum)
    SELECT '${table}', count(*), coalesce(sum(${numberIfSeal('seal')}), 0) & ${mask} FROM "${table}" WHERE true
    ON CONFLICT (name) DO UPDATE SET rows = excluded.rows, sum = excluded.sum;
  `)
}

/** A condition that is true of rows that are as they were written, for a reader that has the key. */
export const isWhole = (sealed: SealedTable, key: string): string => `seal IS ${sealing(sealed, key, '')}`

/** As `isWhole`, but for columns that only repeat what others say. */
export const isContentWhole = (sealed: SealedTable, key: string): string =>
  `substr(seal, 1, 32) IS ${contentSeal(sealed, key, '')}`

/** Looks at every sealed row: some 4 microseconds each. */
export function checkSeals(store: Store, key: string, tables: readonly SealedTable[]): SealFinding[] {
  const findings: SealFinding[] = []
  for (const sealed of tables) {
    const { table, counted } = sealed
    const keys = sealed.key.map((name) => `CAST("${name}" AS BLOB) AS "${name}"`).join(', ')
    const damaged = textRows<Record<string, string>>(
      store.prepare(`SELECT ${keys} FROM "${table}" WHERE NOT (${isWhole(sealed, key)})`).all(),
    )
    let missing: number | null = null
    if (counted) {
      const now = store
        .prepare(`SELECT count(*) AS rows, coalesce(sum(${numberIfSeal('seal')}), 0) & ${mask} AS sum FROM "${table}"`)
        .get() as { rows: number; sum: number | null }
      const kept = store
        .prepare('SELECT CAST(rows AS INTEGER) AS rows, CAST(sum AS INTEGER) AS sum FROM sealed_sets WHERE name = ?')
        .get(table) as { rows: number; sum: number } | undefined
      const differs = kept === undefined || kept.rows !== now.rows || (damaged.length === 0 && kept.sum !== now.sum)
      if (differs) missing = Math.max(0, (kept?.rows ?? 0) - now.rows)
    }
    if (damaged.length > 0 || missing !== null) findings.push({ table, damaged, missing })
  }
  return findings
}
