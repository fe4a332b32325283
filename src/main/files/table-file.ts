import { stringify } from 'csv-stringify/sync'
import { Refusal } from '../../contract/failure.ts'
import { turn } from '../cooperative/slices.ts'
import { guarded, joinValues } from '../text/cells.ts'
import type { SaveFile } from './save.ts'

/** Rows that are written before others have their turn. */
const together = 500

const cellOf = (value: unknown): string =>
  guarded(value === null || value === undefined ? '' : Array.isArray(value) ? joinValues(value) : String(value))

/**
 * Writes a table as CSV into a file that the person chooses, row by row: cells harmless in spreadsheets, several values of one told apart.
 * @throws Refusal `cancelled`
 */
export async function saveTable(
  saveFile: SaveFile,
  { name, head, rows }: { name: string; head: readonly string[]; rows: Iterable<readonly unknown[]> },
  signal: AbortSignal,
): Promise<{ path: string | null; rows: number }> {
  let written = 0
  const path = await saveFile(`${name}.csv`, async (file) => {
    // A byte-order mark lets spreadsheets read UTF-8.
    await file.write(`\ufeff${stringify([head.map(cellOf)])}`)
    let part: string[][] = []
    const flush = async () => {
      if (signal.aborted) throw new Refusal('cancelled', 'The export was cancelled. No file was written.')
      await file.write(stringify(part))
      written += part.length
      part = []
      await turn()
    }
    for (const row of rows) {
      part.push(row.map(cellOf))
      if (part.length === together) await flush()
    }
    if (part.length > 0) await flush()
  })
  return { path, rows: path === null ? 0 : written }
}
