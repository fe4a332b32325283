import { randomUUID } from 'node:crypto'
import { Refusal } from '../../../contract/failure.ts'
import type { JoinerField } from '../../../contract/joiners.ts'
import type { AskedColumn, GivenAnswers } from '../../intake/asked/column-answers.ts'
import type { CheckedRow } from './check-row.ts'
import type { GroupSeparator } from './group-cell.ts'
import type { JoinerColumn, Mapping } from './table/columns.ts'
import type { JoinerTable } from './table/read-joiners.ts'

/** How a person wants a list to be read. */
export interface ReadAs {
  groupSeparator?: GroupSeparator | undefined
  dayOrder?: 'day-first' | 'month-first' | undefined
  newGroups?: string[] | undefined
  mapping?: Mapping | undefined
  /** What a person said of columns that may say who joins. */
  answers?: GivenAnswers | undefined
}

/** A list of joiners that somebody works on; it stays in memory. */
export interface JoinerList {
  id: string
  table: JoinerTable
  readAs: ReadAs
  columns: JoinerColumn[]
  /** Columns that may say who joins, and that nobody understands. */
  asked: AskedColumn[]
  unknown: string[]
  /** Cells that a person wrote anew, by row and field; a field without a column has its own place after the table's. */
  mended: Map<number, Map<JoinerField, string>>
  /** Cells that were written anew by their column, where several columns are of one field. */
  mendedAt: Map<number, Map<number, string>>
  dropped: Set<number>
  checked: CheckedRow[]
}

const mostLists = 4

/** The lists at hand, the newest few. */
export function createJoinerLists() {
  const lists = new Map<string, JoinerList>()
  return {
    begin(table: JoinerTable, readAs: ReadAs): JoinerList {
      while (lists.size >= mostLists) lists.delete(lists.keys().next().value as string)
      const list: JoinerList = {
        id: randomUUID(),
        table,
        readAs,
        columns: [],
        asked: [],
        unknown: [],
        mended: new Map(),
        mendedAt: new Map(),
        dropped: new Set(),
        checked: [],
      }
      lists.set(list.id, list)
      return list
    },
    get(id: string): JoinerList {
      const list = lists.get(id)
      if (list === undefined)
        throw new Refusal('not-found', 'This list is not at hand any more. Read it again.', { path: 'list' })
      return list
    },
  }
}
