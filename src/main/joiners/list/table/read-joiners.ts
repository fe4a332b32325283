import { Refusal } from '../../../../contract/failure.ts'
import { inSlices, turn } from '../../../cooperative/slices.ts'
import type { ByAddress } from '../../../identity/by-address.ts'
import { type Decoded, decode, readAs } from '../../../intake/decode.ts'
import { labelRecords, withColons } from '../../../intake/forms/label-records.ts'
import { type Entry, mostEntries, soleAddress } from '../../../intake/list-entry.ts'
import { textOf } from '../../../intake/plain-text.ts'
import { readPlain } from '../../../intake/read-free-text.ts'
import { type Row, readRows } from '../../../intake/table/read-rows.ts'
import { sampleOf } from '../../../intake/table/table-delimiter.ts'
import { titleLines, titleNote } from '../../../intake/table/title-lines.ts'
import { findAddresses } from '../../../text/addresses/find-addresses.ts'
import { unguarded } from '../../../text/cells.ts'
import { garbledText } from '../../../text/garbled.ts'
import type { ListRow } from '../check-list.ts'
import { isJoinerHeader } from './joiner-headers.ts'
import { isOwn, readMarked, tableOf } from './list-forms.ts'
import { joinParts, turned } from './table-parts.ts'

/** A list of joiners as it was read: rows of cells, with the line that each begins on. */
export interface JoinerTable {
  /** Null: the list has none. */
  header: string[] | null
  rows: ListRow[]
  delimiter: string | null
  encoding: Decoded['encoding']
  /** An export of people of this product: its cells are written in a known way. */
  own: boolean
  /** Lines, each of which is an address with a name or something that is asked about, and no table. */
  isLines: boolean
  notes: string[]
}

/** A cell of a megabyte is read and told, not refused. */
const longestRecord = 4_000_000

const empty = (path: 'file' | 'text') =>
  new Refusal('invalid', 'The list is empty: there is neither a name nor an address in it.', { path })

/** Who has the addresses of a list's lines, and what speaks against it. */
type WhoHave = (entries: readonly Entry[]) => Generator<void, ByAddress<number>[]>

