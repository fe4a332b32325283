// biome-ignore-all lint/a11y/useSemanticElements: see data-table.tsx
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names the active cell
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid hears the keys
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { type PointerEvent, useRef, useState } from 'react'
import type { ColumnPlace } from '../../lib/layout.ts'
import { droppedOn } from '../../lib/layout.ts'
import { headState, type Selection } from '../../lib/selection.ts'
import type { TableSort } from './column.ts'
import { cellId, headHeight } from './geometry.ts'
import type { Placed } from './model.ts'
import styles from './table.module.css'

interface HeadProps<Row> {
  id: string
  visible: readonly Placed<Row>[]
  width: number
  /** The table scrolls sideways, past what is pinned. */
  wide: boolean
  sort: readonly TableSort[]
  /** Which column's head the cursor is on. */
  active: number | null
  places: readonly ColumnPlace[]
  onPlaces: (places: ColumnPlace[]) => void
  onSort: (index: number, add: boolean) => void
  onMenu: (index: number, x: number, y: number) => void
  onResize: (column: string, to: number, done: boolean) => void
  selection: Selection | undefined
  total: number
  onSelectPage: () => void
}

/** The heads of the columns: press to sort, drag to move, drag the edge to resize, right-click for everything else. */
export function TableHead<Row>(props: HeadProps<Row>) {
  const { visible, sort, selection } = props
  const dragged = useRef<string | null>(null)
  const [target, setTarget] = useState<string | null>(null)
  const state = selection ? headState(selection, props.total) : 'none'
  return (
    <div role="rowgroup" className={styles.head} style={{ minWidth: props.width, height: headHeight }}>
      <div role="row" aria-rowindex={1} className={styles.headRow}>
        {selection && (
          <div
            role="columnheader"
            className={styles.select}
            title={state === 'none' ? 'Select the rows in view' : 'Select nothing'}
            onClick={props.onSelectPage}
            data-testid="select-head"
          >
            <span className="unseen">Selection</span>
            <span
              className={styles.box}
              data-checked={state === 'all' || undefined}
              data-some={state === 'some' || undefined}
              aria-hidden
            />
          </div>
        )}
        {visible.map(({ column, width, left }, index) => {
          const order = sort.findIndex((one) => one.by === column.sortBy)
          const direction = order >= 0 ? sort[order]?.direction : undefined
          const Arrow = direction === 'desc' ? IconArrowDown : IconArrowUp
          return (
            <div
              key={column.id}
              id={cellId(props.id, -1, index)}
              role="columnheader"
              aria-sort={
                direction === 'asc'
                  ? 'ascending'
                  : direction === 'desc'
                    ? 'descending'
                    : column.sortBy
                      ? 'none'
                      : undefined
              }
              className={column.align === 'end' ? styles.headCellEnd : styles.headCell}
              style={{ width, left: (props.wide ? left : null) ?? undefined }}
              data-pinned={left !== null || undefined}
              data-active={props.active === index || undefined}
              data-target={target === column.id || undefined}
              data-sortable={column.sortBy ? true : undefined}
              title={column.about ? `${column.header}: ${column.about}` : column.header}
              draggable
              onDragStart={(event) => {
                dragged.current = column.id
                event.dataTransfer.effectAllowed = 'move'
                event.dataTransfer.setData('text/plain', column.id)
              }}
              onDragOver={(event) => {
                if (dragged.current === null || dragged.current === column.id) return
                event.preventDefault()
                setTarget(column.id)
              }}
              onDragLeave={() => setTarget(null)}
              onDragEnd={() => {
                dragged.current = null
                setTarget(null)
              }}
              onDrop={(event) => {
                event.preventDefault()
                if (dragged.current) props.onPlaces(droppedOn(props.places, dragged.current, column.id))
                setTarget(null)
              }}
              onClick={(event) => props.onSort(index, event.shiftKey)}
              onContextMenu={(event) => {
                event.preventDefault()
                props.onMenu(index, event.clientX, event.clientY)
              }}
            >
              <span className={styles.headWord}>{column.header}</span>
              {direction && (
                <span className={styles.sortMark} aria-hidden>
                  <Arrow size={13} stroke={2} />
                  {sort.length > 1 && order + 1}
                </span>
              )}
              <Edge width={width} onResize={(to, done) => props.onResize(column.id, to, done)} />
            </div>
          )
        })}
      </div>
    </div>
  )
}

/** The edge of a head that is dragged to make the column wider. Shift with the arrow keys does the same. */
function Edge({ width, onResize }: { width: number; onResize: (to: number, done: boolean) => void }) {
  const start = useRef<{ x: number; width: number } | null>(null)
  const to = (event: PointerEvent) => (start.current ? start.current.width + event.clientX - start.current.x : width)
  return (
    <span
      className={styles.edge}
      aria-hidden
      draggable
      onDragStart={(event) => {
        event.preventDefault()
        event.stopPropagation()
      }}
      onClick={(event) => event.stopPropagation()}
      onPointerDown={(event) => {
        event.preventDefault()
        start.current = { x: event.clientX, width }
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={(event) => start.current && onResize(to(event), false)}
      onPointerUp={(event) => {
        if (start.current) onResize(to(event), true)
        start.current = null
      }}
    />
  )
}
