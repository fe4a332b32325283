// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, and says which cell is active
// biome-ignore-all lint/a11y/useSemanticElements: cells that are drawn only where they are seen cannot be a <table>; the grid pattern says their size and place
import { memo, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react'
import type { Draft } from '../../../features/groups/draft.ts'
import styles from './matrix.module.css'
import { MatrixHead } from './matrix-head.tsx'
import { useMatrixKeys } from './matrix-keys.ts'
import {
  type Block,
  byPersonAndGroup,
  byUsername,
  isInBlock,
  type MatrixRow,
  type Place,
  pendingCounts,
  rowNames,
  stateOf,
} from './matrix-model.ts'
import { RowOf } from './matrix-row.tsx'
import { headHeight, nameWidth, sizes } from './matrix-sizes.ts'

/** Beyond the visible ones on each side. */
const spare = 3

interface MatrixGridProps {
  rows: readonly MatrixRow[]
  groups: readonly { name: string; members: number }[]
  draft: Draft
  /** Groups that a directory seems to keep, with why. */
  kept: ReadonlyMap<string, string>
  dense: boolean
  onFocus: (place: Place) => void
  onPreview: () => void
}

/** People by groups: one tab stop, arrows move, Space ticks, Shift selects a block. Only what is seen is drawn. */
export const MatrixGrid = memo(function MatrixGrid({
  rows,
  groups,
  draft,
  kept,
  dense,
  onFocus,
  onPreview,
}: MatrixGridProps) {
  const { row: rowHeight, column: columnWidth } = sizes[dense ? 'dense' : 'normal']
  const scroller = useRef<HTMLDivElement>(null)
  const [view, setView] = useState({ top: 0, left: 0, width: 900, height: 600 })
  const [cursor, setCursor] = useState<Place>({ row: 0, column: 0 })
  const [anchor, setAnchor] = useState<Place | null>(null)
  const pointed = useRef<HTMLDivElement>(null)
  const drag = useRef<{ from: Place; moved: boolean } | null>(null)
  const names = useMemo(() => groups.map(({ name }) => name), [groups])
  const people = useMemo(() => rowNames(rows), [rows])
  const byName = useMemo(() => byUsername(rows), [rows])
  const { byPerson, byGroup } = useMemo(() => pendingCounts(draft, { people: byName, names }), [draft, byName, names])
  const drafted = useMemo(() => byPersonAndGroup(draft), [draft])
  const at = {
    row: Math.max(0, Math.min(cursor.row, rows.length - 1)),
    column: Math.max(0, Math.min(cursor.column, groups.length - 1)),
  }
  const block: Block = { from: anchor ?? at, to: at }

  useEffect(() => {
    const element = scroller.current
    if (element === null) return
    const measure = () =>
      setView({
        top: element.scrollTop,
        left: element.scrollLeft,
        width: element.clientWidth,
        height: element.clientHeight,
      })
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the place is what counts, not the object
  useEffect(() => onFocus(at), [at.row, at.column, rows, names.length])

  /** The first and last place that is drawn: what is seen, and some beyond it. */
  const drawn = (from: number, room: number, size: number, count: number) => {
    const first = Math.max(0, Math.floor(from / size) - spare)
    return [first, Math.min(count - 1, Math.ceil((from + Math.max(0, room)) / size) + spare)] as const
  }
  const [firstRow, lastRow] = drawn(view.top, view.height - headHeight, rowHeight, rows.length)
  const [firstColumn, lastColumn] = drawn(view.left, view.width - nameWidth, columnWidth, groups.length)

  const go = (next: Place, extend: boolean) => {
    setAnchor(extend ? (anchor ?? at) : null)
    setCursor(next)
    const element = scroller.current
    if (element === null) return
    const [top, left] = [next.row * rowHeight, next.column * columnWidth]
    const room = { height: element.clientHeight - headHeight, width: element.clientWidth - nameWidth }
    if (top < element.scrollTop) element.scrollTop = top
    else if (top + rowHeight > element.scrollTop + room.height) element.scrollTop = top + rowHeight - room.height
    if (left < element.scrollLeft) element.scrollLeft = left
    else if (left + columnWidth > element.scrollLeft + room.width) element.scrollLeft = left + columnWidth - room.width
  }
  const { onKey, tick } = useMatrixKeys({
    rows,
    names,
    draft,
    at,
    block,
    page: Math.max(1, Math.floor((view.height - headHeight) / rowHeight) - 1),
    isExtended: anchor !== null,
    go,
    onCollapse: () => setAnchor(null),
    onPreview,
  })

  const placeAt = (event: PointerEvent): Place | null => {
    const element = scroller.current
    if (element === null) return null
    const box = element.getBoundingClientRect()
    const [x, y] = [event.clientX - box.left - nameWidth, event.clientY - box.top - headHeight]
    if (x < 0 || y < 0) return null
    const place = {
      row: Math.floor((y + element.scrollTop) / rowHeight),
      column: Math.floor((x + element.scrollLeft) / columnWidth),
    }
    return place.row < rows.length && place.column < groups.length ? place : null
  }

  /** Marks the place under the pointer, past React: it moves with every pixel. */
  const point = (place: Place | null) => {
    const mark = pointed.current
    if (mark === null) return
    mark.hidden = place === null
    if (place !== null)
      mark.style.transform = `translate(${nameWidth + place.column * columnWidth}px, ${place.row * rowHeight}px)`
  }
  const visibleColumns = useMemo(() => groups.slice(firstColumn, lastColumn + 1), [groups, firstColumn, lastColumn])
  // A row that scrolls out of sight lends its elements to one that comes in: changing them costs half of making them.
  const pool = Math.ceil(view.height / rowHeight) + 2 * spare + 2
  return (
    <div
      ref={scroller}
      className={styles.grid}
      role="grid"
      tabIndex={0}
      aria-label="Matrix of people and groups"
      aria-rowcount={rows.length + 1}
      aria-colcount={groups.length + 1}
      aria-multiselectable
      aria-activedescendant={`matrix-${at.row}-${at.column}`}
      onKeyDown={onKey}
      onScroll={(event) => {
        const { scrollTop, scrollLeft } = event.currentTarget
        setView((before) => ({ ...before, top: scrollTop, left: scrollLeft }))
      }}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        const place = placeAt(event)
        if (place === null) return
        drag.current = { from: place, moved: false }
        go(place, event.shiftKey)
      }}
      onPointerLeave={() => point(null)}
      onPointerMove={(event) => {
        const place = placeAt(event)
        point(place)
        if (place === null || drag.current === null || (place.row === at.row && place.column === at.column)) return
        drag.current.moved = true
        setAnchor(drag.current.from)
        setCursor(place)
      }}
      onPointerUp={(event) => {
        const began = drag.current
        drag.current = null
        if (began !== null && !began.moved && !event.shiftKey) tick({ from: began.from, to: began.from })
      }}
    >
      <MatrixHead
        columns={visibleColumns}
        firstColumn={firstColumn}
        hereColumn={at.column}
        columnWidth={columnWidth}
        width={nameWidth + groups.length * columnWidth + 90}
        pending={byGroup}
        kept={kept}
      />
      <div
        className={styles.body}
        style={{
          height: rows.length * rowHeight,
          width: nameWidth + groups.length * columnWidth,
          backgroundPositionX: nameWidth,
          backgroundSize: `${columnWidth}px 100%`,
        }}
      >
        <div ref={pointed} hidden className={styles.pointed} style={{ width: columnWidth, height: rowHeight }} />
        <div
          className={styles.column}
          style={{ left: nameWidth + at.column * columnWidth, width: columnWidth, height: rows.length * rowHeight }}
        />
        {rows.slice(firstRow, lastRow + 1).map((row, index) => {
          const number = firstRow + index
          const change = byPerson.get(row.username.toLowerCase())
          const own = drafted.get(row.username.toLowerCase())
          const states = visibleColumns.map(({ name }, offset) =>
            stateOf(row.in.has(firstColumn + offset), own?.get(name)),
          )
          const marks =
            anchor === null ? [] : visibleColumns.map((_, offset) => isInBlock(block, number, firstColumn + offset))
          return (
            <RowOf
              key={number % pool}
              number={number}
              top={number * rowHeight}
              height={rowHeight}
              columnWidth={columnWidth}
              firstColumn={firstColumn}
              name={people[number] ?? ''}
              username={row.username}
              groupCount={row.groupCount}
              change={change}
              isHere={number === at.row}
              hereColumn={number === at.row ? at.column : -1}
              states={states.join(' ')}
              marks={marks.map(Number).join('')}
              labels={visibleColumns}
            />
          )
        })}
      </div>
    </div>
  )
})
