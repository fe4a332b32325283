import { type RefObject, useEffect, useMemo, useState } from 'react'
import { headHeight, nameWidth } from './matrix-sizes.ts'

/** The part of the matrix that is drawn: first and last row and column. */
interface Window {
  firstRow: number
  lastRow: number
  firstColumn: number
  lastColumn: number
}

/** What is drawn begins at a multiple of so many rows and columns, and reaches as many beyond what is seen: a frame without new rows costs little. */
const spare = { rows: 12, columns: 8 }

/** What of the matrix is drawn, by what is seen of it: the same while the scrolling stays within one step of rows and columns. */
export function useMatrixView(
  scroller: RefObject<HTMLDivElement | null>,
  rows: number,
  columns: number,
  { rowHeight, columnWidth }: { rowHeight: number; columnWidth: number },
): { window: Window; height: number; look: () => void } {
  const [view, setView] = useState({ row: 0, column: 0, width: 900, height: 600 })
  const look = () => {
    const element = scroller.current
    if (element === null) return
    const now = {
      row: Math.floor(element.scrollTop / rowHeight / spare.rows) * spare.rows,
      column: Math.floor(element.scrollLeft / columnWidth / spare.columns) * spare.columns,
      width: element.clientWidth,
      height: element.clientHeight,
    }
    setView((before) =>
      before.row === now.row &&
      before.column === now.column &&
      before.width === now.width &&
      before.height === now.height
        ? before
        : now,
    )
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is seen depends on the sizes alone
  useEffect(() => {
    const element = scroller.current
    if (element === null) return
    look()
    const observer = new ResizeObserver(look)
    observer.observe(element)
    return () => observer.disconnect()
  }, [rowHeight, columnWidth])
  const { row, column, width, height } = view
  const window = useMemo(() => {
    // From the first that may be seen within this step to the last.
    const last = (from: number, room: number, size: number, more: number) =>
      from + Math.ceil(Math.max(0, room) / size) + 2 * more
    return {
      firstRow: Math.max(0, row - spare.rows),
      lastRow: Math.min(rows - 1, last(row, height - headHeight, rowHeight, spare.rows)),
      firstColumn: Math.max(0, column - spare.columns),
      lastColumn: Math.min(columns - 1, last(column, width - nameWidth, columnWidth, spare.columns)),
    }
  }, [row, column, width, height, rows, columns, rowHeight, columnWidth])
  return { window, height, look }
}
