// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, and says which cell is active
// biome-ignore-all lint/a11y/useSemanticElements: columns that are drawn only where they are seen cannot be a <table>
import { memo } from 'react'
import { count } from '../../../lib/words/format.ts'
import styles from './matrix.module.css'
import { headHeight, nameWidth } from './matrix-sizes.ts'

interface MatrixHeadProps {
  /** The groups that are seen. */
  columns: readonly { name: string; members: number }[]
  firstColumn: number
  hereColumn: number
  columnWidth: number
  width: number
  /** How many members each group gains and loses by the draft. */
  pending: ReadonlyMap<string, { plus: number; minus: number }>
  /** Groups that a directory seems to keep, with why. */
  kept: ReadonlyMap<string, string>
}

/** The names of the groups above the matrix, each with its number of members as it would be. */
export const MatrixHead = memo(function MatrixHead({
  columns,
  firstColumn,
  hereColumn,
  columnWidth,
  width,
  pending,
  kept,
}: MatrixHeadProps) {
  return (
    <div className={styles.head} role="row" aria-rowindex={1} style={{ width, height: headHeight }}>
      <div className={styles.corner} role="columnheader" aria-colindex={1} style={{ width: nameWidth }}>
        <span>Person</span>
        <span>Groups</span>
      </div>
      {columns.map(({ name, members }, index) => {
        const column = firstColumn + index
        const change = pending.get(name)
        return (
          <div
            key={name}
            role="columnheader"
            aria-colindex={column + 2}
            className={styles.columnHead}
            data-here={column === hereColumn || undefined}
            style={{ left: nameWidth + column * columnWidth, width: columnWidth }}
            title={`${name}: ${count(members)} members${change ? `, +${change.plus} −${change.minus}` : ''}${kept.has(name) ? `. A directory seems to keep it. ${kept.get(name)}` : ''}`}
          >
            <span className={styles.slanted}>
              {kept.has(name) && <span className={styles.kept}>D</span>}
              <bdi>{name.length > 22 ? `${name.slice(0, 11)}…${name.slice(-10)}` : name}</bdi>
            </span>
            <span className={`${styles.columnCount} numbers`} data-changes={change !== undefined || undefined}>
              {count(members + (change?.plus ?? 0) - (change?.minus ?? 0))}
            </span>
          </div>
        )
      })}
    </div>
  )
})
