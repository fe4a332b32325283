import { Refusal } from '../../contract/failure.ts'
import { inSlices } from '../cooperative/slices.ts'
import { findAddresses } from '../text/addresses/find-addresses.ts'
import { type Decoded, decode, readAs } from './decode.ts'
import {
  askWithoutSaying,
  employmentNotes,
  employmentReader,
  leaveOutSameStatus,
  unreadStatuses,
  unusedStatusNotes,
} from './employment.ts'
import { type Entry, mostEntries } from './list-entry.ts'
import { orElse } from './others/others-beside.ts'
import { talkNotes } from './others/talk-lines.ts'
import { textOf, withoutMarkup } from './plain-text.ts'
import { readExport } from './read-export.ts'
import { readPlain } from './read-free-text.ts'
import { readingNotes } from './reading-notes.ts'
import { isKnownHeader } from './table/column-headers.ts'
import { addressColumns, findDelimiter, headerDelimiter, isTableOfSeveral } from './table/detect-columns.ts'
import { labelRecords, withColons } from './table/label-records.ts'
import { readJson } from './table/read-json.ts'
import { type Row, readRows, tooMany } from './table/read-rows.ts'
import { employmentOf, entriesOf, lookAt, type TableLook, type Wanted } from './table/read-table.ts'
import { titleLines, titleNote } from './table/title-lines.ts'

/** What a list is read for. */
interface ReadOptions {
  /** YYYY-MM-DD: what is past and what is to come. */
  today: string
  use: 'leavers' | 'staff'
}

/** A list as it was read. */
export interface SourceRead {
  entries: Entry[]
  table: (TableLook & { delimiter: string; encoding: string }) | null
  notes: string[]
}

/** How a table was read, as it is shown; null: it was no table. */
export const shownTable = (table: SourceRead['table']) =>
  table === null
    ? null
    : {
        delimiter: table.delimiter,
        encoding: table.encoding,
        header: table.header,
        columns: table.columns,
        used: table.use,
      }

/** Enough lines to tell a table from a list. */
const sampleLines = 60
/** Letters of a web page that are looked through for tags in one go: some 20 ms. */
const mostTagged = 500_000
/** No record is longer; a quotation mark that is never closed must not swallow the whole text here. */
const longestSample = 20_000

/**
 * Reads a list of people: a table with columns, or addresses and names in any order.
 * @throws Refusal `invalid` when nothing is in it, or columns cannot be told
 */
export async function readSource(
  from: { text: string } | { bytes: Uint8Array },
  wanted: Wanted | undefined,
  options: ReadOptions,
  signal?: AbortSignal,
): Promise<SourceRead> {
  const isFile = 'bytes' in from
  const { text: raw, encoding }: Decoded = isFile ? decode(from.bytes) : { text: from.text, encoding: 'UTF-8' }
  const notes: string[] = []
  const was = readAs(encoding)
  if (was !== null) notes.push(`The file is not in UTF-8; it was read as ${was}. Check names with accents.`)
  const opened = textOf(raw)
  const { delimiter: told } = opened
  let { text } = opened
  if (text.includes('\u0000'))
    throw new Refusal('invalid', 'This is not plain text. Save the list as CSV or plain text, then try again.', {
      path: 'file',
    })
  if (text.trim() === '')
    throw new Refusal('invalid', 'The list is empty: there is neither a name nor an address in it.', {
      path: isFile ? 'file' : 'text',
    })

  const own = await inSlices(readExport(text), signal)
  if (own !== null) return { entries: own, table: null, notes }

  const json = readJson(text)
  if (json?.kind === 'table') return await readTable(json.rows, '', encoding, 0)
  if (json?.kind === 'lines') text = json.text
  const plain = withoutMarkup(text, text.length < mostTagged)
  text = plain.text
  notes.push(...plain.notes)

  if (told === null) text = withColons(text)
  const records = told === null ? await inSlices(labelRecords(text), signal) : null
  if (records !== null) return await readTable(records, '', encoding, 0)

  const above = told === null ? titleLines(text, isKnownHeader) : 0
  const title = text.split('\n', above)
  if (above > 0) {
    text = text.slice(title.join('\n').length + 1)
    notes.push(titleNote(above))
  }
  const delimiter = told ?? tableDelimiter(text, isFile, wanted)
  if (delimiter === null) {
    const talk: string[] = []
    const entries = await inSlices(
      options.use === 'staff'
        ? readPlain(text, 'present', null, talk)
        : readPlain(text, 'leavers', options.today, talk),
      signal,
    )
    notes.push(...talkNotes(talk))
    if (entries.length === 0)
      throw new Refusal('invalid', 'The list is empty: there is neither a name nor an address in it.', {
        path: isFile ? 'file' : 'text',
      })
    if (entries.length > mostEntries) throw tooMany()
    return { entries, table: null, notes: [...notes, ...readingNotes(entries)] }
  }
  // The first line of the text was taken away where it told the delimiter.
  return await readTable(
    await readRows(text, delimiter, signal),
    delimiter,
    encoding,
    (told === null ? 0 : 1) + above,
    title,
  )

  async function readTable(
    rows: Row[],
    delimiter: string,
    encoding: string,
    shift: number,
    title: readonly string[] = [],
  ): Promise<SourceRead> {
    const look = lookAt(rows, wanted)
    const columns = employmentOf(look)
    const cellsOf = (index: number) => rows.slice(look.header ? 1 : 0).map(({ cells }) => cells[index] ?? '')
    const employment = employmentReader(columns, cellsOf, options.today)
    const today = options.use === 'leavers' ? options.today : null
    const { entries, empty, elsewhere } = await inSlices(entriesOf(rows, look, employment, { today, title }), signal)
    if (entries.length === 0)
      throw new Refusal('invalid', 'The table has a header, but no people under it.', {
        path: isFile ? 'file' : 'text',
      })
    if (entries.length > mostEntries) throw tooMany()
    if (empty > 0)
      notes.push(
        `${empty.toLocaleString('en-US')} ${empty === 1 ? 'row has' : 'rows have'} neither a name nor an address and ${empty === 1 ? 'was' : 'were'} left out.`,
      )
    if (elsewhere > 0)
      notes.push(
        `${elsewhere.toLocaleString('en-US')} ${elsewhere === 1 ? 'row has an address' : 'rows have addresses'} in a column that was not read.`,
      )
    if (look.unknownHeader)
      notes.push(
        `The first line was taken for the names of the columns: ${look.columns
          .slice(0, 8)
          .map(({ name }) => `"${name}"`)
          .join(', ')}.`,
      )
    if (look.use.address === null)
      notes.push('No column holds addresses, so people are looked for by name, and each has to be chosen.')
    if (options.use === 'leavers')
      notes.push(...leaveOutSameStatus(entries, columns), ...askWithoutSaying(entries, columns))
    else
      for (const [at, status] of unreadStatuses(entries).entries())
        if (status !== null) doubtAlso(entries[at] as Entry, columns.status?.header ?? '', status)
    return {
      entries: entries.map((entry) => ({ ...entry, line: entry.line + shift })),
      table: { ...look, delimiter, encoding },
      notes: [
        ...notes,
        ...readingNotes(entries),
        ...employmentNotes(entries, columns, options.use),
        ...employment.notes(),
        ...(look.header && columns.status === null && wanted?.status === undefined
          ? unusedStatusNotes(
              look.columns.map(({ index, name }) => (index === look.use.name ? '' : name)),
              cellsOf,
              options.use,
            )
          : []),
      ],
    }
  }
}

