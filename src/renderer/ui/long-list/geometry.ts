/** A list of equal rows of which one may be opened, and is higher by `height` pixels. */
export interface LongList {
  count: number
  rowHeight: number
  opened: { index: number; height: number } | null
  /** Height of the part in which rows are seen. */
  view: number
}

/** No element is higher than this in pixels: browsers stop at some 33 million, and begin to be inexact before. */
export const mostHeight = 8_000_000

/** Height of all rows, as if an element could be that high. */
export const wholeHeight = ({ count, rowHeight, opened }: LongList): number =>
  count * rowHeight + (opened !== null && opened.index < count ? opened.height : 0)

/** Height of what is scrolled. */
export const spacerHeight = (list: LongList): number => Math.min(wholeHeight(list), mostHeight)

/** How many pixels of rows one pixel of the scroll bar stands for; 1 for all lists that fit. */
export function stretch(list: LongList): number {
  const whole = wholeHeight(list)
  return whole <= mostHeight ? 1 : (whole - list.view) / Math.max(1, mostHeight - list.view)
}

/** Where a row begins. */
export const topOf = ({ rowHeight, opened }: LongList, index: number): number =>
  index * rowHeight + (opened !== null && index > opened.index ? opened.height : 0)

/** The row at a height. */
export function rowAtHeight({ count, rowHeight, opened }: LongList, y: number): number {
  const last = Math.max(0, count - 1)
  if (opened === null || y < (opened.index + 1) * rowHeight)
    return Math.min(last, Math.max(0, Math.floor(y / rowHeight)))
  if (y < (opened.index + 1) * rowHeight + opened.height) return Math.min(last, opened.index)
  return Math.min(last, Math.floor((y - opened.height) / rowHeight))
}

/** The furthest that can be scrolled, in pixels of rows. */
export const furthest = (list: LongList): number => Math.max(0, wholeHeight(list) - list.view)

/** Where to scroll so that a row is in view; null: it is. */
export function toShow(list: LongList, index: number, y: number): number | null {
  const top = topOf(list, index)
  if (top < y) return top
  const bottom = top + list.rowHeight
  return bottom > y + list.view ? Math.min(furthest(list), bottom - list.view) : null
}
