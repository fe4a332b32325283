// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, and says which cell is active
// biome-ignore-all lint/a11y/useSemanticElements: cells that are drawn only where they are seen cannot be a <table>; the grid pattern says their size and place
import { memo, useEffect, useMemo, useRef, useState } from 'react'
import type { Draft } from '../../../features/groups/draft.ts'
import styles from './matrix.module.css'
import { useMatrixKeys } from './matrix-keys.ts'
import {
  type Block,
  byUsername,
  columnsOf,
  draftedIn,
  draftedTexts,
  isInBlock,
  type MatrixRow,
  numbersOf,
  type Place,
  pendingCounts,
  rowDrafts,
  rowNames,
  sizeOf,
  stateOf,
} from './matrix-model.ts'
import { useMatrixPointer } from './matrix-pointer.ts'
import { MatrixHead } from './sheet/matrix-head.tsx'
import { BlockOf, DraftMarks, MemberDots } from './sheet/matrix-marks.tsx'
import { MatrixNames } from './sheet/matrix-names.tsx'
import { RowOf } from './sheet/matrix-row.tsx'
import { headHeight, nameWidth, sizes } from './sheet/matrix-sizes.ts'

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

/** People by groups: one tab stop, arrows move, Space ticks, Shift selects a block. All of it is there: scrolling changes nothing. */
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
  const numbers = useMemo(() => numbersOf(rows), [rows])
  const drafts = useMemo(
    () => rowDrafts(numbers, byPerson, draftedTexts(draft, columns)),
    [numbers, byPerson, draft, columns],
  )
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
    page: () => Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - headHeight) / rowHeight) - 1),
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
  const here = rows[at.row]
  const own = draftedIn(drafts.get(at.row)?.drafted)
  const marked = anchor === null ? null : block
  const [width, height] = [nameWidth + groups.length * columnWidth, rows.length * rowHeight]
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
      {...pointer}
    >
      <MatrixHead
        scroller={scroller}
        columns={groups}
        hereColumn={at.column}
        columnWidth={columnWidth}
        width={width + 90}
        pending={byGroup}
        kept={kept}
      />
      <div className={styles.body} style={{ height, width }}>
        <div className={styles.lines} style={{ left: nameWidth, backgroundSize: `${columnWidth}px ${rowHeight}px` }} />
        <div
          className={styles.column}
          style={{
            left: nameWidth + at.column * columnWidth,
            width: columnWidth,
            height,
            backgroundSize: `100% ${rowHeight}px`,
          }}
        />
        {marked !== null && <BlockOf block={marked} rowHeight={rowHeight} columnWidth={columnWidth} />}
        <svg aria-hidden className={styles.sheet} width={width} height={height}>
          <MemberDots rows={rows} columns={names.length} rowHeight={rowHeight} columnWidth={columnWidth} />
          {[...drafts].map(([number, { drafted }]) => {
            const row = rows[number]
            if (row === undefined || drafted === undefined) return null
            return (
              <DraftMarks
                key={number}
                row={row}
                number={number}
                drafted={drafted}
                rowHeight={rowHeight}
                columnWidth={columnWidth}
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
            name={people[at.row] ?? ''}
            username={here.username}
            groupCount={here.groupCount}
            change={drafts.get(at.row)?.change}
            hereColumn={at.column}
            states={groups.map((_, column) => stateOf(here.in.has(column), own.get(column))).join(' ')}
            marks={marked === null ? '' : groups.map((_, column) => Number(isInBlock(marked, at.row, column))).join('')}
            labels={groups}
          />
        )}
        {marked !== null && <BlockOf block={marked} rowHeight={rowHeight} columnWidth={columnWidth} edge />}
        <MatrixNames
          scroller={scroller}
          rows={rows}
          people={people}
          names={names}
          drafts={drafts}
          hereRow={at.row}
          rowHeight={rowHeight}
        />
        <div ref={pointed} hidden className={styles.pointed} style={{ width: columnWidth, height: rowHeight }} />
      </div>
    </div>
  )
})
