import { findAddresses } from '../../text/addresses/find-addresses.ts'
import { letterWords } from '../../text/word-set.ts'
import { readDay } from '../dates.ts'
import {
  isLastDayHeader,
  isStartHeader,
  isStatusHeader,
  lastDayHeaders,
  saysNo,
  saysYes,
  sideOf,
  standingOf,
  statusHeaders,
} from '../employment/employment-words.ts'
import { soleAddress } from '../list-entry.ts'
import { isOfOthers } from '../others/others-words.ts'
import { isOfLeaver, isOwnAddressHeader, isTimeOfForm, namesPerson } from './address-header.ts'
import { columnHeaders, headerKey, isKnownHeader } from './column-headers.ts'
import { isOfAccount, isOfElse } from './telling-headers.ts'

/** Which column holds what; null: none does. */
export interface ColumnUse {
  address: number | null
  name: number | null
  firstName: number | null
  lastName: number | null
  /** Says whether somebody is still employed. */
  status: number | null
  /** The last day of work. */
  lastDay: number | null
}

/** The columns of a table, and how sure the one with addresses is. */
export interface FoundColumns {
  use: ColumnUse
  /** Columns between which only a person can choose. */
  doubt: number[]
  /** Whether the column of addresses was found by its looks alone. */
  guessed: boolean
}

/** The delimiters that tables are written with, the surest first. */
const delimiters = ['\t', ';', ',', '|'] as const

/** Counts a delimiter outside quotation marks. */
function countOf(line: string, delimiter: string): number {
  let count = 0
  let quoted = false
  for (const letter of line) {
    if (letter === '"') quoted = !quoted
    else if (letter === delimiter && !quoted) count++
  }
  return count
}

/** The delimiter of a text's first lines, and on which share of them it stands equally often; null: none stands on most of them. */
export function findDelimiter(lines: readonly string[]): { delimiter: string; count: number; share: number } | null {
  let best: { delimiter: string; count: number; share: number } | null = null
  for (const delimiter of delimiters) {
    const tally = new Map<number, number>()
    for (const line of lines) {
      const count = countOf(line, delimiter)
      tally.set(count, (tally.get(count) ?? 0) + 1)
    }
    const [count, times] = [...tally].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [0, 0]
    const share = lines.length === 0 ? 0 : times / lines.length
    if (count > 0 && share >= 0.6 && (best === null || share > best.share)) best = { delimiter, count, share }
  }
  return best
}

/** The delimiter that makes known headers of a line; null: none does. */
export const headerDelimiter = (line: string): string | null =>
  delimiters.find(
    (delimiter) => line.includes(delimiter) && line.split(delimiter).some((cell) => isKnownHeader(cell)),
  ) ?? null

/** The columns in which most filled cells are addresses. */
export function addressColumns(rows: readonly (readonly string[])[]): number[] {
  const width = Math.max(0, ...rows.map((row) => row.length))
  return Array.from({ length: width }, (_, index) => index).filter((index) => {
    const filled = rows.map((row) => row[index]?.trim() ?? '').filter((cell) => cell !== '')
    return filled.length > 0 && filled.filter((cell) => soleAddress(cell) !== null).length >= filled.length * 0.6
  })
}

/** What heads columns about somebody else than the person of the row. */
const ofOthers =
  /manager|gestor|kadrowy|vedouc|yonetici|boss|supervis|approv|request(?!edfor)|reportsto|boss|teamlead|createdby|modifiedby|submittedby|sponsor|vorgesetz|fuhrungskraft|genehmig|antragstell|responsable|superieur|demandeur|jefe|przelozon|kierownik|leidinggevende|nadrizen/u

/** Whether a headless text with several addresses a line is a table, of which only a person can say whose address stands where. */
export function isTableOfSeveral(rows: readonly (readonly string[])[]): boolean {
  if (rows.length < 2) return false
  const addresses = addressColumns(rows)
  if (addresses.length < 2) return false
  // A cell with several addresses is no name: lists are pasted with mixed separators.
  const isText = (cell: string) => /\p{L}/u.test(cell) && !holdsAddresses(cell)
  const filled = (index: number) => rows.filter((row) => isText(row[index] ?? '')).length
  const width = Math.max(...rows.map((row) => row.length))
  const texts = Array.from({ length: width }, (_, index) => index).filter(
    (index) => !addresses.includes(index) && filled(index) >= rows.length * 0.6,
  )
  if (texts.length === 0) return false
  // A name before each address, and nobody twice: several people a line.
  const isPairs = texts.length === addresses.length && addresses.every((index) => texts.includes(index - 1))
  const repeats = addresses.some((index) => new Set(rows.map((row) => row[index]?.toLowerCase())).size < rows.length)
  return !isPairs || repeats
}

/** Cells with addresses and nothing else, one or several. */
const holdsAddresses = (cell: string): boolean => {
  const found = findAddresses(cell)
  return (
    found.length > 0 &&
    !/[\p{L}\p{N}]/u.test(found.reduceRight((rest, { at, end }) => rest.slice(0, at) + rest.slice(end), cell))
  )
}

/** A column of which so many cells say nothing that is known is about something else. */
const mostTried = 300

/** The first cells of a column with something in them. */
function firstFilled(rows: readonly (readonly string[])[], index: number): string[] {
  const cells: string[] = []
  for (const row of rows) {
    const cell = row[index] ?? ''
    if (cell !== '' && cells.push(cell) === mostTried) break
  }
  return cells
}

/**
 * The columns that tell of employment. A header such as "Status" or "End date" can mean much else, so at least one cell has to say
 * something that is known.
 */
