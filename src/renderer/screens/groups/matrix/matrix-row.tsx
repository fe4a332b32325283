// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, and says which cell is active
// biome-ignore-all lint/a11y/useSemanticElements: cells that are drawn only where they are seen cannot be a <table>; the grid pattern says their size and place
import { memo } from 'react'
import styles from './matrix.module.css'
import type { CellState } from './matrix-model.ts'
import { nameWidth } from './matrix-sizes.ts'

interface RowOfProps {
  number: number
  top: number
  height: number
  columnWidth: number
  firstColumn: number
  name: string
  username: string
  groupCount: number
  change: number | undefined
  isHere: boolean
  hereColumn: number
  /** The states of the visible cells, parted by blanks: as text, so that equal rows are told to be equal. */
  states: string
  marks: string
  labels: readonly { name: string }[]
}

const words: Readonly<Record<CellState, string>> = {
  member: 'member',
  none: 'not a member',
  add: 'will be added',
  remove: 'will be removed',
}
const signs: Readonly<Record<CellState, string>> = { member: '', none: '', add: '+', remove: '−' }

/** One person of the matrix with the cells that are seen; drawn anew only where something of it changed. */
export const RowOf = memo(
  function RowOf({
    number,
    top,
    height,
    columnWidth,
    firstColumn,
    name,
    username,
    groupCount,
    change,
    isHere,
    hereColumn,
    states,
    marks,
    labels,
  }: RowOfProps) {
    return (
      <div
        role="row"
        aria-rowindex={number + 2}
        className={styles.row}
        data-here={isHere || undefined}
        style={{ top, height }}
      >
        <div
          role="rowheader"
          aria-colindex={1}
          className={styles.name}
          title={username}
          style={{ width: nameWidth, height }}
        >
          <bdi>{name}</bdi>
          <span className="numbers" data-changes={change !== undefined || undefined}>
            {change === undefined ? groupCount : `${groupCount} → ${groupCount + change}`}
          </span>
        </div>
        {states.split(' ').map((state, offset) => {
          const column = firstColumn + offset
          const kind = state as CellState
          const isFocus = isHere && column === hereColumn
          const isMarked = marks[offset] === '1'
          // Most people are in few of the groups: a place where there is nothing to see is a line of the sheet, and no element.
          if (kind === 'none' && !isFocus && !isMarked) return null
          return (
            <div
              key={column}
              id={`matrix-${number}-${column}`}
              role="gridcell"
              aria-colindex={column + 2}
              aria-selected={isFocus || isMarked}
              aria-label={`${name}, ${labels[offset]?.name ?? ''}: ${words[kind]}`}
              className={styles.cell}
              data-state={kind}
              data-focus={isFocus || undefined}
              data-marked={isMarked || undefined}
              style={{ left: nameWidth + column * columnWidth, width: columnWidth, height }}
            >
              {signs[kind]}
            </div>
          )
        })}
      </div>
    )
  },
  (before, now) =>
    before.states === now.states &&
    before.marks === now.marks &&
    before.isHere === now.isHere &&
    before.hereColumn === now.hereColumn &&
    before.top === now.top &&
    before.height === now.height &&
    before.change === now.change &&
    before.firstColumn === now.firstColumn &&
    before.columnWidth === now.columnWidth &&
    before.username === now.username &&
    before.name === now.name &&
    before.groupCount === now.groupCount,
)