/** What people put before or after whom they cross out. */
const setAside = /[✗✘✕✖❌☒🚫]|\[[x×]\]|^\s*(?:x|#+|\/\/)\s/iu

const takenOff = 'It begins with "-", and other lines with "+", so it may have been taken off the list.'

const severalOf = 'The line names several addresses, and may be about some of them only.'

/** The rows of a list without columns: address and name. Where the line may speak of somebody else, all of it is asked about. */
function* rowsOf(entries: readonly Entry[], whoHave: WhoHave): Generator<void, JoinerTable['rows']> {
  const answers = yield* whoHave(entries)
  const isDifference = entries.some(({ given }) => /^\+\s/u.test(given))
  return entries.map(({ line, address, name, given, unsure, doubt }, at) => {
    const answer = answers[at]
    const why = answer === undefined || answer.found === 'one' ? undefined : answer.why
    const isBare = address !== null && soleAddress(given) !== null
    const doubtful =
      unsure === true ||
      setAside.test(given) ||
      answer?.found === 'several' ||
      (answer?.found === 'none' && answer.why !== undefined)
    // Of several addresses in one line each is somebody of their own, and asked about.
    if (doubtful && address !== null && unsure !== true && findAddresses(given).length > 1)
      return { line, cells: [address, ''], against: `${why?.trim() ?? severalOf} The line says: “${given}”.` }
    return {
      line,
      cells: [doubtful ? given : (address ?? given), address === null ? '' : (name ?? '').replace(/^\+\s+/u, '')],
      // Of a line that is nothing but an address the text around it has to say why it is asked about.
      ...(isBare && doubt !== undefined && why !== undefined ? { against: why.trim() } : {}),
      ...(isDifference && /^[-–−]\s/u.test(given) ? { against: takenOff } : {}),
    }
  })
}

/** Rows without the guards of exports. Yields now and then. */
function* plainRows(rows: readonly Row[]): Generator<void, JoinerTable['rows']> {
  const plain: JoinerTable['rows'] = []
  for (const [index, { cells, line }] of rows.entries()) {
    plain.push({ line, cells: cells.map(unguarded) })
    if (index % 1000 === 999) yield
  }
  return plain
}

/**
 * Reads a list of joiners: a table with or without a header, whatever it is written in, a list of people in any order, or an export of ours.
 * @throws Refusal `invalid` when nothing is in it, or it is no text
 */
export async function readJoiners(
  from: { text: string } | { bytes: Uint8Array },
  whoHave: WhoHave,
  signal?: AbortSignal,
): Promise<JoinerTable> {
  const path = 'bytes' in from ? 'file' : 'text'
  const { text: raw, encoding }: Decoded =
    'bytes' in from ? decode(from.bytes) : { text: from.text, encoding: 'UTF-8' as const }
  const notes: string[] = []
  const was = readAs(encoding)
  if (was !== null)
    notes.push(`The file is not in UTF-8; it was read as ${was}. Check names with accents before anybody is invited.`)
  const opened = textOf(raw)
  const { delimiter: told } = opened
  let { text } = opened
  if (text.includes('\u0000'))
    throw new Refusal('invalid', 'This is not plain text. Save the list as CSV or plain text, then try again.', {
      path,
    })
  // A list of 100,000 has some 10 MB: each way through all of it takes a turn of its own.
  await turn()
  if (text.trim() === '') throw empty(path)
  const records = await inSlices(labelRecords(withColons(text), 1), signal)
  if (records !== null) return await asTable(records, null, true)
  await turn()
  if (garbledText(text.slice(0, 200_000)) !== null)
    notes.push('Some letters look as if the list was read in the wrong encoding. The rows concerned are marked.')
  await turn()
  const marked = told === null ? readMarked(text) : null
  if (marked?.kind === 'records') return { ...marked, delimiter: null, encoding, isLines: false, notes }
  if (marked?.kind === 'rows') return await asTable(marked.rows, null, marked.isHeaded)
  if (marked?.kind === 'text') {
    text = marked.text
    notes.push(...marked.notes)
  }
  const title = told === null ? titleLines(text, isJoinerHeader) : 0
  if (title > 0) {
    text = text.split('\n').slice(title).join('\n')
    notes.push(titleNote(title))
  }
  await turn()
  const table = told === null ? tableOf(sampleOf(text)) : { delimiter: told, header: true }
  if (table === null) {
    const entries = await inSlices(readPlain(text, 'present'), signal)
    if (entries.length === 0) throw empty(path)
    const rows = await inSlices(rowsOf(entries, whoHave), signal)
    return { header: null, rows, delimiter: null, encoding, own: false, isLines: true, notes }
  }
  const rows = await readRows(text, table.delimiter, signal, longestRecord)
  const shift = (told === null ? 0 : 1) + title
  for (const row of rows) row.line += shift
  return await asTable(rows, table.delimiter, table.header)

  async function asTable(given: readonly Row[], delimiter: string | null, isHeaded: boolean): Promise<JoinerTable> {
    const all = await inSlices(plainRows(given), signal)
    const side = turned(all)
    if (side !== null) notes.push('The list has its people side by side. Each became a row.')
    const header = side?.header ?? (isHeaded ? (all[0]?.cells ?? []) : null)
    const body = side?.rows ?? (isHeaded ? all.slice(1) : all)
    if (body.length === 0) throw new Refusal('invalid', 'The table has a header, but no people under it.', { path })
    if (body.length > mostEntries)
      throw new Refusal(
        'invalid',
        `The list has more than ${mostEntries.toLocaleString('en-US')} rows. Split it, then try again.`,
        { path: 'file' },
      )
    const own = header !== null && isOwn(header)
    const joined = own ? null : await inSlices(joinParts(header ?? [], body), signal)
    notes.push(...(joined?.notes ?? []))
    return {
      header: header === null ? null : (joined?.header ?? [...header]),
      rows: joined?.rows ?? body,
      delimiter,
      encoding,
      own,
      isLines: false,
      notes,
    }
  }
}
