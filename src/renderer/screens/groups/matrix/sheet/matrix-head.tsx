// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, and says which cell is active
// biome-ignore-all lint/a11y/useSemanticElements: columns that are drawn only where they are seen cannot be a <table>
import { memo, type RefObject, useMemo } from 'react'
import { count, plural } from '../../../../lib/words/format.ts'
import { bandSize, useBands } from './matrix-bands.ts'
import styles from './matrix-head.module.css'
import { headHeight, nameWidth } from './matrix-sizes.ts'

interface MatrixHeadProps {
  scroller: RefObject<HTMLDivElement | null>
  columns: readonly { name: string; members: number }[]
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
  scroller,
  columns,
  hereColumn,
  columnWidth,
  width,
  pending,
  kept,
}: MatrixHeadProps) {
  const bands = useBands(scroller, { way: 'across', length: columns.length, size: columnWidth, of: columns })
  const shown = bands.flatMap((band) =>
    columns.slice(band * bandSize, (band + 1) * bandSize).map((_, index) => band * bandSize + index),
  )
  // Said once for all, not again with each move.
  const said = useMemo(
    () =>
      columns.map(({ name, members }) => {
        const why = kept.get(name)
        return {
          size: `${name}: ${plural(members, 'member', 'members')}`,
          keeper: why === undefined ? '' : `. A directory seems to manage it. ${why}`,
        }
      }),
    [columns, kept],
  )
  const headOf = (column: number): ColumnHeadProps => {
    const { name, members } = columns[column] ?? { name: '', members: 0 }
    const change = pending.get(name)
    const size = members + (change?.plus ?? 0) - (change?.minus ?? 0)
    const draft = change === undefined ? '' : `, ${count(size)} with the draft`
    const words = `${said[column]?.size}${draft}${said[column]?.keeper}`
    const isHere = column === hereColumn
    return { name, column, columnWidth, isHere, size, changes: change !== undefined, words, isKept: kept.has(name) }
  }
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
      {shown.map((column) => (
        <ColumnHead key={columns[column]?.name} {...headOf(column)} />
      ))}
      {/* One thing is turned, not each name: what is turned is a picture of its own to put together in each frame. */}
      <div className={styles.labels} style={{ left: nameWidth + columnWidth / 2 }} aria-hidden>
        {shown.map((column) => (
          <SlantedName key={columns[column]?.name} {...headOf(column)} />
        ))}
      </div>
    </div>
  )
})

interface ColumnHeadProps {
  name: string
  column: number
  columnWidth: number
  isHere: boolean
  /** How many members the group has, as it would be. */
  size: number
  /** Whether the draft changes that. */
  changes: boolean
  /** All of it in words. */
  words: string
  /** Whether a directory seems to keep it. */
  isKept: boolean
}

const ColumnHead = memo(function ColumnHead({ column, columnWidth, isHere, size, changes, words }: ColumnHeadProps) {
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
      <span className={styles.told}>{words}</span>
      <span aria-hidden className={`${styles.columnCount} numbers`} data-changes={changes || undefined}>
        {count(size)}
      </span>
    </div>
  )
})

/** Where a name begins, by pixels across in the head: in the turned sheet, down and to the right. */
const placeOf = (across: number) => ({ left: across * Math.cos(Math.PI / 3), bottom: -across * Math.sin(Math.PI / 3) })

const SlantedName = memo(function SlantedName({ name, column, columnWidth, isHere, words, isKept }: ColumnHeadProps) {
  return (
    <span
      className={styles.slanted}
      data-here={isHere || undefined}
      style={placeOf(column * columnWidth)}
      title={words}
    >
      {isKept && <span className={styles.kept}>D</span>}
      <bdi>{name.length > 22 ? `${name.slice(0, 11)}…${name.slice(-10)}` : name}</bdi>
    </span>
  )
})
