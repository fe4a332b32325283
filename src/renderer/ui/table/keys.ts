import { type ColumnPlace, changed, clampWidth } from '../../lib/layout.ts'

/** Where the table's cursor is: row -1 is the head. */
export interface Cursor {
  row: number
  column: number
}

/** What a key asks of the table. */
export type TableMove =
  | { kind: 'move'; to: Cursor; extend: boolean }
  | { kind: 'select' | 'open' | 'menu' | 'all' | 'close' | 'copy' }
  | null

interface Press {
  key: string
  shiftKey: boolean
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
}

/** Which key does what in a table of `rows` by `columns`, `page` rows of which are visible. */
export function tableMove(press: Press, at: Cursor, rows: number, columns: number, page: number): TableMove {
  const strong = press.ctrlKey || press.metaKey
  const lastRow = rows - 1
  const to = (row: number, column = at.column): TableMove => ({
    kind: 'move',
    to: { row: Math.max(-1, Math.min(lastRow, row)), column: Math.max(0, Math.min(columns - 1, column)) },
    extend: press.shiftKey && row >= 0,
  })
  if (press.altKey) return null
  switch (press.key) {
    case 'ArrowDown':
      return to(at.row + 1)
    case 'ArrowUp':
      return to(at.row - 1)
    case 'ArrowRight':
      return { ...(to(at.row, strong ? columns - 1 : at.column + 1) as object), extend: false } as TableMove
    case 'ArrowLeft':
      return { ...(to(at.row, strong ? 0 : at.column - 1) as object), extend: false } as TableMove
    case 'Home':
      return rows === 0 ? null : to(0)
    case 'End':
      return rows === 0 ? null : to(lastRow)
    case 'PageDown':
      return rows === 0 ? null : to(Math.max(0, at.row) + page)
    case 'PageUp':
      return rows === 0 ? null : to(Math.max(0, at.row - page))
    case ' ':
      return { kind: 'select' }
    case 'Enter':
      // With Ctrl or Cmd it is the screen's own: it opens the preview.
      return strong ? null : { kind: 'open' }
    case 'ContextMenu':
      return { kind: 'menu' }
    case 'F10':
      return press.shiftKey ? { kind: 'menu' } : null
    case 'Escape':
      return { kind: 'close' }
    case 'a':
      return strong && !press.shiftKey ? { kind: 'all' } : null
    case 'c':
      return strong && !press.shiftKey ? { kind: 'copy' } : null
    default:
      return null
  }
}

/** On a column's head Alt with an arrow moves the column, and Shift with an arrow makes it wider or narrower. */
export function columnKey(
  press: Press,
  places: readonly ColumnPlace[],
  shown: readonly string[],
  at: number,
): { places: ColumnPlace[]; column: number } | null {
  const step = press.key === 'ArrowRight' ? 1 : press.key === 'ArrowLeft' ? -1 : 0
  const place = places.find((one) => one.id === shown[at])
  if (step === 0 || !place || press.altKey === press.shiftKey) return null
  if (press.shiftKey)
    return { places: changed(places, place.id, { width: clampWidth(place.width + step * 16) }), column: at }
  const other = places.find((one) => one.id === shown[at + step])
  if (!other || other.pinned !== place.pinned) return { places: [...places], column: at }
  const next = places.filter((one) => one.id !== place.id)
  next.splice(
    places.findIndex((one) => one.id === other.id),
    0,
    place,
  )
  return { places: next, column: at + step }
}
