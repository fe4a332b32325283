import type { ReactNode } from 'react'
import type { ColumnDefault } from '../../lib/layout.ts'

/** Something that a cell's value can narrow the table to. */
export interface CellFilter<F = unknown> {
  /** As in "Only Disabled". */
  label: string
  filter: F
}

/** One column: what it is called, what its cells show, and what can be done with them. */
export interface Column<Row> extends ColumnDefault {
  header: string
  /** Takes this share of the room that is left over, until the person chooses a width. */
  grow?: number
  /** How narrow it may become, in pixels, where that saves scrolling sideways; left out: it keeps its width. */
  least?: number
  /** What the column means, where its name does not say it. */
  about?: string
  align?: 'end'
  /** The name by which main sorts; left out: not sortable. */
  sortBy?: string
  /** Which way a first click sorts; numbers and dates start with the most. */
  sortFirst?: 'desc'
  /** The cell as plain text: for hovering and copying. */
  text(row: Row): string
  /** How the cell is drawn in so many pixels; left out: as its text. */
  cell?(row: Row, room: number): ReactNode
  filters?(row: Row): CellFilter[]
}

/** The order of a table: the first counts most. */
export interface TableSort {
  by: string
  direction: 'asc' | 'desc'
}

/** The order after a press on a column's head; `add` keeps the others. Ascending, descending, then not at all. */
export function nextSort(
  sort: readonly TableSort[],
  column: { sortBy?: string; sortFirst?: 'desc' },
  add: boolean,
): TableSort[] {
  const by = column.sortBy
  if (!by) return [...sort]
  const first = column.sortFirst ?? 'asc'
  const now = sort.find((one) => one.by === by)
  const next: TableSort | null = !now
    ? { by, direction: first }
    : now.direction === first
      ? { by, direction: first === 'asc' ? 'desc' : 'asc' }
      : null
  if (!add) return next ? [next] : []
  if (now) return sort.flatMap((one) => (one.by === by ? (next ? [next] : []) : [one]))
  return next ? [...sort, next].slice(0, 5) : [...sort]
}

/** An order in words, for screen readers. */
export function sortWords<Row>(sort: readonly TableSort[], columns: readonly Column<Row>[]): string {
  const words = sort.map(({ by, direction }) => {
    const header = columns.find((column) => column.sortBy === by)?.header
    return `${header}, ${direction === 'asc' ? 'ascending' : 'descending'}`
  })
  return words.length === 0 ? 'Not sorted' : `Sorted by ${words.join(', then ')}`
}
