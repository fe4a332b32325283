import { memo } from 'react'
import sheet from '../matrix.module.css'
import { type Block, draftedIn, type MatrixRow, stateOf } from '../matrix-model.ts'
import { bandSize, bandsOf } from './matrix-bands.ts'
import styles from './matrix-marks.module.css'
import { nameWidth } from './matrix-sizes.ts'

interface Cells {
  /** Pixels of a cell. */
  rowHeight: number
  columnWidth: number
}

interface MemberDotsProps extends Cells {
  rows: readonly MatrixRow[]
  columns: number
}

/**
 * A dot for each membership that is so now, in fixed pieces that scrolling, moving and ticking leave as they are: what is drafted is drawn
 * over them. They cost one element a piece, not one a cell.
 */
export const MemberDots = memo(function MemberDots({ rows, columns, rowHeight, columnWidth }: MemberDotsProps) {
  const across = bandsOf(columns)
  const pieces = new Map<number, string>()
  for (const [number, row] of rows.entries())
    for (const column of row.in) {
      const piece = Math.floor(number / bandSize) * across + Math.floor(column / bandSize)
      const [x, y] = [
        nameWidth + column * columnWidth + (columnWidth - 1) / 2,
        number * rowHeight + (rowHeight - 1) / 2,
      ]
      pieces.set(piece, `${pieces.get(piece) ?? ''}M${x} ${y}h0`)
    }
  return [...pieces].map(([piece, outline]) => <path key={piece} className={styles.memberDots} d={outline} />)
})

interface DraftMarksProps extends Cells {
  row: MatrixRow
  number: number
  /** What is drafted for the person, as `draftedTexts` says it. */
  drafted: string
}

/** What is drafted for one person; a removal hides the dot below it. */
export const DraftMarks = memo(function DraftMarks({ row, number, drafted, rowHeight, columnWidth }: DraftMarksProps) {
  const top = number * rowHeight
  const outlines = { add: '', remove: '', plus: '', minus: '' }
  for (const [column, wanted] of draftedIn(drafted)) {
    const state = stateOf(row.in.has(column), wanted)
    if (state !== 'add' && state !== 'remove') continue
    const left = nameWidth + column * columnWidth
    const [x, y] = [left + (columnWidth - 1) / 2, top + (rowHeight - 1) / 2]
    outlines[state] += `M${left + 1.5} ${top + 1.5}h${columnWidth - 4}v${rowHeight - 4}h${4 - columnWidth}z`
    if (state === 'add') outlines.plus += `M${x - 4} ${y}h8M${x} ${y - 4}v8`
    else outlines.minus += `M${x - 4} ${y}h8`
  }
  return (
    <>
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

/** The cells of a block that is marked: below what they say, and, with `edge`, the line around them above it. */
export function BlockOf({ block: { from, to }, rowHeight, columnWidth, edge }: Cells & { block: Block; edge?: true }) {
  const [row, column] = [Math.min(from.row, to.row), Math.min(from.column, to.column)]
  return (
    <div
      className={edge ? sheet.blockEdge : sheet.block}
      style={{
        left: nameWidth + column * columnWidth,
        top: row * rowHeight,
        width: (Math.abs(from.column - to.column) + 1) * columnWidth,
        height: (Math.abs(from.row - to.row) + 1) * rowHeight,
        backgroundSize: `${columnWidth}px ${rowHeight}px`,
      }}
    />
  )
}