/** Asks about the person of an entry because of what a cell of its row says. */
function doubtAlso(entry: Entry, header: string, cell: string): void {
  const doubt = orElse(entry.doubt ?? null, { kind: 'cell', header, cell })
  if (doubt !== null) entry.doubt = doubt
}

/** The first records of a text; line breaks inside quotation marks end none. */
export function sampleOf(text: string): string[] {
  const records: string[] = []
  let record = ''
  for (let from = 0; from < text.length && records.length < sampleLines; ) {
    const end = text.indexOf('\n', from)
    record += text.slice(from, end === -1 ? undefined : end)
    from = end === -1 ? text.length : end + 1
    const isOpen = record.length < longestSample && record.split('"').length % 2 === 0
    if (isOpen && from < text.length) record += '\n'
    else {
      if (record.trim() !== '') records.push(record.slice(0, longestSample))
      record = ''
    }
  }
  return records
}

/** The delimiter of a table, or null where the text is a list in no columns. */
function tableDelimiter(text: string, isFile: boolean, wanted: Wanted | undefined): string | null {
  const records = sampleOf(text)
  const found = findDelimiter(records)
  const chosen = found?.delimiter ?? headerDelimiter(records[0] ?? '') ?? ','
  if (Object.values(wanted ?? {}).some((index) => typeof index === 'number')) return chosen
  const split = records.map((record) => record.split(chosen).map((cell) => cell.trim().replace(/^"(.*)"$/su, '$1')))
  const [first = [], ...body] = split
  const headless = first.some((cell) => findAddresses(cell).length > 0)
  if (!headless && first.some(isKnownHeader) && (isFile || body.length > 0)) return chosen
  if (found === null) return null
  if (!headless && isHeaded(split, found.count)) return chosen
  // A bar can belong to an address: without a header it must not part "x|y@example.com".
  if (chosen === '|' && records.some((record) => /[^\s|]\|[^\s|@]+[@＠﹫]/u.test(record))) return null
  // Several addresses on a line are a list, unless a file's header says that they are columns.
  const several = records.some((record) => findAddresses(record).length > 1)
  if (several && (headless || !isFile)) return found.share >= 0.8 && isTableOfSeveral(split) ? chosen : null
  const addresses = addressColumns(headless || body.length === 0 ? split : body)
  if (addresses.length === 1 && found.share >= 0.8 && records.length > 1) return chosen
  return isFile && found.share >= 0.8 && records.length > 1 && (several || found.count >= 2) ? chosen : null
}

/** Whether the first record heads columns of which at least one holds addresses, though no word of it is known. */
function isHeaded([first = [], ...body]: readonly (readonly string[])[], count: number): boolean {
  if (first.length !== count + 1 || body.length === 0 || first.some((cell) => cell.length > 60)) return false
  const filled = first.filter((cell) => /\p{L}/u.test(cell))
  if (filled.length < Math.max(2, first.length - 1) || new Set(filled).size < filled.length) return false
  return body.every((row) => row.length === first.length || row.length < 2) && addressColumns(body).length > 0
}
