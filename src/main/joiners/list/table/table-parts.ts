import { mapped } from '../../../cooperative/slices.ts'
import { soleAddress } from '../../../intake/list-entry.ts'
import { findAddresses } from '../../../text/addresses/find-addresses.ts'
import type { ListRow } from '../check-list.ts'
import { short } from '../question.ts'
import { bareKey, fieldOfHeader } from './joiner-headers.ts'
import { speaksAgainst } from './off-words.ts'
import { saysJoining } from './telling-columns.ts'

// A list that somebody put together is often several: a heading above some rows, a second header with other columns.

const longestHeading = 80
const rowsAStep = 500
const filledOf = (cells: readonly string[]): string[] => cells.filter((cell) => cell.trim() !== '')

/** The one cell of a row that has something in it; null: it has none, or more. */
function aloneIn(cells: readonly string[]): string | null {
  let alone: string | null = null
  for (const cell of cells) {
    if (cell.trim() === '') continue
    if (alone !== null) return null
    alone = cell
  }
  return alone
}

/** Whether a row names columns, as the first one does. */
function isHeader(cells: readonly string[]): boolean {
  // First what tells most rows at once: they hold an address, and no row of headers does.
  if (cells.some((cell) => cell.includes('@') && findAddresses(cell).length > 0)) return false
  const filled = filledOf(cells)
  return (
    filled.length > 1 &&
    filled.filter((cell) => fieldOfHeader(cell) !== null).length * 2 >= Math.max(filled.length, 4) &&
    !filled.some((cell) => findAddresses(cell).length > 0)
  )
}

/** Rows under further headers laid out like those under the first, and what headings say against the rows under them. Yields now and then. */
export function* joinParts(
  first: readonly string[],
  rows: readonly ListRow[],
): Generator<void, { header: string[]; rows: ListRow[]; notes: string[] }> {
  const header = [...first]
  const joined: ListRow[] = []
  let place: number[] | null = null
  let tables = 1
  /** The heading above the rows that speaks against them. */
  let heading: string | null = null
  const alone = (yield* mapped(rows, rowsAStep, ({ cells }) => aloneIn(cells))).filter((cell) => cell !== null)
  // Where one heading says that its people come, another one that does not says something too.
  const hasJoiners = alone.some((cell) => isHeading(cell) && saysJoining(cell))
  for (const [at, row] of rows.entries()) {
    if (at % rowsAStep === rowsAStep - 1) yield
    const { cells } = row
    const [only = '', ...others] = filledOf(cells)
    if (header.length > 1 && others.length === 0 && isHeading(only)) {
      heading = speaksAgainst(only) || (hasJoiners && !saysJoining(only)) ? only : null
      joined.push(row)
    } else if (isHeader(cells)) {
      if (cells.every((cell, index) => bareKey(cell) === bareKey(first[index] ?? ''))) {
        place = null
        continue
      }
      tables++
      place = cells.map((cell) => columnFor(header, cell))
    } else {
      const laid = place === null ? cells : layOut(cells, place)
      joined.push({
        ...row,
        cells: laid,
        ...(heading === null || only === '' ? {} : { against: `It stands under "${short(heading, longestHeading)}".` }),
      })
    }
  }
  const notes =
    tables === 1
      ? []
      : [`The list has ${tables} tables with headers of their own. They were read as one, by their headers.`]
  return { header, rows: joined, notes }
}

const isHeading = (cell: string): boolean =>
  cell !== '' && cell.length <= longestHeading && soleAddress(cell) === null && findAddresses(cell).length === 0

/** The column of the whole table for a further header: the one headed alike, else the one of the same meaning, else a new one. */
function columnFor(header: string[], cell: string): number {
  const key = bareKey(cell)
  const alike = header.findIndex((each) => bareKey(each) === key)
  if (alike !== -1) return alike
  const field = fieldOfHeader(cell)
  const same = field === null ? -1 : header.findIndex((each) => fieldOfHeader(each) === field)
  if (same !== -1) return same
  return header.push(cell) - 1
}

function layOut(cells: readonly string[], place: readonly number[]): string[] {
  const laid: string[] = []
  for (const [index, cell] of cells.entries()) {
    const to = place[index]
    if (to === undefined || (cell === '' && laid[to] !== undefined)) continue
    while (laid.length <= to) laid.push('')
    laid[to] = cell
  }
  return laid
}

/** The table that has its people side by side, a field in each line, turned so that each has a row; null: it stands as it is. */
export function turned(rows: readonly ListRow[]): { header: string[]; rows: ListRow[] } | null {
  if (rows.length < 2 || rows.length > 100) return null
  const labels = rows.map(({ cells }) => cells[0] ?? '')
  const fields = labels.map((label) => fieldOfHeader(label))
  const addresses = rows[fields.indexOf('username')]?.cells.slice(1) ?? []
  const known = fields.filter((field) => field !== null)
  const stands = (rows[0]?.cells ?? []).slice(1).some((cell) => fieldOfHeader(cell) !== null)
  if (stands || known.length < 2 || new Set(labels).size < labels.length) return null
  if (addresses.length === 0 || !addresses.every((cell) => soleAddress(cell) !== null)) return null
  return {
    header: labels,
    rows: addresses.map((_, at) => ({
      line: rows[fields.indexOf('username')]?.line ?? 1,
      cells: rows.map(({ cells }) => cells[at + 1] ?? ''),
    })),
  }
}
