import type { FileHandle } from 'node:fs/promises'
import { stringify } from 'csv-stringify/sync'
import { Refusal } from '../../contract/failure.ts'
import type { UserRow } from '../../contract/model.ts'
import { turn } from '../cooperative/slices.ts'
import { guarded, joinValues } from '../text/cells.ts'
import { cellOf } from './user-fields.ts'

/**
 * Makes a cell harmless in a spreadsheet: one that begins like a formula gets an apostrophe before it, and
 * controls and marks of direction are shown as such.
 * JSON is the format for exact data.
 */
export const safeCell = (value: unknown): string => {
  const text = value === null || value === undefined ? '' : Array.isArray(value) ? joinValues(value) : String(value)
  return guarded(text)
}

/** 500 rows at a time, with a pause between: an export of everyone must not hold up main's event loop. */
const slice = 500

/**
 * Writes rows into a file; gives how many. There are fewer than `total` where a record turns out to be damaged.
 * @throws Refusal `invalid` for a column that does not exist, `cancelled`
 */
export async function exportRows(
  file: FileHandle,
  {
    format,
    wanted,
    total,
    read,
    signal,
  }: {
    format: 'csv' | 'json'
    wanted: readonly string[]
    total: number
    read: (offset: number, limit: number) => UserRow[]
    signal: AbortSignal
  },
): Promise<number> {
  const chosen = wanted.map((name) => {
    const cell = cellOf(name)
    if (cell === null) throw new Refusal('invalid', `There is no column "${name}" to export.`, { path: 'columns' })
    return [name, cell] as const
  })
  // A byte-order mark lets spreadsheets read UTF-8.
  await file.write(format === 'csv' ? `\ufeff${stringify([chosen.map(([name]) => name)])}` : '[\n')
  let written = 0
  for (let offset = 0; offset < total; offset += slice) {
    if (signal.aborted) throw new Refusal('cancelled', 'The export was cancelled. No file was written.')
    const rows = read(offset, slice)
    const text =
      format === 'csv'
        ? stringify(rows.map((row) => chosen.map(([, cell]) => safeCell(cell(row)))))
        : rows
            .map(
              (row, index) =>
                `${written + index === 0 ? '' : ',\n'}${JSON.stringify(Object.fromEntries(chosen.map(([name, cell]) => [name, cell(row)])))}`,
            )
            .join('')
    written += rows.length
    await file.write(text)
    await turn()
  }
  if (format === 'json') await file.write('\n]\n')
  return written
}
