import type { KeyboardEvent, ReactNode } from 'react'
import type { Pages } from '../../lib/application/pages.ts'
import type { ColumnPlace } from '../../lib/layout.ts'
import type { Selection } from '../../lib/selection.ts'
import type { CellFilter, Column, TableSort } from './column.ts'

/** What a list has to give for the table to show it. */
export interface DataTableProps<Row> {
  /** What the table lists, for screen readers: "People". */
  label: string
  /** How many rows there are, in words: "12 people". */
  counted?: (total: number) => string
  columns: readonly Column<Row>[]
  places: readonly ColumnPlace[]
  onPlaces: (places: ColumnPlace[]) => void
  onResetColumns?: () => void
  /** Told the names of the columns for which there is no room; has to stay the same function. */
  onStepped?: (columns: readonly string[]) => void
  pages: Pages<Row>
  rowId: (row: Row) => string
  sort: readonly TableSort[]
  /** The order of the rows while `sort` is empty, if a column shows it; its head has the arrow then. */
  standing?: TableSort
  onSort: (sort: TableSort[]) => void
  /** When this changes the table is another list: it goes back to the top. */
  listKey: string
  density: 'compact' | 'comfortable'
  /** Rows have room for two lines. */
  twoLines?: boolean
  selection?: Selection
  onSelection?: (selection: Selection) => void
  /** Which row's panel is open. */
  opened?: string | null
  onOpen?: (row: Row) => void
  onClose?: () => void
  onFilter?: (filter: CellFilter) => void
  /** Further keys, such as a letter that acts on the row under the cursor. Returns true when it was used. */
  onKey?: (event: KeyboardEvent, row: Row | undefined, at: number) => boolean
  /** Moves the cursor to a row whenever this is another object. */
  goTo?: { row: number } | null
  /** What to show in place of rows when there are none. */
  empty: ReactNode
}
