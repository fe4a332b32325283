import { Refusal } from '../../../contract/failure.ts'
import { inSlices, turn } from '../../cooperative/slices.ts'
import type { ByAddress } from '../../identity/by-address.ts'
import { type Decoded, decode, readAs } from '../../intake/decode.ts'
import { type Entry, mostEntries, soleAddress } from '../../intake/list-entry.ts'
import { readPlain } from '../../intake/read-free-text.ts'
import { sampleOf } from '../../intake/read-list.ts'
import { findDelimiter } from '../../intake/table/detect-columns.ts'
import { labelRecords } from '../../intake/table/label-records.ts'
import { type Row, readRows } from '../../intake/table/read-rows.ts'
import { cellsOf, titleLines, titleNote } from '../../intake/table/title-lines.ts'
import { findAddresses } from '../../text/addresses/find-addresses.ts'
import { unguarded } from '../../text/cells.ts'
import { garbledText } from '../../text/garbled.ts'
import type { ListRow } from './check-list.ts'
import { isJoinerHeader } from './joiner-headers.ts'

/** A list of joiners as it was read: rows of cells, with the line that each begins on. */
export interface JoinerTable {
  /** Null: the list has none. */
  header: string[] | null
  rows: ListRow[]
  delimiter: string | null
  encoding: Decoded['encoding']
  /** An export of people of this product: its cells are written in a known way. */
  own: boolean
  notes: string[]
}

/** A cell of a megabyte is read and told, not refused. */
const longestRecord = 4_000_000
const delimiters = ['\t', ';', ',', '|'] as const

const empty = (isFile: boolean) =>
  new Refusal('invalid', 'The list is empty: there is neither a name nor an address in it.', {
    path: isFile ? 'file' : 'text',
  })

/** Headers of our own exports of people; no other program has both. */
const isOwn = (header: readonly string[]): boolean => header.includes('username') && header.includes('fullname')

/** How the text is parted into columns; null: it is a list without columns. */
function tableOf(records: readonly string[]): { delimiter: string; header: boolean } | null {
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
  const hasOne = (cells: readonly string[]) =>
    cells.filter(isAddress).length === 1 && cells.filter((cell) => findAddresses(cell).length > 0).length === 1
  const oneEach = (rows: readonly string[][]) => rows.length > 0 && rows.filter(hasOne).length >= rows.length * 0.6
  if (oneEach(split) && (split[0] ?? []).some(isAddress)) return { delimiter: found.delimiter, header: false }
  return oneEach(split.slice(1)) && !(split[0] ?? []).some(isAddress)
    ? { delimiter: found.delimiter, header: true }
    : null
}

/** Who has the addresses of a list's lines, and what speaks against it. */
type WhoHave = (entries: readonly Entry[]) => Generator<void, ByAddress<number>[]>

