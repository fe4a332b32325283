// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, and says which cell is active
// biome-ignore-all lint/a11y/useSemanticElements: cells that are a picture cannot be a <table>; the grid pattern says their size and place
import { memo, type RefObject, useMemo } from 'react'
import styles from '../matrix.module.css'
import { draftedByBand, draftsOfBand, type MatrixRow, type RowDraft } from '../matrix-model.ts'
import { bandSize, useBands } from './matrix-bands.ts'
import { NameOf } from './matrix-row.tsx'
import { nameWidth } from './matrix-sizes.ts'

interface MatrixNamesProps {
  scroller: RefObject<HTMLDivElement | null>
  rows: readonly MatrixRow[]
  /** What each row is called. */
  people: readonly string[]
  /** Names of the groups, column by column. */
  names: readonly string[]
  drafts: ReadonlyMap<number, RowDraft>
  /** The row that has the focus, which is drawn with its cells elsewhere. */
  hereRow: number
  rowHeight: number
}

/** The people of the matrix beside their cells, but for the one that has the focus. */
export function MatrixNames({ scroller, rows, people, names, drafts, hereRow, rowHeight }: MatrixNamesProps) {
  const bands = useBands(scroller, { way: 'down', length: rows.length, size: rowHeight, of: rows })
  const drafted = useMemo(() => draftedByBand(drafts, bandSize), [drafts])
  return (
    <div className={styles.names} style={{ width: nameWidth, height: rows.length * rowHeight }}>
      {bands.map((band) => (
        <NamesBand
          key={band}
          band={band}
          rows={rows}
          people={people}
          names={names}
          drafted={drafted.get(band)}
          here={Math.floor(hereRow / bandSize) === band ? hereRow : null}
          rowHeight={rowHeight}
        />
      ))}
    </div>
  )
}

interface NamesBandProps extends Pick<MatrixNamesProps, 'rows' | 'people' | 'names' | 'rowHeight'> {
  band: number
  /** What is drafted for people of the band, as text: equal bands are told to be equal. */
  drafted: string | undefined
  here: number | null
}

const NamesBand = memo(function NamesBand({ band, rows, people, names, drafted, here, rowHeight }: NamesBandProps) {
  const first = band * bandSize
  const shown = rows.slice(first, first + bandSize)
  const drafts = draftsOfBand(drafted)
  return (
    <div className={styles.band} style={{ top: first * rowHeight, height: shown.length * rowHeight }}>
      {shown.map((row, index) => {
        const number = first + index
        if (number === here) return <div key={number} style={{ height: rowHeight }} />
        const own = drafts.get(number)
        return (
          <NameOf
            key={number}
            number={number}
            height={rowHeight}
            name={people[number] ?? ''}
            row={row}
            names={names}
            drafted={own?.drafted}
            change={own?.change}
          />
        )
      })}
    </div>
  )
})
