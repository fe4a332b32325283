import { type RefObject, useLayoutEffect, useState } from 'react'

/** Heights are fixed, so that a row not yet read takes exactly the place of one that is. */
export const rowHeights = { compact: 33, comfortable: 41 } as const
/** What a second line in every row adds. */
export const secondLine = 17
export const headHeight = 34
export const selectWidth = 38
/** What a cell keeps free at its two sides together, as the style sheet has it. */
export const cellPadding = 20

/** The id of a cell's element; row -1 is the head. */
export const cellId = (table: string, row: number, column: number): string => `${table}r${row}c${column}`

/** The rows that are wholly in view. */
export function rowsInView(
  scroller: HTMLElement | null,
  rowHeight: number,
  total: number,
): { first: number; last: number } {
  const top = scroller?.scrollTop ?? 0
  const height = (scroller?.clientHeight ?? 400) - headHeight
  const first = Math.ceil(top / rowHeight)
  return { first, last: Math.max(first, Math.min(total - 1, Math.floor((top + height) / rowHeight) - 1)) }
}

/** How wide the rows may be without scrolling sideways. */
export function useRoom(scroller: RefObject<HTMLElement | null>): number {
  const [room, setRoom] = useState(0)
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    setRoom(element.clientWidth)
    const observer = new ResizeObserver(() => setRoom(element.clientWidth))
    observer.observe(element)
    return () => observer.disconnect()
  }, [scroller])
  return room
}