/** What people put before or after whom they cross out. */
const setAside = /[✗✘✕✖❌☒🚫]|\[[x×]\]|^\s*(?:x|#+|\/\/)\s/iu

/** The rows of a list without columns: address and name. Where the line may speak of somebody else, all of it is asked about. */
function* rowsOf(entries: readonly Entry[], whoHave: WhoHave): Generator<void, JoinerTable['rows']> {
  const answers = yield* whoHave(entries)
  return entries.map(({ line, address, name, given, unsure, doubt }, at) => {
    const answer = answers[at]
    const why = answer === undefined || answer.found === 'one' ? undefined : answer.why
    const isBare = address !== null && soleAddress(given) !== null
    const doubtful =
      unsure === true ||
      setAside.test(given) ||
      answer?.found === 'several' ||
      (answer?.found === 'none' && answer.why !== undefined)
    return {
      line,
      cells: [doubtful ? given : (address ?? given), address === null ? '' : (name ?? '')],
      // Of a line that is nothing but an address the text around it has to say why it is asked about.
      ...(isBare && doubt !== undefined && why !== undefined ? { against: why.trim() } : {}),
    }
  })
}

/** The rows of an export as JSON, which is a list of records; null: the text is none. */
function fromJson(text: string): Pick<JoinerTable, 'header' | 'rows' | 'own'> | null {
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
  const header = [...new Set(records.flatMap((one: object) => Object.keys(one)))].slice(0, 200)
  // A list is written as our CSV writes it, so that it is read in one way.
  const cell = (value: unknown): string =>
    value === null || value === undefined
      ? ''
      : Array.isArray(value)
        ? value.map((part) => `"${String(part).replaceAll('"', '""')}"`).join('; ')
        : typeof value === 'object'
          ? JSON.stringify(value)
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

/** Rows without the guards of exports, their lines shifted by what stands above. Yields now and then. */
function* plainRows(rows: readonly Row[], shift: number): Generator<void, JoinerTable['rows']> {
  const plain: JoinerTable['rows'] = []
  for (const [index, { cells, line }] of rows.entries()) {
    plain.push({ line: line + shift, cells: cells.map(unguarded) })
    if (index % 1000 === 999) yield
  }
  return plain
}

/**
 * Reads a list of joiners: a table with or without a header, a list of people in any order, or an export of ours.
 * @throws Refusal `invalid` when nothing is in it, or it is no text
 */
export async function readJoiners(
  from: { text: string } | { bytes: Uint8Array },
  whoHave: WhoHave,
  signal?: AbortSignal,
): Promise<JoinerTable> {
  const isFile = 'bytes' in from
  const { text: raw, encoding }: Decoded = isFile ? decode(from.bytes) : { text: from.text, encoding: 'UTF-8' }
  const notes: string[] = []
  const was = readAs(encoding)
  if (was !== null)
    notes.push(`The file is not in UTF-8; it was read as ${was}. Check names with accents before anybody is invited.`)
  const told = /^\ufeff?sep=(.)\r?\n/iu.exec(raw)
  const whole = raw
    .slice(told?.[0].length ?? 0)
    .replace(/^\ufeff/u, '')
    .replace(/\r\n?|\u2028|\u2029/gu, '\n')
  // A list of 100,000 has some 10 MB: each way through all of it takes a turn of its own.
  await turn()
  const records = await inSlices(labelRecords(whole), signal)
  if (records !== null) {
    const [labels, ...people] = records
    return { header: labels?.cells ?? [], rows: people, delimiter: null, encoding, own: false, notes }
  }
  const title = titleLines(whole, isJoinerHeader)
  const text = title === 0 ? whole : whole.split('\n').slice(title).join('\n')
  if (title > 0) notes.push(titleNote(title))
  if (text.includes('\u0000'))
    throw new Refusal('invalid', 'This is not plain text. Save the list as CSV or plain text, then try again.', {
      path: isFile ? 'file' : 'text',
    })
  if (text.trim() === '') throw empty(isFile)
  await turn()
  if (garbledText(text.slice(0, 200_000)) !== null)
    notes.push('Some letters look as if the list was read in the wrong encoding. The rows concerned are marked.')

  await turn()
  const json = fromJson(text)
  if (json !== null) return { ...json, delimiter: null, encoding, notes }
  const table = told?.[1] === undefined ? tableOf(sampleOf(text)) : { delimiter: told[1], header: true }
  if (table === null) {
    const entries = await inSlices(readPlain(text, 'present'), signal)
    if (entries.length === 0) throw empty(isFile)
    return {
      header: null,
      rows: await inSlices(rowsOf(entries, whoHave), signal),
      delimiter: null,
      encoding,
      own: false,
      notes,
    }
  }
  const rows = await readRows(text, table.delimiter, signal, longestRecord)
  const header = table.header ? (rows[0]?.cells.map(unguarded) ?? []) : null
  const body = table.header ? rows.slice(1) : rows
  if (body.length === 0)
    throw new Refusal('invalid', 'The table has a header, but no people under it.', { path: isFile ? 'file' : 'text' })
  if (body.length > mostEntries)
    throw new Refusal(
      'invalid',
      `The list has more than ${mostEntries.toLocaleString('en-US')} rows. Split it, then try again.`,
      { path: 'file' },
    )
  const shift = (told === null ? 0 : 1) + title
  return {
    header,
    rows: await inSlices(plainRows(body, shift), signal),
    delimiter: table.delimiter,
    encoding,
    own: header !== null && isOwn(header),
    notes,
  }
}