export function employmentColumns(
  header: readonly string[],
  rows: readonly (readonly string[])[],
): Pick<ColumnUse, 'status' | 'lastDay'> {
  const keys = header.map(headerKey)
  const find = (names: readonly string[], fits: (index: number) => boolean): number | null => {
    for (const name of names) {
      const index = keys.findIndex((key, at) => key === name && fits(at))
      if (index !== -1) return index
    }
    return null
  }
  const says = (index: number, isKnown: (cell: string) => boolean): boolean => firstFilled(rows, index).some(isKnown)
  const holdsDays = (index: number) => says(index, (cell) => readDay(cell, 'unknown') !== null)
  const worded = header.findIndex((cell, index) => isLastDayHeader(cell) && !isStartHeader(cell) && holdsDays(index))
  const lastDay = find(lastDayHeaders, holdsDays) ?? (worded === -1 ? null : worded)
  const tells = (index: number) =>
    index !== lastDay && says(index, (cell) => standingOf(header[index] ?? '', cell) !== null)
  const statusWhere = (fits: (index: number) => boolean): number | null => {
    const isStatus = (cell: string) => isStatusHeader(cell) && (sideOf(cell) !== null || !isOfElse(cell))
    const other = header.findIndex((cell, index) => isStatus(cell) && fits(index) && tells(index))
    const byHeader = find(statusHeaders, (index) => fits(index) && tells(index)) ?? (other === -1 ? null : other)
    return byHeader ?? statusByCells(header, rows, (index) => index !== lastDay && fits(index))
  }
  // An account that is disabled somewhere says less of somebody than that they are employed.
  return { status: statusWhere((index) => !isOfAccount(header[index] ?? '')) ?? statusWhere(() => true), lastDay }
}

/** The column whose cells say of some that they have left and of others that they are there, whatever its header; null: none does. */
function statusByCells(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  fits: (index: number) => boolean,
): number | null {
  const index = header.findIndex((title, at) => {
    if (!fits(at) || isOfElse(title) || isKnownHeader(title)) return false
    const filled = firstFilled(rows, at)
    const said = filled.map((cell) => standingOf('', cell))
    const known = said.filter((each) => each !== null)
    return known.length * 2 >= filled.length && known.includes('left') && known.includes('there')
  })
  return index === -1 ? null : index
}

/** Whether a column has names under a header that says who leaves: "Leaver", "Departing employee". */
function holdsLeavers(header: string, index: number, rows: readonly (readonly string[])[]): boolean {
  if (!isOfLeaver(header)) return false
  const filled = rows.map((row) => row[index] ?? '').filter((cell) => cell !== '')
  const isName = (cell: string) =>
    /\p{L}{2}/u.test(cell) &&
    !/[\d@]/u.test(cell) &&
    !saysYes(cell) &&
    !saysNo(cell) &&
    standingOf(header, cell) === null
  return filled.length > 0 && filled.every(isName)
}

/** Whether a header speaks of somebody else than the person of its row: "Owner email". */
const isAboutOthers = (header: string): boolean =>
  !isOwnAddressHeader(header) && letterWords(header.replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ')).some(isOfOthers)

/** Finds columns by header, and the address by its looks where no header tells; `doubt`: columns between which only a person can choose. */
export function findColumns(header: readonly string[] | null, rows: readonly (readonly string[])[]): FoundColumns {
  const keys = header?.map(headerKey) ?? []
  const byHeader = (names: readonly string[], fits: (index: number) => boolean = () => true): number | null => {
    for (const name of names) {
      const index = keys.findIndex((key, at) => key === name && fits(at))
      if (index !== -1) return index
    }
    return null
  }
  const leavers = header?.findIndex((cell, index) => holdsLeavers(cell, index, rows)) ?? -1
  const name = byHeader(columnHeaders.name) ?? (leavers === -1 ? null : leavers)
  const isElse = (index: number) =>
    ofOthers.test(keys[index] ?? '') || (leavers !== -1 && isAboutOthers(header?.[index] ?? ''))
  const some = addressColumns(rows).filter((index) => !isElse(index))
  const headed = (is: (header: string) => boolean) => some.filter((index) => is(header?.[index] ?? ''))
  const isFilledIn = some.length > 1 && isTimeOfForm(header?.[0] ?? '')
  // Of several columns the one that says whose address it is: that of whoever leaves, then of the employee.
  const [only = null] =
    some.length > 1 ? ([headed(isOfLeaver), headed(namesPerson)].find(({ length }) => length === 1) ?? []) : []
  const looks = only !== null ? [only] : some.filter((index) => !isFilledIn || index !== 1)
  const isMeant = (index: number) => !some.includes(index) || looks.includes(index)
  const holds = (index: number) =>
    isMeant(index) && (looks.includes(index) || rows.some((row) => holdsAddresses(row[index] ?? '')))
  const own = (header ?? []).flatMap((cell, index) => (isOwnAddressHeader(cell) && holds(index) ? [index] : []))
  const exact = byHeader(columnHeaders.address, holds)
  const told = only ?? exact ?? (own.length === 1 ? (own[0] ?? null) : null)
  const address = told ?? (looks.length === 1 ? (looks[0] ?? null) : null)
  const use: ColumnUse = {
    address,
    name,
    firstName: byHeader(columnHeaders.firstName),
    lastName: byHeader(columnHeaders.lastName),
    status: null,
    lastDay: null,
  }
  if (use.firstName === null || use.lastName === null) {
    use.firstName = null
    // A column "Nom" or "Surname" alone still says more than nothing.
    use.name ??= use.lastName
    use.lastName = null
  }
  return { use, doubt: address === null && looks.length > 1 ? looks : [], guessed: told === null && address !== null }
}
