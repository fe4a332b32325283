import { type RefObject, useCallback, useRef } from 'react'
import type { Pages } from '../../lib/application/pages.ts'
import { everybody, isSelected, nobody, type Selection, selectedCount, withRows } from '../../lib/selection.ts'
import { useLive } from '../live.tsx'
import { rowsInView } from './geometry.ts'

interface SelectingOptions<Row> {
  selection: Selection | undefined
  onSelection: ((selection: Selection) => void) | undefined
  pages: Pages<Row>
  rowId: (row: Row) => string
  scroller: RefObject<HTMLElement | null>
  rowHeight: number
}

/** What can be done with the selection of a table; nothing happens in a table that has none. */
export function useSelecting<Row>(options: SelectingOptions<Row>) {
  const { selection, onSelection, pages, rowId, scroller, rowHeight } = options
  const total = pages.total ?? 0
  const say = useLive()
  /** The row from which Shift extends, and what was selected before it did. */
  const anchor = useRef<{ row: number; base: Selection } | null>(null)

  const change = (next: Selection) => {
    onSelection?.(next)
    const count = selectedCount(next, total)
    say(count === 0 ? 'Nothing selected' : `${count} selected`)
  }
  const extend = async (row: number, from: number) => {
    if (!selection) return
    anchor.current ??= { row: Math.max(0, from), base: selection }
    const { row: start, base } = anchor.current
    const rows = await pages.between(Math.min(start, row), Math.max(start, row))
    if (rows === null) say('That is too many rows for a range. Control A selects all that match.')
    else change(withRows(base, rows.map(rowId), true))
  }
  const toggle = (row: number, extending: boolean) => {
    const one = pages.row(row)
    if (!selection || one === undefined) return
    if (extending && anchor.current) {
      void extend(row, row)
      return
    }
    const id = rowId(one)
    const next = withRows(selection, [id], !isSelected(selection, id))
    anchor.current = { row, base: next }
    change(next)
  }
  const togglePage = () => {
    if (!selection) return
    if (selectedCount(selection, total) > 0) return change(nobody)
    const view = rowsInView(scroller.current, rowHeight, total)
    void pages.between(view.first, view.last).then((rows) => rows && change(withRows(nobody, rows.map(rowId), true)))
  }
  const selectAll = () => selection && change(everybody)
  /** True when there was something to deselect. */
  const clear = (): boolean => {
    if (!selection || selectedCount(selection, total) === 0) return false
    change(nobody)
    return true
  }
  /** The cursor has moved without Shift: what comes next extends from there. */
  const lift = useCallback(() => {
    anchor.current = null
  }, [])
  /** A row was pressed: Shift with the next press extends from it. */
  const settle = (row: number) => {
    if (selection) anchor.current ??= { row, base: selection }
  }
  return { extend, toggle, togglePage, selectAll, clear, lift, settle }
}
