import { headerKey } from '../../intake/table/column-headers.ts'
import type { JoinerList } from './lists.ts'

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
  if (!columns.some(({ field }) => field === 'username'))
    notes.push('No column holds addresses. Say which column is the address.')
  return notes
}
