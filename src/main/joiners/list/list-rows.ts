import type { JoinerField, JoinerVerdict } from '../../../contract/joiners.ts'
import { type Domains, domainOf } from '../domains.ts'
import type { ListRow } from './check-list.ts'
import type { JoinerList } from './kept-lists.ts'
import { decideColumns } from './table/columns.ts'

/** Decides the columns of a list anew, with a place for each field that was mended and has no column. */
export function decideListColumns(list: JoinerList, known: ReadonlySet<string>, domains: Domains): void {
  const { columns, unknown } = decideColumns(
    list.table.header,
    list.table.rows.slice(0, 500).map(({ cells }) => cells),
    list.readAs.mapping ?? (list.table.isLines ? ['username', 'fullname'] : undefined),
    { isGroup: (cell) => known.has(cell.trim()), isOurs: (address) => domains.has(domainOf(address)) },
  )
  const fields = new Set(columns.map(({ field }) => field))
  for (const cells of list.mended.values())
    for (const field of cells.keys()) {
      if (fields.has(field)) continue
      fields.add(field)
      columns.push({ index: columns.length, header: 'Added here', field, guessed: false, sample: '' })
    }
  list.columns = columns
  list.unknown = unknown
}

/** The rows as they stand now, with what was mended. */
export function rowsOf(list: JoinerList): readonly ListRow[] {
  if (list.mended.size === 0 && list.mendedAt.size === 0) return list.table.rows
  const place = new Map<JoinerField, number>()
  for (const { field, index } of list.columns) if (field !== null && !place.has(field)) place.set(field, index)
  return list.table.rows.map((row, number) => {
    const mended = list.mended.get(number)
    const at = list.mendedAt.get(number)
    if (mended === undefined && at === undefined) return row
    const cells = [...row.cells]
    const all = [...[...(mended ?? [])].map(([field, value]) => [place.get(field), value] as const), ...(at ?? [])]
    for (const [at, value] of all) {
      if (at === undefined) continue
      while (cells.length <= at) cells.push('')
      cells[at] = value
    }
    const isEntered = mended?.has('username') === true || (at?.has(place.get('username') ?? -1) ?? false)
    return isEntered ? { line: row.line, cells, isEntered } : { ...row, cells }
  })
}

/** How many rows, not dropped, have each verdict. */
export function countVerdicts(list: JoinerList): Record<JoinerVerdict, number> {
  const counts = { add: 0, exists: 0, disabled: 0, invited: 0, duplicate: 0, invalid: 0 }
  for (const { row, verdict } of list.checked) if (!list.dropped.has(row)) counts[verdict]++
  return counts
}

/** Writes a value for a row under a key. */
export function put<K>(all: Map<number, Map<K, string>>, row: number, key: K, value: string): void {
  const own = all.get(row) ?? new Map<K, string>()
  own.set(key, value)
  all.set(row, own)
}
