import { htmlRows } from '../../../intake/forms/html-table.ts'
import { readJson } from '../../../intake/forms/read-json.ts'
import { soleAddress } from '../../../intake/list-entry.ts'
import { withoutMarkup } from '../../../intake/plain-text.ts'
import { addressColumns, findDelimiter } from '../../../intake/table/detect-columns.ts'
import type { Row } from '../../../intake/table/read-rows.ts'
import { cellsOf } from '../../../intake/table/title-lines.ts'
import { findAddresses } from '../../../text/addresses/find-addresses.ts'
import { hasReferences } from '../../../text/markup/character-references.ts'
import { hasTags } from '../../../text/markup/html-tags.ts'
import type { ListRow } from '../check-list.ts'
import { fieldOfHeader, isJoinerHeader } from './joiner-headers.ts'

// What a text is: a table in columns, records of a program, a table of a web page, or lines.

/** Headers of our own exports of people; no other program has both. */
export const isOwn = (header: readonly string[]): boolean => header.includes('username') && header.includes('fullname')

const delimiters = ['\t', ';', ',', '|'] as const

/** Whether a first record heads columns though no word of it is known: as many cells as all others have, and addresses in columns below. */
function isUnknownHeader(top: readonly string[], below: readonly string[][]): boolean {
  if (top.length < 2 || top.some((cell) => cell === '' || cell.length > 60 || findAddresses(cell).length > 0))
    return false
  return below.length > 0 && below.every((row) => row.length === top.length) && addressColumns(below).length > 0
}

/** How the text is parted into columns; null: it is a list without columns. */
export function tableOf(records: readonly string[]): { delimiter: string; header: boolean } | null {
  const [first = ''] = records
  const found = findDelimiter(records)
  const byHeader = delimiters.find(
    (delimiter) => first.includes(delimiter) && cellsOf(first, delimiter).some(isJoinerHeader),
  )
  const isAddress = (cell: string) => soleAddress(cell) !== null
  for (const delimiter of [byHeader, found?.delimiter, ',']) {
    if (delimiter === undefined) continue
    const cells = cellsOf(first, delimiter)
    if (cells.some(isJoinerHeader) && !cells.some(isAddress)) return { delimiter, header: true }
  }
  if (found === null || found.share < 0.8) return null
  const split = records.map((record) => cellsOf(record, found.delimiter))
  // A cell with several addresses, or one among words, is none of a table's: "a@example.com, b@example.com c@example.com".
  const [top = [], ...below] = split
  if (isUnknownHeader(top, below)) return { delimiter: found.delimiter, header: true }
  const hasOne = (cells: readonly string[]) =>
    cells.filter(isAddress).length === 1 && cells.filter((cell) => findAddresses(cell).length > 0).length === 1
  const oneEach = (rows: readonly string[][]) => rows.length > 0 && rows.filter(hasOne).length >= rows.length * 0.6
  if (oneEach(split) && (split[0] ?? []).some(isAddress)) return { delimiter: found.delimiter, header: false }
  return oneEach(split.slice(1)) && !(split[0] ?? []).some(isAddress)
    ? { delimiter: found.delimiter, header: true }
    : null
}

const isNested = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && (!Array.isArray(value) || value.some((one) => typeof one === 'object'))

/** A list of flat records. */
interface Records {
  header: string[]
  rows: ListRow[]
  own: boolean
}

/** The rows of an export as JSON, which is a list of records; null: the text is none. */
function fromJson(text: string): Records | null {
  if (!/^\s*\[\s*\{/u.test(text.slice(0, 100))) return null
  let records: unknown
  try {
    records = JSON.parse(text)
  } catch {
    return null
  }
  if (
    !Array.isArray(records) ||
    !records.every((one) => typeof one === 'object' && one !== null && !Array.isArray(one))
  )
    return null
  if (records.some((one: object) => Object.values(one).some(isNested))) return null
  const header = [...new Set(records.flatMap((one: object) => Object.keys(one)))].slice(0, 200)
  // A list is written as our CSV writes it, so that it is read in one way.
  const cell = (value: unknown): string =>
    value === null || value === undefined
      ? ''
      : Array.isArray(value)
        ? value.map((part) => `"${String(part).replaceAll('"', '""')}"`).join('; ')
        : String(value)
  return {
    header,
    own: isOwn(header),
    rows: (records as Record<string, unknown>[]).map((one, index) => ({
      line: index + 1,
      cells: header.map((name) => (Object.hasOwn(one, name) ? cell(one[name]) : '')),
    })),
  }
}

/** Letters of a web page that are looked through for tags in one go: some 20 ms. */
const mostTagged = 500_000

/** A text that a program wrote: records of ours, rows of a table, or what is left of it without its marks; null: it is plain. */
export type Marked =
  | ({ kind: 'records' } & Pick<Records, 'header' | 'rows' | 'own'>)
  | { kind: 'rows'; rows: Row[]; isHeaded: boolean }
  | { kind: 'text'; text: string; notes: string[] }

/** Reads a text that a program wrote, as JSON or as a web page. */
export function readMarked(text: string): Marked | null {
  const records = fromJson(text)
  if (records !== null) return { kind: 'records', ...records }
  const json = readJson(text)
  if (json?.kind === 'table') return { kind: 'rows', rows: json.rows, isHeaded: true }
  if (json?.kind === 'lines') return { kind: 'text', text: json.text, notes: [] }
  const spaced = spacedRows(text)
  if (spaced !== null) return { kind: 'rows', rows: spaced, isHeaded: true }
  const html = htmlRows(text)
  if (html !== null) return headed(html)
  if (text.length > mostTagged || (!hasTags(text) && !hasReferences(text))) return null
  return { kind: 'text', ...withoutMarkup(text, true) }
}

/** The rows of a table whose columns are parted by several blanks, under a header that says so; null: it is none. */
function spacedRows(text: string): Row[] | null {
  const [first = ''] = text.split('\n', 1)
  const parted = (line: string) => line.trim().split(/ {2,}/u)
  const top = parted(first)
  if (/[\t;,|]/u.test(first) || top.length < 2 || top.filter((cell) => fieldOfHeader(cell) !== null).length < 2)
    return null
  const rows = text
    .split('\n')
    .flatMap((line, at) => (line.trim() === '' ? [] : [{ cells: parted(line), line: at + 1 }]))
  return rows.length > 1 && rows.every(({ cells }) => cells.length === top.length) ? rows : null
}

const mostTitleRows = 15

/** The rows from the header on, where one of the first is the header; rows above it are a title. */
function headed(rows: readonly Row[]): Marked {
  const hasAddress = ({ cells }: Row) => cells.some((cell) => findAddresses(cell).length > 0)
  const people = rows.findIndex(hasAddress)
  const above = rows.slice(0, Math.min(mostTitleRows, people === -1 ? rows.length : people))
  const known = above.findIndex(({ cells }) => cells.some((cell) => fieldOfHeader(cell) !== null))
  // Whatever words head them, the row right above the first address names columns where it fills as many.
  const last = above.at(-1)
  const filled = last?.cells.filter((cell) => cell !== '').length ?? 0
  const at = known !== -1 ? known : filled > 1 ? above.length - 1 : -1
  return at === -1
    ? { kind: 'rows', rows: [...rows], isHeaded: false }
    : { kind: 'rows', rows: rows.slice(at), isHeaded: true }
}
