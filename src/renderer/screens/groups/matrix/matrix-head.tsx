// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, and says which cell is active
// biome-ignore-all lint/a11y/useSemanticElements: columns that are drawn only where they are seen cannot be a <table>
import { memo } from 'react'
import { count, plural } from '../../../lib/words/format.ts'
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
      <div
        className={styles.corner}
        role="columnheader"
        aria-colindex={1}
        aria-label="Person, and how many groups"
        style={{ width: nameWidth }}
      >
        <span>Person</span>
        <span>Groups</span>
      </div>
      {columns.map(({ name, members }, index) => (
        <ColumnHead
          key={name}
          name={name}
          members={members}
          column={firstColumn + index}
          columnWidth={columnWidth}
          isHere={firstColumn + index === hereColumn}
          plus={pending.get(name)?.plus}
          minus={pending.get(name)?.minus}
          why={kept.get(name)}
        />
      ))}
    </div>
  )
})

interface ColumnHeadProps {
  name: string
  members: number
  column: number
  columnWidth: number
  isHere: boolean
  /** How many members the group gains and loses by the draft; undefined: none are drafted. */
  plus: number | undefined
  minus: number | undefined
  /** Why a directory seems to keep it. */
  why: string | undefined
}

const ColumnHead = memo(function ColumnHead(props: ColumnHeadProps) {
  const { name, members, column, columnWidth, isHere, plus = 0, minus = 0, why } = props
  const changes = props.plus !== undefined
  const draft = changes ? `, ${count(members + plus - minus)} with the draft` : ''
  const keeper = why === undefined ? '' : `. A directory seems to keep it. ${why}`
  const words = `${name}: ${plural(members, 'member', 'members')}${draft}${keeper}`
  return (
    <div
      role="columnheader"
      aria-colindex={column + 2}
      className={styles.columnHead}
      data-here={isHere || undefined}
      style={{ left: nameWidth + column * columnWidth, width: columnWidth }}
      title={words}
    >
      {/* In place of what is drawn, where a long name is cut. */}
      <span className="unseen">{words}</span>
      <span className={styles.slanted} aria-hidden>
        {why !== undefined && <span className={styles.kept}>D</span>}
        <bdi>{name.length > 22 ? `${name.slice(0, 11)}…${name.slice(-10)}` : name}</bdi>
      </span>
      <span aria-hidden className={`${styles.columnCount} numbers`} data-changes={changes || undefined}>
        {count(members + plus - minus)}
      </span>
    </div>
  )
})
