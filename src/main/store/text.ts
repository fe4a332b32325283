/**
 * A select list that gives text columns as bytes. The driver ends the whole process over a text that is no UTF-8, which is what an
 * altered byte of an encrypted file turns a text into; bytes can be looked at.
 */
export const bytesOf = (...columns: readonly string[]): string =>
  columns.map((column) => `CAST(${column} AS BLOB) AS ${column.split('.').at(-1)}`).join(', ')

/** The driver gives bytes as a buffer or as a view of one. */
export const textOf = (bytes: ArrayBuffer | Uint8Array): string =>
  (bytes instanceof ArrayBuffer
    ? Buffer.from(bytes)
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  ).toString('utf8')

const isBytes = (value: unknown): value is ArrayBuffer | Uint8Array =>
  value instanceof ArrayBuffer || value instanceof Uint8Array

/** A row with its bytes as text again; what was no UTF-8 has replacement characters. */
export function textRow<T>(row: unknown): T {
  const decoded: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(row as Record<string, unknown>))
    decoded[name] = isBytes(value) ? textOf(value) : value
  return decoded as T
}

/** Rows with their bytes as text again. */
export const textRows = <T>(rows: readonly unknown[]): T[] => rows.map((row) => textRow<T>(row))
