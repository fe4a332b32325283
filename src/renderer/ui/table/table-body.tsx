// biome-ignore-all lint/a11y/useSemanticElements: see data-table.tsx
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names the active cell
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid hears the keys
// biome-ignore-all lint/a11y/useKeyWithMouseEvents: what the pointer shows is in the cell's own text

import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { type MouseEvent, memo, type RefObject, useEffect } from 'react'
import type { Pages } from '../../lib/application/pages.ts'
import { isSelected, type Selection } from '../../lib/selection.ts'
import { inOrder } from '../../lib/words/format.ts'
import { cellId, cellPadding, headHeight } from './geometry.ts'
import type { Cursor } from './keys.ts'
import type { Placed } from './model.ts'
import { useRowPlaces } from './row-places.ts'
import styles from './table.module.css'

interface BodyProps<Row> {
  id: string
  scroller: RefObject<HTMLDivElement | null>
  /** Filled in here: brings a row into view. */
  scrollTo: RefObject<(row: number) => void>
  /** Filled in here: whether the list stands below its top. Asking the page would lay it out. */
  isScrolled: RefObject<() => boolean>
  visible: readonly Placed<Row>[]
  width: number
  pages: Pages<Row>
  total: number
  rowHeight: number
  rowId: (row: Row) => string
  selection: Selection | undefined
  opened: string | null
  cursor: Cursor
  onCell: (at: Cursor, event: MouseEvent) => void
  onSelectCell: (row: number, event: MouseEvent) => void
  onMenu: (at: Cursor, x: number, y: number) => void
}

const cellOf = (event: MouseEvent) => (event.target as Element).closest<HTMLElement>('[role="gridcell"]')

/** The rows in view and a few around them; the lowest component that knows about scrolling. */
export function TableBody<Row>(props: BodyProps<Row>) {
  const { scroller, scrollTo, isScrolled, pages, total, rowHeight, selection, cursor } = props
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    // The row under the cursor is always drawn: screen readers are told of it by its id.
    rangeExtractor: (range) => {
      const rows = defaultRangeExtractor(range)
      return cursor.row < 0 || cursor.row >= total || rows.includes(cursor.row) ? rows : [...rows, cursor.row]
    },
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: other heights are the reason to measure again
  useEffect(() => virtual.measure(), [virtual, rowHeight])
  useEffect(() => {
    scrollTo.current = (row) => virtual.scrollToIndex(row, { align: 'auto' })
    isScrolled.current = () => (virtual.scrollOffset ?? 0) > 0
    return () => {
      isScrolled.current = () => false
    }
  }, [virtual, scrollTo, isScrolled])
  const items = virtual.getVirtualItems()
  const inView = items.filter((item) => item.index !== cursor.row)
  const first = inView[0]?.index ?? 0
  const last = inView.at(-1)?.index ?? 0
  const { onRange } = pages
  useEffect(() => onRange(first, last), [onRange, first, last])

  const drawn = useRowPlaces(items, virtual.isScrolling)

  const place = (event: MouseEvent): Cursor | null => {
    const cell = cellOf(event)
    const row = cell?.closest<HTMLElement>('[data-row]')
    return cell && row ? { row: Number(row.dataset.row), column: Number(cell.dataset.column ?? -1) } : null
  }
  return (
    <div
      role="rowgroup"
      className={styles.body}
      style={{ height: virtual.getTotalSize(), width: props.width }}
      // Written out when it is asked for: a table draws hundreds of cells.
      onMouseOver={(event) => {
        const at = place(event)
        const row = at ? pages.row(at.row) : undefined
        const column = at ? props.visible[at.column]?.column : undefined
        if (row !== undefined && column) cellOf(event)?.setAttribute('title', inOrder(column.text(row)))
      }}
      // The cell will show another row's value when it comes to that.
      onMouseOut={(event) => cellOf(event)?.removeAttribute('title')}
      onClick={(event) => {
        const at = place(event)
        if (!at) return
        if (at.column < 0) props.onSelectCell(at.row, event)
        else props.onCell(at, event)
      }}
      onContextMenu={(event) => {
        const at = place(event)
        if (!at || at.column < 0) return
        event.preventDefault()
        props.onMenu(at, event.clientX, event.clientY)
      }}
    >
      {drawn.map(({ item, place }) => {
        const row = pages.row(item.index)
        const rowId = row === undefined ? null : props.rowId(row)
        return (
          <TableRow
            key={place}
            id={props.id}
            index={item.index}
            top={item.start - headHeight}
            height={rowHeight}
            row={row}
            visible={props.visible}
            selectable={selection !== undefined}
            selected={selection !== undefined && rowId !== null && isSelected(selection, rowId)}
            opened={rowId !== null && rowId === props.opened}
            active={cursor.row === item.index ? cursor.column : -1}
          />
        )
      })}
    </div>
  )
}

interface RowProps<Row> {
  id: string
  index: number
  top: number
  height: number
  row: Row | undefined
  visible: readonly Placed<Row>[]
  selectable: boolean
  selected: boolean
  opened: boolean
  active: number
}

function Row<R>(props: RowProps<R>) {
  const { id, index, top, height, row, visible, selectable, selected, opened, active } = props
  return (
    <div
      role="row"
      className={styles.row}
      data-row={index}
      data-opened={opened || undefined}
      data-active={active >= 0 || undefined}
      aria-rowindex={index + 2}
      aria-selected={selectable ? selected : undefined}
      style={{ height, transform: `translateY(${top}px)` }}
    >
      {selectable && (
        <div role="gridcell" className={styles.select} aria-label={selected ? 'Selected' : 'Not selected'}>
          <span className={styles.box} data-checked={selected || undefined} aria-hidden />
        </div>
      )}
      {visible.map(({ column, width, left }, at) => (
        <div
          key={column.id}
          // The one that the grid names; hundreds of others need none.
          id={active === at ? cellId(id, index, at) : undefined}
          role="gridcell"
          data-column={at}
          data-active={active === at || undefined}
          data-pinned={left !== null || undefined}
          className={column.align === 'end' ? styles.cellEnd : styles.cell}
          style={{ width, left: left ?? undefined }}
        >
          {row === undefined ? (
            <span className={styles.placeholder} style={{ width: `${40 + ((index * 7 + at * 13) % 45)}%` }} />
          ) : (
            (column.cell?.(row, width - cellPadding) ?? <span>{inOrder(column.text(row))}</span>)
          )}
        </div>
      ))}
    </div>
  )
}
const TableRow = memo(Row) as typeof Row
