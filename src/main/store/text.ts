import { isUtf8 } from 'node:buffer'
import type Database from 'libsql'
import { UnreadableStore } from './unreadable.ts'

// The driver ends the whole process over a text that is no UTF-8, which is what an altered byte of an encrypted file
// turns a text into. So texts are taken as bytes, everywhere, and looked at here.

/** A select list that gives text columns as bytes. */
export const bytesOf = (...columns: readonly string[]): string =>
  columns.map((column) => `CAST(${column} AS BLOB) AS ${column.split('.').at(-1)}`).join(', ')

/** The driver gives bytes as a buffer or as a view of one. */
const bufferOf = (bytes: ArrayBuffer | Uint8Array): Buffer =>
  bytes instanceof ArrayBuffer ? Buffer.from(bytes) : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** Bytes as text; what was no UTF-8 has replacement characters. */
export const textOf = (bytes: ArrayBuffer | Uint8Array): string => bufferOf(bytes).toString('utf8')

/** @throws UnreadableStore when the bytes are no UTF-8 */
function wholeText(bytes: ArrayBuffer | Uint8Array): string {
  const buffer = bufferOf(bytes)
  if (!isUtf8(buffer)) throw new UnreadableStore('a text in it is no text')
  return buffer.toString('utf8')
}

const isBytes = (value: unknown): value is ArrayBuffer | Uint8Array =>
  value instanceof ArrayBuffer || value instanceof Uint8Array

/** In place: thousands of rows are read at once. */
function decodeRow<T>(row: unknown, decode: (bytes: ArrayBuffer | Uint8Array) => string): T {
  const values = row as Record<string, unknown>
  for (const name in values) {
    const value = values[name]
    if (isBytes(value)) values[name] = decode(value)
  }
  return row as T
}

/** A row with its bytes as text again; what was no UTF-8 has replacement characters. For what is checked in another way. */
export const textRow = <T>(row: unknown): T => decodeRow<T>(row, textOf)

/** Rows with their bytes as text again, as `textRow`. */
export const textRows = <T>(rows: readonly unknown[]): T[] => rows.map((row) => textRow<T>(row))

/** A row with its bytes as text again. @throws UnreadableStore when one of them is no UTF-8 */
export const wholeRow = <T>(row: unknown): T => decodeRow<T>(row, wholeText)

/** Rows with their bytes as text again. @throws UnreadableStore when one of them is no UTF-8 */
export const wholeRows = <T>(rows: readonly unknown[]): T[] => rows.map((row) => wholeRow<T>(row))

/** What was stored as JSON. @throws UnreadableStore when it is none any more */
export function parseStored<T>(json: string): T {
  try {
    return JSON.parse(json) as T
  } catch {
    throw new UnreadableStore('a record in it is garbled')
  }
}

/**
 * Has a connection refuse statements that would give a column as it is stored: in a damaged file even a column of numbers can
 * hold a text. Expressions, casts among them, say what they give; so does the number of a row.
 */
export function takeNoText(store: Database.Database): void {
  const prepare = store.prepare.bind(store)
  const rowNumber = prepare(
    "SELECT count(*) = 1 AND max(name = ? AND type = 'INTEGER') AS so FROM pragma_table_info(?) WHERE pk > 0",
  )
  const known = new Map<string, boolean>()
  const isRowNumber = (table: string, column: string): boolean => {
    const name = `${table}.${column}`
    let so = known.get(name)
    if (so === undefined) {
      so = (rowNumber.get(column, table) as { so: number }).so === 1
      known.set(name, so)
    }
    return so
  }
  store.prepare = ((sql: string) => {
    const statement = prepare(sql)
    for (const { name, column, table } of statement.columns()) {
      if (column !== null && table !== null && !isRowNumber(table, column))
        throw new Error(`"${name}" would be read as it is stored: ${sql}`)
    }
    return statement
  }) as typeof store.prepare
}
