import { parse } from 'csv-parse'
import { Refusal } from '../../contract/failure.ts'
import { turn } from '../cooperative/slices.ts'
import { findAddresses } from '../text/addresses/find-addresses.ts'
import { unguarded } from '../text/cells.ts'
import { addressColumns, type ColumnUse, employmentColumns, findColumns, isKnownHeader } from './detect-columns.ts'
import type { EmploymentColumns, EmploymentReader } from './employment.ts'
import { cleanName, type Entry, entryOf, mostEntries, shown, soleAddress } from './list-entry.ts'
import { besideOf } from './others/beside.ts'
import { doubtOf, nothingAround } from './others/others-beside.ts'

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
    : new Refusal('invalid', 'The table cannot be read. Save it as CSV anew, then try again.', {
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
  return failure ?? rows
}

export const tooMany = () =>
  new Refusal(
    'invalid',
    `The list has more than ${mostEntries.toLocaleString('en-US')} rows. Split it, then try again.`,
    { path: 'file' },
  )

/** The part of a table that a person chooses columns from. */
export interface TableLook {
  header: boolean
  columns: { index: number; name: string; sample: string }[]
  use: ColumnUse
}

/** Which columns a person wants to be used; null: none. Left out: found by header and content. */
export type Wanted = Partial<Record<keyof ColumnUse, number | null | undefined>>

/** Decides which columns hold names and addresses. @throws Refusal `invalid`, path `columns`, when none does or only a person can tell */
export function lookAt(rows: readonly Row[], wanted: Wanted | undefined): TableLook {
  const [first, ...others] = rows.slice(0, 200).map(({ cells }) => cells)
  if (first === undefined) throw new Refusal('invalid', 'The list is empty.', { path: 'file' })
  // Whoever stands in the first row, in whatever form, is no header: nobody is to be lost.
  const firstHasAddress = first.some((cell) => findAddresses(cell).length > 0)
  const header = !firstHasAddress && (first.some(isKnownHeader) || addressColumns(others).length > 0)
  const body = header ? others : [first, ...others]
  const width = Math.max(first.length, ...others.map((row) => row.length))
  const columns = Array.from({ length: Math.min(width, 100) }, (_, index) => ({
    index,
    name: shown((header ? first[index] : '') || `Column ${index + 1}`),
    sample: shown(body.find((row) => (row[index] ?? '') !== '')?.[index] ?? ''),
  }))
  // Where no header was recognised, the first row still says best which column is meant.
  const namesOf = (indices: readonly number[]) =>
    indices.map((index) => `"${shown(first[index] ?? '') || columns[index]?.name || index + 1}"`).join(', ')
  const all = Object.entries(wanted ?? {}).filter(([, index]) => typeof index === 'number') as [
    keyof ColumnUse,
    number,
  ][]
  const given = all.filter(([use]) => use !== 'status' && use !== 'lastDay')
  const told = header
    ? employmentColumns(
        first,
        rows.slice(1).map(({ cells }) => cells),
      )
    : { status: null, lastDay: null }
  const employment = {
    status: wanted?.status === undefined ? told.status : wanted.status,
    lastDay: wanted?.lastDay === undefined ? told.lastDay : wanted.lastDay,
  }
  if (all.length > 0) {
    const outside = all.find(([, index]) => index >= width)
    if (outside !== undefined)
      throw new Refusal('invalid', `The table has ${width} columns; there is no column ${outside[1] + 1}.`, {
        path: `columns.${outside[0]}`,
      })
  }
  if (given.length > 0) {
    const use: ColumnUse = {
      address: null,
      name: null,
      firstName: null,
      lastName: null,
      ...Object.fromEntries(given),
      ...employment,
    }
    const { address } = use
    const cells = address === null ? [] : body.map((row) => row[address] ?? '').filter((cell) => cell !== '')
    if (address !== null && !cells.some((cell) => soleAddress(cell) !== null))
      throw new Refusal(
        'invalid',
        `The column ${namesOf([address])} holds no addresses. Choose another one; there are ${namesOf(columns.map(({ index }) => index))}.`.slice(
          0,
          1500,
        ),
        { path: 'columns.address' },
      )
    return { header, columns, use }
  }
  const { use, doubt } = findColumns(header ? first : null, body)
  if (doubt.length > 0)
    throw new Refusal(
      'invalid',
      `Several columns hold addresses: ${namesOf(doubt)}. Choose the one that people log in to LastPass with.`.slice(
        0,
        1500,
      ),
      { path: 'columns' },
    )
  if (use.address === null && use.name === null && use.firstName === null)
    throw new Refusal(
      'invalid',
      `No column looks like names or addresses. The table has ${namesOf(columns.map(({ index }) => index))}. Choose the column that holds them.`.slice(
        0,
        1500,
      ),
      { path: 'columns' },
    )
  return { header, columns, use: { ...use, ...employment } }
}

/** The columns of a table that tell of employment, with their headers. */
export function employmentOf({ columns, use }: TableLook): EmploymentColumns {
  const of = (index: number | null) => (index === null ? null : { index, header: columns[index]?.name ?? '' })
  return { status: of(use.status), lastDay: of(use.lastDay) }
}

/** How exports of this product head the column of accounts. */
const ownHeaders = new Set(['username', 'user name', 'person'])

/**
 * The people of a table's rows. Rows without a name and an address are counted, not kept; so are rows that have addresses
 * only elsewhere. Yields now and then.
 */
export function* entriesOf(
  rows: readonly Row[],
  { header, use }: TableLook,
  employment: EmploymentReader,
): Generator<void, { entries: Entry[]; empty: number; elsewhere: number }> {
  const entries: Entry[] = []
  let empty = 0
  let elsewhere = 0
  const isOwn = header && use.address !== null && ownHeaders.has(rows[0]?.cells[use.address] ?? '')
  for (let at = header ? 1 : 0; at < rows.length; at++) {
    if (at % 100 === 0) yield
    const { cells, line } = rows[at] as Row
    const cell = (index: number | null) => (index === null ? '' : (cells[index] ?? ''))
    const addressCell = isOwn ? unguarded(cell(use.address)) : cell(use.address)
    const addresses = findAddresses(addressCell)
    const before = entries.length
    const name = cleanName(cell(use.name) || `${cell(use.firstName)} ${cell(use.lastName)}`)
    const given = shown([...new Set([name ?? '', addressCell])].filter((part) => part !== '').join(' · '))
    if (addresses.length === 0) {
      // A login without an @ is looked for as a name is.
      const called = name ?? cleanName(addressCell)
      if (called === null) empty++
      else entries.push({ line, address: null, name: called, given })
      if (cells.some((each) => findAddresses(each).length > 0)) elsewhere++
    }
    const { doubt } = isOwn ? { doubt: null } : yield* doubtOf(addressCell.replace(/\n/gu, ' '), nothingAround)
    // A cell with several addresses means several people; whose the name is, nobody can tell.
    for (const address of addresses)
      entries.push({
        ...entryOf(address, {
          line,
          name: addresses.length === 1 ? name : null,
          given,
          doubt,
          beside: isOwn ? undefined : besideOf(addressCell.slice(0, address.at), addressCell.slice(address.end)),
        }),
        ...(isOwn && addresses.length === 1 ? { exact: 'first' as const } : {}),
      })
    const said = entries.length === before ? null : employment.read(cells)
    if (said !== null) for (const entry of entries.slice(before)) entry.employment = said
  }
  return { entries, empty, elsewhere }
}
