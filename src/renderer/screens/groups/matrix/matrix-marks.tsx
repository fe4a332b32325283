import { memo } from 'react'
import styles from './matrix-marks.module.css'
import { draftedIn, type MatrixRow, stateOf } from './matrix-model.ts'
import { nameWidth } from './matrix-sizes.ts'

interface RowMarksProps {
  row: MatrixRow
  number: number
  /** How many groups there are. */
  columns: number
  firstColumn: number
  lastColumn: number
  rowHeight: number
  columnWidth: number
  /** What is drafted for the person, as `draftedTexts` says it. */
  drafted: string | undefined
  /** The first and last column that are marked; undefined: none. */
  markedFrom: number | undefined
  markedTo: number | undefined
}

/** The cells of one row as a few outlines: its line, a dot for each membership, and what is drafted. It costs one element, not one a cell. */
export const RowMarks = memo(function RowMarks(props: RowMarksProps) {
  const { row, number, columns, firstColumn, lastColumn, rowHeight, columnWidth, markedFrom, markedTo } = props
  const drafted = draftedIn(props.drafted)
  const top = number * rowHeight
  const outlines = { member: '', add: '', remove: '', plus: '', minus: '' }
  for (let column = firstColumn; column <= lastColumn; column++) {
    const state = stateOf(row.in.has(column), drafted.get(column))
    if (state === 'none') continue
    const left = nameWidth + column * columnWidth
    const [x, y] = [left + (columnWidth - 1) / 2, top + (rowHeight - 1) / 2]
    if (state === 'member') {
      outlines.member += `M${x} ${y}h0`
      continue
    }
    outlines[state] += `M${left + 1.5} ${top + 1.5}h${columnWidth - 4}v${rowHeight - 4}h${4 - columnWidth}z`
    if (state === 'add') outlines.plus += `M${x - 4} ${y}h8M${x} ${y - 4}v8`
    else outlines.minus += `M${x - 4} ${y}h8`
  }
  return (
    <>
      <path className={styles.rowLine} d={`M0 ${top + rowHeight - 0.5}h${nameWidth + columns * columnWidth}`} />
      {markedFrom !== undefined && markedTo !== undefined && (
        <path
          className={styles.markedPart}
          d={Array.from(
            { length: markedTo - markedFrom + 1 },
            (_, at) =>
              `M${nameWidth + (markedFrom + at) * columnWidth} ${top}h${columnWidth - 1}v${rowHeight - 1}h${1 - columnWidth}z`,
          ).join('')}
        />
      )}
      {outlines.member !== '' && <path className={styles.memberDots} d={outlines.member} />}
      {outlines.add !== '' && (
        <>
          <path className={styles.addBox} d={outlines.add} />
          <path className={styles.plusSign} d={outlines.plus} />
        </>
      )}
      {outlines.remove !== '' && (
        <>
          <path className={styles.removeBox} d={outlines.remove} />
          <path className={styles.minusSign} d={outlines.minus} />
        </>
      )}
    </>
  )
})
