import { headerKey, isKnownHeader } from '../../intake/table/column-headers.ts'
import type { JoinerList } from './kept-lists.ts'

const short = (header: string): string => header.slice(0, 60)

/** So many rows are looked at for whether a column holds anything. */
const mostLooked = 500
const isFilled = ({ rows }: JoinerList['table'], index: number): boolean =>
  rows.slice(0, mostLooked).some(({ cells }) => (cells[index] ?? '').trim() !== '')

const mayBeMerged: ReadonlySet<string | null> = new Set(['department', 'manager', 'managerAddress'])
/** How many cells are empty below a cell that may have reached over them; 0: the column is no such one. What repeats itself was not merged. */
function emptyBelow({ rows }: JoinerList['table'], index: number): number {
  const cells = rows.slice(0, mostLooked).map((row) => (row.cells[index] ?? '').trim())
  const filled = cells.filter((cell) => cell !== '')
  return cells[0] === '' || filled.length < 2 || new Set(filled).size < filled.length ? 0 : cells.length - filled.length
}

/** What to know of how a list was read beside its rows. */
export function notesAbout({ columns, unknown, table }: JoinerList): string[] {
  const notes: string[] = []
  if (unknown.length > 0)
    notes.push(
      `The mapping names what the list does not have: ${unknown
        .slice(0, 5)
        .map((name) => `"${name.slice(0, 60)}"`)
        .join(', ')}.`,
    )
  const twice = columns.filter(
    ({ header }, at) => columns.findIndex((other) => headerKey(other.header) === headerKey(header)) !== at,
  )
  if (table.header !== null && twice.length > 0)
    notes.push(
      `Two columns have the same header: ${twice
        .slice(0, 5)
        .map(({ header }) => `"${header.slice(0, 60)}"`)
        .join(', ')}. One of them was taken; look at what each becomes.`,
    )
  const address = columns.find(({ field }) => field === 'username')
  if (table.header !== null && address?.guessed === true && !isKnownHeader(address.header))
    notes.push(
      `The addresses are taken from the column "${short(address.header)}". Make sure that it holds each person's own work address.`,
    )
  // Exports of ours have columns that say how somebody is, which nobody gives to a joiner.
  const unused = table.own ? [] : columns.filter(({ index, field }) => field === null && isFilled(table, index))
  if (unused.length > 0)
    notes.push(
      `Not used: ${unused.length === 1 ? 'the column' : 'the columns'} ${unused
        .slice(0, 5)
        .map(({ header }) => `"${short(header)}"`)
        .join(
          ', ',
        )}${unused.length > 5 ? ` and ${unused.length - 5} more` : ''}. Say what ${unused.length === 1 ? 'it becomes' : 'they become'} if ${unused.length === 1 ? 'it matters' : 'they matter'}.`,
    )
  for (const { index, header, field } of table.own ? [] : columns)
    if (mayBeMerged.has(field) && emptyBelow(table, index) > 0)
      notes.push(
        `The column "${short(header)}" is empty below other cells, as merged cells of a spreadsheet come out. Nobody gets what stands further up: fill it in where it is meant.`,
      )
  if (!columns.some(({ field }) => field === 'username'))
    notes.push('No column holds addresses. Say which column is the address.')
  return notes
}
