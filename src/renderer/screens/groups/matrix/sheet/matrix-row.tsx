// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, and says which cell is active
// biome-ignore-all lint/a11y/useSemanticElements: cells that are drawn only where they are seen cannot be a <table>; the grid pattern says their size and place
import { memo } from 'react'
import { count, plural } from '../../../../lib/words/format.ts'
import styles from '../matrix.module.css'
import { type CellState, draftedIn, type MatrixRow, type RowDraft, stateOf } from '../matrix-model.ts'
import { nameWidth } from './matrix-sizes.ts'

const words: Readonly<Record<CellState, string>> = {
  member: 'member',
  none: 'not a member',
  add: 'will be added',
  remove: 'will be removed',
}
const signs: Readonly<Record<CellState, string>> = { member: '', none: '', add: '+', remove: '−' }

/** Whether a name may have no room beside its number: 18 wide Latin letters have. */
const mayBeLong = (name: string): boolean => name.length > 18 || /[^\u0020-\u024f]/u.test(name)

interface NameProps {
  name: string
  username: string
  groupCount: number
  /** How many groups the person gains or loses by the draft. */
  change: number | undefined
  height: number
  /** What a screen reader says beside the name. */
  description?: string
}

function Name({ name, username, groupCount, change, height, description }: NameProps) {
  return (
    <div
      role="rowheader"
      aria-colindex={1}
      aria-label={`${name}, in ${plural(groupCount, 'group', 'groups')}${change === undefined ? '' : `, ${count(groupCount + change)} with the draft`}`}
      aria-description={description}
      className={styles.name}
      title={username}
      style={{ width: nameWidth, height }}
    >
      <bdi data-long={mayBeLong(name) || undefined}>{name}</bdi>
      <span className="numbers" data-changes={change !== undefined || undefined}>
        {change === undefined ? groupCount : `${groupCount} → ${groupCount + change}`}
      </span>
    </div>
  )
}

/** The groups of a row whose cells are only a picture, in words. */
function inWords(row: MatrixRow, names: readonly string[], text: string | undefined): string {
  const drafted = draftedIn(text)
  const columns = [...new Set([...row.in, ...drafted.keys()])].sort((one, other) => one - other)
  const all = columns.flatMap((column) => {
    const state = stateOf(row.in.has(column), drafted.get(column))
    const group = names[column] ?? ''
    return state === 'none' ? [] : [state === 'member' ? group : `${group} (${words[state]})`]
  })
  return all.length === 0 ? 'in none of these groups' : all.join(', ')
}

interface NameOfProps extends Partial<RowDraft> {
  number: number
  height: number
  name: string
  row: MatrixRow
  names: readonly string[]
}

/** One person of the matrix without the focus: the name; the cells are part of the sheet, and told in words. */
export const NameOf = memo(function NameOf({ number, height, name, row, names, drafted, change }: NameOfProps) {
  return (
    <div role="row" aria-rowindex={number + 2}>
      <Name
        name={name}
        username={row.username}
        groupCount={row.groupCount}
        change={change}
        height={height}
        description={inWords(row, names, drafted)}
      />
    </div>
  )
})

interface RowOfProps {
  number: number
  top: number
  height: number
  columnWidth: number
  name: string
  username: string
  groupCount: number
  change: number | undefined
  hereColumn: number
  /** The states of the cells, parted by blanks: as text, so that equal rows are told to be equal. */
  states: string
  marks: string
  labels: readonly { name: string }[]
}

/** The person that has the focus, with the cells in which there is something; drawn anew only where something of it changed. */
export const RowOf = memo(function RowOf({
  number,
  top,
  height,
  columnWidth,
  name,
  username,
  groupCount,
  change,
  hereColumn,
  states,
  marks,
  labels,
}: RowOfProps) {
  return (
    <div role="row" aria-rowindex={number + 2} className={styles.row} data-here style={{ top, height }}>
      <Name name={name} username={username} groupCount={groupCount} change={change} height={height} />
      {states.split(' ').map((state, column) => {
        const kind = state as CellState
        const isFocus = column === hereColumn
        const isMarked = marks[column] === '1'
        // Most people are in few of the groups: a place where there is nothing to see is a line of the sheet, and no element.
        if (kind === 'none' && !isFocus && !isMarked) return null
        return (
          <div
            key={labels[column]?.name}
            id={`matrix-${number}-${column}`}
            role="gridcell"
            aria-colindex={column + 2}
            // Only of a block: to tick is not to select.
            aria-selected={marks === '' ? undefined : isMarked}
            aria-label={`${name}, ${labels[column]?.name ?? ''}: ${words[kind]}`}
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
})
