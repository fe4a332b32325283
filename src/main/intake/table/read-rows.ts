import { parse } from 'csv-parse'
import { Refusal } from '../../../contract/failure.ts'
import { turn } from '../../cooperative/slices.ts'
import { mostEntries } from '../list-entry.ts'

/** A record of a table with the line that it begins on. */
export interface Row {
  cells: string[]
  line: number
}

/** 32 KB are parsed in about 5 ms. */
const slice = 32_768

const broken = (error: Error & { code?: string; lines?: number }): Refusal =>
  error.code === 'CSV_QUOTE_NOT_CLOSED'
    ? new Refusal(
        'invalid',
        'A quotation mark in the table is never closed, so the rest of it cannot be read. Correct it, then try again.',
        { path: 'file' },
      )
    : new Refusal('invalid', 'The table cannot be read. Save it as CSV again, then try again.', {
        path: 'file',
        details: error.message.slice(0, 500),
      })

/** Marks the cells whose quotation marks are part of them, as in `"Bob Blue" <bob@example.com>`, the way a table writes such cells. */
function withQuotesMeant(text: string, delimiter: string): string {
  const mark = delimiter.replace(/[|\\^$.*+?()[\]{}]/gu, '\\$&')
  const cell = new RegExp(
    `(?<=^[ \\t]*|${mark}[ ]*)"([^"\\n]*)"([^"${mark}\\n]*[^"${mark}\\s][^"${mark}\\n]*)(?=${mark}|$)`,
    'gmu',
  )
  return text.replace(cell, (_, quoted: string, rest: string) => `"""${quoted}""${rest}"`)
}

/**
 * Reads delimited text in pieces, so that nothing else has to wait. Where a cell has quotation marks of its own, it is read once more.
 * @throws Refusal `invalid` when quotation marks are not closed, or there are too many rows
 */
export async function readRows(
  text: string,
  delimiter: string,
  signal?: AbortSignal,
  longestRecord = 200_000,
): Promise<Row[]> {
  const first = await parsed(text, delimiter, signal, longestRecord)
  if (!(first instanceof Error)) return first
  const isOdd = (error: Error & { code?: string }) =>
    ['CSV_INVALID_CLOSING_QUOTE', 'CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE'].includes(error.code ?? '')
  const second = isOdd(first) ? await parsed(withQuotesMeant(text, delimiter), delimiter, signal, longestRecord) : first
  if (!(second instanceof Error)) return second
  throw second instanceof Refusal ? second : broken(second)
}

async function parsed(
  text: string,
  delimiter: string,
  signal: AbortSignal | undefined,
  longestRecord: number,
): Promise<Row[] | Error> {
  const rows: Row[] = []
  const parser = parse({
    delimiter,
    info: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
    max_record_size: longestRecord,
  })
  let failure: Error | null = null
  const ended = new Promise<void>((resolve) => {
    parser.on('readable', () => {
      for (;;) {
        const next = parser.read() as { record: string[]; info: { lines: number } } | null
        if (next === null) break
        const { record, info } = next
        // A record that spans lines is counted by its last one.
        const spans = record.reduce((sum, cell) => sum + (cell.includes('\n') ? cell.split('\n').length - 1 : 0), 0)
        // The line under the header of a table in Markdown, or of a database's answer, is none of its rows.
        if (rows.length === 1 && record.every((cell) => /^(?::?-{3,}:?|-[-+]+)?$/u.test(cell))) continue
        if (record.some((cell) => cell !== '')) rows.push({ cells: record, line: Math.max(1, info.lines - spans) })
      }
    })
    parser.on('error', (error) => {
      failure = error
      resolve()
    })
    parser.on('end', resolve)
  })
  for (let at = 0; at < text.length && failure === null; at += slice) {
    parser.write(text.slice(at, at + slice))
    await turn()
    if (rows.length > mostEntries + 1) failure = tooMany()
    if (signal?.aborted) failure = new Refusal('cancelled', 'Cancelled. Nothing was changed.')
  }
  if (failure === null) parser.end()
  else parser.destroy()
  if (failure === null) await ended
  if (failure === null) mendHeader(rows)
  return failure ?? rows
}

/** Joins what a comma parted within the brackets of a header, "Name (Last, First)", where that gives as many cells as the rows have. */
function mendHeader(rows: readonly Row[]): void {
  const [header, ...others] = rows.slice(0, 200)
  const width = others[0]?.cells.length ?? 0
  if (header === undefined || header.cells.length <= width || others.some(({ cells }) => cells.length !== width)) return
  const joined: string[] = []
  for (const cell of header.cells) {
    const last = joined.at(-1)
    if (last !== undefined && /\([^()]*$/u.test(last)) joined[joined.length - 1] = `${last}, ${cell}`
    else joined.push(cell)
  }
  if (joined.length === width) header.cells = joined
}

/** The refusal of a list with more rows than are read. */
export const tooMany = () =>
  new Refusal(
    'invalid',
    `The list has more than ${mostEntries.toLocaleString('en-US')} rows. Split it, then try again.`,
    { path: 'file' },
  )
