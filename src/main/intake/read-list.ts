import { Refusal } from '../../contract/failure.ts'
import { inSlices, turn } from '../cooperative/slices.ts'
import { type AskedColumn, askedOf, type ColumnAnswers, checkAnswers, shownAsked } from './asked/column-answers.ts'
import { deedAnswers } from './asked/deed-columns.ts'
import { readyCalendar } from './coming/ready-calendar.ts'
import { type Decoded, decode, readAs } from './decode.ts'
import {
  askWithoutSaying,
  employmentNotes,
  employmentReader,
  leaveOutSameStatus,
  unreadStatuses,
  unusedStatusNotes,
} from './employment/employment.ts'
import { withTabs } from './forms/aligned-columns.ts'
import { labelRecords, withColons } from './forms/label-records.ts'
import { readJson } from './forms/read-json.ts'
import { type Entry, mostEntries } from './list-entry.ts'
import { orElse } from './others/others-beside.ts'
import { talkNotes } from './others/talk-lines.ts'
import { textOf, withoutMarkup } from './plain-text.ts'
import { readExport } from './read-export.ts'
import { readPlain } from './read-free-text.ts'
import { readingNotes } from './reading-notes.ts'
import { isKnownHeader } from './table/column-headers.ts'
import { type Row, readRows, tooMany } from './table/read-rows.ts'
import { employmentOf, entriesOf, lookAt, type Mentioned, type TableLook, type Wanted } from './table/read-table.ts'
import { isTotal } from './table/sections.ts'
import { tableDelimiter } from './table/table-delimiter.ts'
import { titleLines, titleNote } from './table/title-lines.ts'

/** What a list is read for. */
interface ReadOptions {
  /** YYYY-MM-DD: what is past and what is to come. */
  today: string
  use: 'leavers' | 'staff'
  /** The people are made members of a group, or are taken out of it: no account is changed by the list. */
  ofGroup?: boolean
  /** What is done with the people of a group's list, where a column says it of each row. */
  deed?: 'add' | 'remove'
  /** What a person said of columns that may say who is meant. */
  answers?: ColumnAnswers
}

/** A list as it was read. */
export interface SourceRead {
  entries: Entry[]
  table: (TableLook & { delimiter: string; encoding: string; asked: readonly AskedColumn[] }) | null
  notes: string[]
  /** Of a list of staff: who stands in another column than that of its people. */
  mentioned?: Mentioned
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
        asked: table.asked.map(shownAsked),
      }

/** Letters of a web page that are looked through for tags in one go: some 20 ms. */
const mostTagged = 500_000

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

  if (told === null) text = withTabs(text)
  const fields = told === null ? withColons(text) : text
  // Each line of a group's list is a person, but for those of a card of one; of two addresses in it nobody can tell whose is whose.
  const isCard = options.ofGroup === true && fields !== text && text.split('@').length === 2
  text = fields
  const records = told === null ? await inSlices(labelRecords(text, isCard ? 1 : 2), signal) : null
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
    all: Row[],
    delimiter: string,
    encoding: string,
    shift: number,
    title: readonly string[] = [],
  ): Promise<SourceRead> {
    await inSlices(readyCalendar(), signal)
    const isSummed = all.length > 1 && isTotal(all.at(-1) as Row)
    const rows = isSummed ? all.slice(0, -1) : all
    if (isSummed) notes.push('The last row sums up the table and was left out.')
    const look = lookAt(rows, wanted)
    await turn()
    const columns = employmentOf(look)
    const cellsOf = (index: number) => rows.slice(look.header ? 1 : 0).map(({ cells }) => cells[index] ?? '')
    const employment = employmentReader(columns, cellsOf, options.today)
    await turn()
    const today = options.use === 'leavers' ? options.today : null
    const own = options.deed === undefined ? [] : deedAnswers(look.columns, cellsOf, options.deed)
    const answers: ColumnAnswers = new Map([...own, ...(options.answers ?? [])])
    const work = entriesOf(rows, look, employment, { today, title, answers })
    const { entries, empty, elsewhere, open, mentioned } = await inSlices(work, signal)
    checkAnswers(answers, open)
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
    if (options.use === 'staff')
      for (const entry of entries) if (entry.notMeant !== undefined) countAsLeft(entry, entry.notMeant)
    await turn()
    // Rows of our own exports are taken as they stand, whatever they say of accounts.
    const read = entries.filter(({ exact }) => exact === undefined)
    if (options.use === 'leavers') notes.push(...leaveOutSameStatus(read, columns), ...askWithoutSaying(read, columns))
    else
      for (const [at, status] of unreadStatuses(entries).entries())
        if (status !== null) doubtAlso(entries[at] as Entry, columns.status?.header ?? '', status)
    await turn()
    for (const entry of entries) entry.line += shift
    return {
      entries,
      mentioned,
      table: { ...look, delimiter, encoding, asked: askedOf(open, answers) },
      notes: [
        ...notes,
        ...readingNotes(entries),
        ...employmentNotes(entries, columns, options),
        ...employment.notes(),
        ...(look.header && columns.status === null && wanted?.status === undefined
          ? unusedStatusNotes(
              look.columns.map(({ index, name }) => (index === look.use.name || answers.has(index) ? '' : name)),
              cellsOf,
              options,
            )
          : []),
      ],
    }
  }
}

/** Of a list of staff: whoever is not meant by what their row says is none. */
function countAsLeft(entry: Entry, { cell }: { cell: string }): void {
  const { employment } = entry
  const said = { status: cell === '' ? null : cell, lastDay: employment?.lastDay ?? null }
  entry.employment = { ...said, left: true, ahead: false, against: null }
}

/** Asks about the person of an entry because of what a cell of its row says. */
function doubtAlso(entry: Entry, header: string, cell: string): void {
  const doubt = orElse(entry.doubt ?? null, { kind: 'cell', header, cell })
  if (doubt !== null) entry.doubt = doubt
}
