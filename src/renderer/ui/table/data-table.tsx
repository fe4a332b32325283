// biome-ignore-all lint/a11y/useSemanticElements: rows that are drawn only where they are seen cannot be a <table>; the grid pattern says their size and place
import { type KeyboardEvent, type MouseEvent, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react'
import { clampWidth } from '../../lib/layout.ts'
import { people } from '../../lib/words/format.ts'
import { useLive } from '../live.tsx'
import { nextSort, sortWords } from './column.ts'
import { copyValue } from './copy-value.ts'
import { cellId, headHeight, rowHeights, secondLine, useRoom } from './geometry.ts'
import { type Cursor, columnKey, tableMove } from './keys.ts'
import { useLate } from './late.ts'
import { CellMenu, HeadMenu, type MenuPlace } from './menus.tsx'
import { useColumnModel } from './model.ts'
import type { DataTableProps } from './props.ts'
import { useSelecting } from './selecting.ts'
import styles from './table.module.css'
import { TableBody } from './table-body.tsx'
import { TableHead } from './table-head.tsx'

/** The table that every list uses: virtual rows read by pages, columns as the person wants them, everything by keyboard. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { columns, places, pages, selection, sort, listKey, density, standing, opened = null, goTo = null } = props
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const scrollTo = useRef<(row: number) => void>(() => {})
  const isScrolled = useRef(() => false)
  const [at, setCursor] = useState<Cursor>({ row: 0, column: 0 })
  const [draft, setDraft] = useState<Record<string, number>>({})
  const [menu, setMenu] = useState<MenuPlace | null>(null)
  const room = useRoom(scroller)
  const say = useLive()
  const late = useLate(pages.stale)
  const sorted = useRef('')
  const total = pages.total ?? 0
  const rowHeight = rowHeights[density] + (props.twoLines ? secondLine : 0)
  const { visible, stepped, width } = useColumnModel(props, draft, room)
  // The cursor's column may have stepped back.
  const cursor = useMemo(() => ({ ...at, column: Math.min(at.column, visible.length - 1) }), [at, visible.length])
  const selecting = useSelecting({
    selection,
    onSelection: props.onSelection,
    pages,
    rowId: props.rowId,
    scroller,
    rowHeight,
  })
  const { lift } = selecting

  // Another list starts at its top; the cursor and what Shift extends from belong to the old one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is the reason to run, not an input
  useEffect(() => {
    // Asking for a scroll that is not needed would lay the page out before it is complete.
    if (isScrolled.current()) scroller.current?.scrollTo({ top: 0 })
    setCursor((before) => (before.row === 0 ? before : { row: 0, column: before.column }))
    lift()
  }, [listKey, lift])
  const said = pages.total === null || pages.stale ? null : (props.counted ?? people)(pages.total)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list with as many rows is said as well
  useEffect(() => {
    if (said === null) return
    // Sorting makes another list: both are said, as one.
    say([sorted.current, `${said} in the list`].filter(Boolean).join('. '))
    sorted.current = ''
  }, [said, listKey, say])

  const moveTo = useCallback(
    (next: Cursor) => {
      setCursor(next)
      if (next.row >= 0) scrollTo.current(next.row)
      else scroller.current?.scrollTo({ top: 0 })
      // The head and the pinned columns stand still; only the cell itself may be out of sight sideways.
      requestAnimationFrame(() =>
        document
          .getElementById(cellId(id, next.row, next.column))
          ?.scrollIntoView({ block: 'nearest', inline: 'nearest' }),
      )
    },
    [id],
  )
  useEffect(() => void (goTo && moveTo({ row: goTo.row, column: 0 })), [goTo, moveTo])
  const shownSort = sort.length === 0 && standing ? [standing] : sort
  const sortBy = (at: number, add: boolean) => {
    const column = visible[at]?.column
    if (!column) return
    if (!column.sortBy) return say(`${column.header} cannot be sorted`)
    // What is added to an order that nobody asked for takes its place.
    const next = nextSort(add || standing?.by !== column.sortBy ? sort : shownSort, column, add)
    props.onSort(next)
    sorted.current = sortWords(next, columns)
    say(sorted.current)
  }
  const openMenu = (at: Cursor, x?: number, y?: number) => {
    const box = document.getElementById(cellId(id, at.row, at.column))?.getBoundingClientRect()
    if (visible[at.column]) setMenu({ at, x: x ?? (box?.left ?? 0) + 8, y: y ?? box?.bottom ?? 0 })
  }
  const closeMenu = () => {
    setMenu(null)
    scroller.current?.focus({ preventScroll: true })
  }
  const resize = (column: string, to: number, done: boolean) => {
    const next = clampWidth(to)
    setDraft(done ? {} : { [column]: next })
    if (done) props.onPlaces(places.map((place) => (place.id === column ? { ...place, width: next } : place)))
  }
  const copy = (at: Cursor, row: Row) => {
    const column = visible[at.column]?.column
    if (!column) return
    copyValue(column.header, column.text(row), say)
  }

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget) return
    const row = cursor.row >= 0 ? pages.row(cursor.row) : undefined
    if (props.onKey?.(event, row, cursor.row)) return event.preventDefault()
    const shown = visible.map((one) => one.column.id)
    const onColumn = cursor.row < 0 ? columnKey(event, places, shown, cursor.column) : null
    if (onColumn) {
      props.onPlaces(onColumn.places)
      setCursor({ row: -1, column: onColumn.column })
      return event.preventDefault()
    }
    const inView = Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 400) - headHeight) / rowHeight) - 1)
    const move = tableMove(event, cursor, total, visible.length, inView)
    if (!move) return
    if (move.kind === 'close') {
      if (opened !== null && props.onClose) props.onClose()
      else if (!selecting.clear()) return
    } else if (move.kind === 'move') {
      if (move.extend && selection) void selecting.extend(move.to.row, cursor.row)
      else selecting.lift()
      moveTo(move.to)
      const next = move.to.row >= 0 ? pages.row(move.to.row) : undefined
      if (opened !== null && next !== undefined && move.to.row !== cursor.row) props.onOpen?.(next)
    } else if (cursor.row < 0 && (move.kind === 'select' || move.kind === 'open')) sortBy(cursor.column, event.shiftKey)
    else if (move.kind === 'select') selecting.toggle(cursor.row, event.shiftKey)
    else if (move.kind === 'open') {
      if (row !== undefined) props.onOpen?.(row)
    } else if (move.kind === 'menu') openMenu(cursor)
    else if (move.kind === 'all') selecting.selectAll()
    else if (row === undefined || String(document.getSelection() ?? '') !== '') return
    else copy(cursor, row)
    event.preventDefault()
  }
  const onCell = (at: Cursor, event: MouseEvent) => {
    setCursor(at)
    const row = pages.row(at.row)
    if (row === undefined) return
    if (selection && (event.ctrlKey || event.metaKey || event.shiftKey)) selecting.toggle(at.row, event.shiftKey)
    else {
      selecting.settle(at.row)
      props.onOpen?.(row)
    }
  }
  const menuColumn = menu ? visible[menu.at.column]?.column : undefined
  const menuRow = menu && menu.at.row >= 0 ? pages.row(menu.at.row) : undefined

  return (
    <div className={styles.frame} data-table data-late={late || undefined}>
      <div
        ref={scroller}
        className={styles.grid}
        data-wide={width > room || undefined}
        role="grid"
        tabIndex={0}
        aria-label={props.label}
        aria-rowcount={pages.total === null ? -1 : total + 1}
        aria-colcount={visible.length + (selection ? 1 : 0)}
        aria-multiselectable={selection ? true : undefined}
        aria-busy={pages.total === null || pages.stale}
        aria-activedescendant={total > 0 || cursor.row < 0 ? cellId(id, cursor.row, cursor.column) : undefined}
        onKeyDown={onKeyDown}
        data-empty={total === 0 || undefined}
      >
        <TableHead
          id={id}
          visible={visible}
          width={width}
          wide={width > room}
          sort={shownSort}
          active={cursor.row < 0 ? cursor.column : null}
          places={places}
          onPlaces={props.onPlaces}
          onSort={(index, add) => {
            setCursor({ row: -1, column: index })
            sortBy(index, add)
          }}
          onMenu={(index, x, y) => openMenu({ row: -1, column: index }, x, y)}
          onResize={resize}
          selection={selection}
          total={total}
          onSelectPage={selecting.togglePage}
        />
        {total > 0 && (
          <TableBody
            id={id}
            scroller={scroller}
            scrollTo={scrollTo}
            isScrolled={isScrolled}
            visible={visible}
            width={width}
            pages={pages}
            total={total}
            rowHeight={rowHeight}
            rowId={props.rowId}
            selection={selection}
            opened={opened}
            cursor={cursor}
            onCell={onCell}
            onSelectCell={(row, event) => {
              setCursor((before) => ({ row, column: before.column }))
              selecting.toggle(row, event.shiftKey)
            }}
            onMenu={(at, x, y) => {
              setCursor(at)
              openMenu(at, x, y)
            }}
          />
        )}
      </div>
      {total === 0 && pages.total !== null && <div className={styles.empty}>{props.empty}</div>}
      {menu && menuColumn && menu.at.row < 0 && (
        <HeadMenu
          menu={menu}
          column={menuColumn}
          places={places}
          sort={sort}
          onPlaces={props.onPlaces}
          onReset={props.onResetColumns}
          stepped={stepped}
          onSort={props.onSort}
          onClose={closeMenu}
        />
      )}
      {menu && menuColumn && menuRow !== undefined && (
        <CellMenu
          menu={menu}
          column={menuColumn}
          row={menuRow}
          onFilter={props.onFilter}
          onOpen={props.onOpen}
          onClose={closeMenu}
        />
      )}
    </div>
  )
}
