import {
  columnOrderingFeature,
  columnPinningFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react'
import { people } from '../../lib/format.ts'
import type { ColumnPlace } from '../../lib/layout.ts'
import { clampWidth } from '../../lib/layout.ts'
import type { Pages } from '../../lib/pages.ts'
import { everybody, isSelected, nobody, type Selection, selectedCount, withRows } from '../../lib/selection.ts'
import { useLive } from '../live.tsx'
import type { CellFilter, Column, TableSort } from './column.ts'
import { nextSort } from './column.ts'
import { cellId, headHeight, rowHeights, rowsInView, selectWidth } from './geometry.ts'
import { type Cursor, tableMove } from './keys.ts'
import { CellMenu, HeadMenu, type MenuPlace } from './menus.tsx'
import styles from './table.module.css'
import { TableBody } from './table-body.tsx'
import { TableHead } from './table-head.tsx'

export interface DataTableProps<Row> {
  /** What the table lists, for screen readers: "People". */
  label: string
  /** How many rows are said: "12 people". */
  counted?: (total: number) => string
  columns: readonly Column<Row>[]
  places: readonly ColumnPlace[]
  onPlaces: (places: ColumnPlace[]) => void
  onResetColumns?: () => void
  pages: Pages<Row>
  rowId: (row: Row) => string
  sort: readonly TableSort[]
  onSort: (sort: TableSort[]) => void
  /** When this changes the table is another list: it goes back to the top. */
  listKey: string
  density: 'compact' | 'comfortable'
  selection?: Selection
  onSelection?: (selection: Selection) => void
  /** Which row's panel is open. */
  opened?: string | null
  onOpen?: (row: Row) => void
  onClose?: () => void
  onFilter?: (filter: CellFilter) => void
  /** Further keys, such as a letter that acts on the row under the cursor. Returns true when it was used. */
  onKey?: (event: KeyboardEvent, row: Row | undefined) => boolean
  /** What to show in place of rows when there are none. */
  empty: ReactNode
}

const features = tableFeatures({
  columnOrderingFeature,
  columnPinningFeature,
  columnSizingFeature,
  columnVisibilityFeature,
})
const noData: never[] = []

/** The table that every list uses: virtual rows read by pages, columns as the person wants them, everything by keyboard. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { columns, places, pages, selection, onSelection, sort, onSort, listKey, density, opened } = props
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const [cursor, setCursor] = useState<Cursor>({ row: 0, column: 0 })
  const [draft, setDraft] = useState<Record<string, number>>({})
  const [menu, setMenu] = useState<MenuPlace | null>(null)
  const anchor = useRef<{ row: number; base: Selection } | null>(null)
  const say = useLive()
  const total = pages.total ?? 0
  const rowHeight = rowHeights[density]

  const table = useTable({
    features,
    data: noData,
    columns: useMemo(
      () => columns.map((column) => ({ id: column.id, size: column.width, header: column.header })),
      [columns],
    ),
    state: useMemo(
      () => ({
        columnOrder: places.map((place) => place.id),
        columnPinning: {
          start: places.filter((place) => place.pinned && place.shown).map((place) => place.id),
          end: [],
        },
        columnVisibility: Object.fromEntries(places.map((place) => [place.id, place.shown])),
        columnSizing: Object.fromEntries(places.map((place) => [place.id, draft[place.id] ?? place.width])),
      }),
      [places, draft],
    ),
  })
  const visible = useMemo(() => {
    const byId = new Map(columns.map((column) => [column.id, column]))
    const lead = selection ? selectWidth : 0
    const { start, center } = { start: table.getStartVisibleLeafColumns(), center: table.getCenterVisibleLeafColumns() }
    return [...start, ...center].map((leaf) => ({
      column: byId.get(leaf.id) as Column<Row>,
      width: leaf.getSize(),
      // Pinned columns stand still at their distance from the start; the others flow.
      left: leaf.getIsPinned() ? lead + leaf.getStart('start') : null,
    }))
  }, [table, columns, places, draft, selection !== undefined])
  const width = visible.reduce((sum, one) => sum + one.width, selection ? selectWidth : 0)

  // Another list starts at its top; the cursor and what Shift extends from belong to the old one.
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 })
    setCursor((before) => ({ row: 0, column: before.column }))
    anchor.current = null
  }, [listKey])
  useEffect(() => {
    if (pages.total !== null && !pages.stale) say(`${(props.counted ?? people)(pages.total)} in the table`)
  }, [pages.total, pages.stale, listKey])

  const scrollTo = useRef<(row: number) => void>(() => {})
  const moveTo = useCallback((next: Cursor) => {
    setCursor(next)
    if (next.row >= 0) scrollTo.current(next.row)
    else scroller.current?.scrollTo({ top: 0 })
  }, [])

  const change = (next: Selection) => {
    onSelection?.(next)
    const count = selectedCount(next, total)
    say(count === 0 ? 'Nothing selected' : `${count} selected`)
  }
  const extendTo = async (from: number, row: number, base: Selection) => {
    const rows = await pages.between(Math.min(from, row), Math.max(from, row))
    if (rows === null) say('That is too many rows for a range. Control A selects all that match.')
    else change(withRows(base, rows.map(props.rowId), true))
  }
  const select = (row: number, extend: boolean) => {
    const one = pages.row(row)
    if (!selection || !onSelection || one === undefined) return
    if (extend && anchor.current) return void extendTo(anchor.current.row, row, anchor.current.base)
    const rowId = props.rowId(one)
    const next = withRows(selection, [rowId], !isSelected(selection, rowId))
    anchor.current = { row, base: next }
    change(next)
  }
  const sortBy = (column: Column<Row>, add: boolean) => {
    if (!column.sortBy) return say(`${column.header} cannot be sorted`)
    const next = nextSort(sort, column, add)
    onSort(next)
    say(
      next.length === 0
        ? 'Not sorted'
        : `Sorted by ${next.map((one) => `${columns.find((c) => c.sortBy === one.by)?.header}, ${one.direction === 'asc' ? 'ascending' : 'descending'}`).join(', then ')}`,
    )
  }
  const cellElement = (at: Cursor) => document.getElementById(cellId(id, at.row, at.column))
  const openMenu = (at: Cursor, x?: number, y?: number) => {
    const box = cellElement(at)?.getBoundingClientRect()
    const column = visible[at.column]?.column
    if (column) setMenu({ at, x: x ?? (box?.left ?? 0) + 8, y: y ?? box?.bottom ?? 0 })
  }
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget) return
    const row = cursor.row >= 0 ? pages.row(cursor.row) : undefined
    const head = cursor.row < 0
    if (props.onKey?.(event, row)) return event.preventDefault()
    if (head && columnKey(event)) return event.preventDefault()
    const visibleRows = Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 400) - headHeight) / rowHeight) - 1)
    const move = tableMove(event, cursor, total, visible.length, visibleRows)
    if (!move) return
    if (move.kind === 'close') {
      if (opened && props.onClose) props.onClose()
      else if (selection && selectedCount(selection, total) > 0) change(nobody)
      else return
    } else if (move.kind === 'move') {
      if (move.extend && selection && onSelection) {
        anchor.current ??= { row: Math.max(0, cursor.row), base: selection }
        void extendTo(anchor.current.row, move.to.row, anchor.current.base)
      } else anchor.current = null
      moveTo(move.to)
      const next = move.to.row >= 0 ? pages.row(move.to.row) : undefined
      if (opened && next !== undefined && move.to.row !== cursor.row) props.onOpen?.(next)
    } else if (move.kind === 'select') {
      if (head) sortBy(visible[cursor.column]!.column, event.shiftKey)
      else select(cursor.row, event.shiftKey)
    } else if (move.kind === 'open') {
      if (head) sortBy(visible[cursor.column]!.column, event.shiftKey)
      else if (row !== undefined) props.onOpen?.(row)
    } else if (move.kind === 'menu') openMenu(cursor)
    else if (move.kind === 'all') {
      if (!selection) return
      change(everybody)
    } else if (move.kind === 'copy') {
      const column = visible[cursor.column]?.column
      if (row === undefined || !column || String(document.getSelection() ?? '') !== '') return
      void navigator.clipboard.writeText(column.text(row)).then(
        () => say(`${column.header} copied`),
        () => say('The clipboard refused the copy'),
      )
    }
    event.preventDefault()
  }
  /** On a column's head: Alt with an arrow moves the column, Shift with an arrow makes it wider or narrower. */
  const columnKey = (event: KeyboardEvent): boolean => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    const place = places.find((one) => one.id === visible[cursor.column]?.column.id)
    if (step === 0 || !place || (!event.altKey && !event.shiftKey)) return false
    if (event.altKey) {
      const target = visible[cursor.column + step]?.column.id
      const other = places.find((one) => one.id === target)
      if (!other || other.pinned !== place.pinned) return true
      const next = places.filter((one) => one.id !== place.id)
      next.splice(
        places.findIndex((one) => one.id === target),
        0,
        place,
      )
      props.onPlaces(next)
      setCursor({ row: -1, column: cursor.column + step })
      say(`${visible[cursor.column]?.column.header} moved`)
    } else resize(place.id, place.width + step * 16, true)
    return true
  }
  const resize = (column: string, to: number, done: boolean) => {
    const next = clampWidth(to)
    if (!done) return setDraft({ [column]: next })
    setDraft({})
    props.onPlaces(places.map((place) => (place.id === column ? { ...place, width: next } : place)))
  }
  const menuColumn = menu ? visible[menu.at.column]?.column : undefined
  const menuRow = menu && menu.at.row >= 0 ? pages.row(menu.at.row) : undefined

  return (
    <div className={styles.frame} data-stale={pages.stale || undefined}>
      {/* biome-ignore lint/a11y/useSemanticElements: a virtual table cannot be a <table>; the grid pattern says its size and place */}
      <div
        ref={scroller}
        className={styles.grid}
        role="grid"
        tabIndex={0}
        aria-label={props.label}
        aria-rowcount={pages.total === null ? -1 : total + 1}
        aria-colcount={visible.length + (selection ? 1 : 0)}
        aria-multiselectable={selection ? true : undefined}
        aria-busy={pages.total === null || pages.stale}
        aria-activedescendant={cellId(id, cursor.row, cursor.column)}
        onKeyDown={onKeyDown}
        data-testid="table"
      >
        <TableHead
          id={id}
          visible={visible}
          width={width}
          sort={sort}
          active={cursor.row < 0 ? cursor.column : null}
          places={places}
          onPlaces={props.onPlaces}
          onSort={(column, add, index) => {
            setCursor({ row: -1, column: index })
            sortBy(column, add)
          }}
          onMenu={(index, x, y) => openMenu({ row: -1, column: index }, x, y)}
          onResize={resize}
          selection={selection}
          total={total}
          onSelectPage={() => {
            if (!selection) return
            if (selectedCount(selection, total) > 0) change(nobody)
            else {
              const view = rowsInView(scroller.current, rowHeight, total)
              void pages
                .between(view.first, view.last)
                .then((rows) => rows && change(withRows(nobody, rows.map(props.rowId), true)))
            }
          }}
        />
        {total > 0 && (
          <TableBody
            id={id}
            scroller={scroller}
            scrollTo={scrollTo}
            visible={visible}
            width={width}
            pages={pages}
            total={total}
            rowHeight={rowHeight}
            rowId={props.rowId}
            selection={selection}
            opened={opened ?? null}
            cursor={cursor}
            onCell={(at, event) => {
              setCursor(at)
              anchorOnClick(at.row)
              const row = pages.row(at.row)
              if (row === undefined) return
              const value = (event.target as Element).closest('[data-value]')
              const filter = visible[at.column]?.column.filters?.(row)[Number(value?.getAttribute('data-value') ?? -1)]
              if (filter && props.onFilter) props.onFilter(filter)
              else if (selection && (event.ctrlKey || event.metaKey || event.shiftKey)) select(at.row, event.shiftKey)
              else props.onOpen?.(row)
            }}
            onSelectCell={(row, event) => {
              setCursor((before) => ({ row, column: before.column }))
              select(row, event.shiftKey)
            }}
            onMenu={(at, x, y) => {
              setCursor(at)
              openMenu(at, x, y)
            }}
          />
        )}
        {total === 0 && pages.total !== null && <div className={styles.empty}>{props.empty}</div>}
      </div>
      {menu && menuColumn && menu.at.row < 0 && (
        <HeadMenu
          menu={menu}
          column={menuColumn}
          places={places}
          sort={sort}
          onPlaces={props.onPlaces}
          onReset={props.onResetColumns}
          onSort={onSort}
          onClose={() => closeMenu()}
        />
      )}
      {menu && menuColumn && menuRow !== undefined && (
        <CellMenu
          menu={menu}
          column={menuColumn}
          row={menuRow}
          onFilter={props.onFilter}
          onOpen={props.onOpen}
          onClose={() => closeMenu()}
        />
      )}
    </div>
  )

  function closeMenu() {
    setMenu(null)
    scroller.current?.focus({ preventScroll: true })
  }
  function anchorOnClick(row: number) {
    if (selection && anchor.current === null) anchor.current = { row, base: selection }
  }
}
