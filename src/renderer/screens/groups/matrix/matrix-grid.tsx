// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, and says which cell is active
// biome-ignore-all lint/a11y/useSemanticElements: cells that are drawn only where they are seen cannot be a <table>; the grid pattern says their size and place
import { memo, useEffect, useMemo, useRef, useState } from 'react'
import type { Draft } from '../../../features/groups/draft.ts'
import styles from './matrix.module.css'
import { MatrixHead } from './matrix-head.tsx'
import { useMatrixKeys } from './matrix-keys.ts'
import { RowMarks } from './matrix-marks.tsx'
import {
  type Block,
  byUsername,
  columnsOf,
  draftedIn,
  draftedTexts,
  isInBlock,
  type MatrixRow,
  type Place,
  pendingCounts,
  rowNames,
  sizeOf,
  stateOf,
} from './matrix-model.ts'
import { useMatrixPointer } from './matrix-pointer.ts'
import { NameOf, RowOf } from './matrix-row.tsx'
import { headHeight, nameWidth, sizes } from './matrix-sizes.ts'
import { useMatrixView } from './matrix-view.ts'

interface MatrixGridProps {
  rows: readonly MatrixRow[]
  groups: readonly { name: string; members: number }[]
  draft: Draft
  /** Groups that a directory seems to keep, with why. */
  kept: ReadonlyMap<string, string>
  dense: boolean
  /** Where the focus is, and how many places are marked. */
  onFocus: (place: Place, marked: number) => void
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
  const { window, height, look } = useMatrixView(scroller, rows.length, groups.length, { rowHeight, columnWidth })
  const { firstRow, lastRow, firstColumn, lastColumn } = window
  const [cursor, setCursor] = useState<Place>({ row: 0, column: 0 })
  const [anchor, setAnchor] = useState<Place | null>(null)
  const pointed = useRef<HTMLDivElement>(null)
  const names = useMemo(() => groups.map(({ name }) => name), [groups])
  const people = useMemo(() => rowNames(rows), [rows])
  const byName = useMemo(() => byUsername(rows), [rows])
  const columns = useMemo(() => columnsOf(names), [names])
  const { byPerson, byGroup } = useMemo(
    () => pendingCounts(draft, { people: byName, columns }),
    [draft, byName, columns],
  )
  const drafted = useMemo(() => draftedTexts(draft, columns), [draft, columns])
  const at = {
    row: Math.max(0, Math.min(cursor.row, rows.length - 1)),
    column: Math.max(0, Math.min(cursor.column, groups.length - 1)),
  }
  const block: Block = { from: anchor ?? at, to: at }

  const size = sizeOf(block)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the place is what counts, not the object
  useEffect(() => onFocus(at, size), [at.row, at.column, size, rows, names.length])

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
    page: Math.max(1, Math.floor((height - headHeight) / rowHeight) - 1),
    isExtended: anchor !== null,
    go,
    onCollapse: () => setAnchor(null),
    onPreview,
  })

  const pointer = useMatrixPointer(scroller, pointed, {
    rows: rows.length,
    columns: groups.length,
    rowHeight,
    columnWidth,
    at,
    go,
    onDrag: (from, to) => {
      setAnchor(from)
      setCursor(to)
    },
    tick,
  })
  const visibleColumns = useMemo(() => groups.slice(firstColumn, lastColumn + 1), [groups, firstColumn, lastColumn])
  const here = rows[at.row]
  const own = draftedIn(here && drafted.get(here.username.toLowerCase()))
  const marked = anchor === null ? null : block
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
      onScroll={look}
      {...pointer}
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
        <div
          className={styles.column}
          style={{
            left: nameWidth + at.column * columnWidth,
            width: columnWidth,
            top: firstRow * rowHeight,
            height: (lastRow + 1 - firstRow) * rowHeight,
          }}
        />
        <svg
          aria-hidden
          className={styles.sheet}
          width={nameWidth + groups.length * columnWidth}
          height={rows.length * rowHeight}
        >
          {rows.slice(firstRow, lastRow + 1).map((row, index) => {
            const number = firstRow + index
            if (number === at.row) return null
            const isMarked = marked !== null && isInBlock(marked, number, marked.from.column)
            return (
              <RowMarks
                key={number}
                row={row}
                number={number}
                columns={names.length}
                firstColumn={firstColumn}
                lastColumn={lastColumn}
                rowHeight={rowHeight}
                columnWidth={columnWidth}
                drafted={drafted.get(row.username.toLowerCase())}
                markedFrom={isMarked ? Math.min(marked.from.column, marked.to.column) : undefined}
                markedTo={isMarked ? Math.max(marked.from.column, marked.to.column) : undefined}
              />
            )
          })}
        </svg>
        {here !== undefined && (
          <RowOf
            number={at.row}
            top={at.row * rowHeight}
            height={rowHeight}
            columnWidth={columnWidth}
            firstColumn={firstColumn}
            name={people[at.row] ?? ''}
            username={here.username}
            groupCount={here.groupCount}
            change={byPerson.get(here.username.toLowerCase())}
            hereColumn={at.column}
            states={visibleColumns
              .map((_, offset) => stateOf(here.in.has(firstColumn + offset), own.get(firstColumn + offset)))
              .join(' ')}
            marks={
              marked === null
                ? ''
                : visibleColumns.map((_, offset) => Number(isInBlock(marked, at.row, firstColumn + offset))).join('')
            }
            labels={visibleColumns}
          />
        )}
        <div className={styles.names} style={{ width: nameWidth, height: rows.length * rowHeight }}>
          {rows.slice(firstRow, lastRow + 1).map((row, index) => {
            const number = firstRow + index
            if (number === at.row) return null
            return (
              <NameOf
                key={number}
                number={number}
                top={number * rowHeight}
                height={rowHeight}
                name={people[number] ?? ''}
                row={row}
                names={names}
                drafted={drafted.get(row.username.toLowerCase())}
                change={byPerson.get(row.username.toLowerCase())}
              />
            )
          })}
        </div>
        <div ref={pointed} hidden className={styles.pointed} style={{ width: columnWidth, height: rowHeight }} />
      </div>
    </div>
  )
})
