import { useEffect, useMemo } from 'react'
import type { ColumnPlace } from '../../lib/layout.ts'
import type { Column } from './column.ts'
import { selectWidth } from './geometry.ts'
import type { DataTableProps } from './props.ts'

/** A column where it stands; `left` for those that are pinned. */
export interface Placed<Row> {
  column: Column<Row>
  width: number
  left: number | null
}

/** The columns that are shown, in order, with their widths; `draft` holds a width that is being dragged. */
export function useColumnModel<Row>(
  { columns, places, selection, onStepped }: DataTableProps<Row>,
  draft: Record<string, number>,
  room: number,
): { visible: Placed<Row>[]; stepped: Column<Row>[]; width: number } {
  const lead = selection ? selectWidth : 0
  // Each change of it draws every row anew.
  const natural = useMemo(() => placed(columns, places, draft, lead), [columns, places, draft, lead])
  const { visible, stepped } = useMemo(() => {
    const kept = withRoom(natural, room - lead, places)
    const back = natural.filter((one) => !kept.includes(one)).map((one) => one.column)
    return { visible: fitted(kept, room - lead, places, lead), stepped: back }
  }, [natural, room, places, lead])
  const names = stepped.map((column) => column.header).join('\n')
  useEffect(() => onStepped?.(names === '' ? [] : names.split('\n')), [names, onStepped])
  return { visible, stepped, width: visible.reduce((sum, one) => sum + one.width, lead) }
}

/** The columns that are shown, at their own widths; `places` have the pinned ones first. */
function placed<Row>(
  columns: readonly Column<Row>[],
  places: readonly ColumnPlace[],
  draft: Record<string, number>,
  lead: number,
): Placed<Row>[] {
  const byId = new Map(columns.map((column) => [column.id, column]))
  let left = lead
  return places.flatMap((place) => {
    const column = byId.get(place.id)
    if (column === undefined || !place.shown) return []
    const width = draft[place.id] ?? place.width
    const one = { column, width, left: place.pinned ? left : null }
    left += width
    return [one]
  })
}

// A width that a person chose is kept to the pixel.
const own = <Row>({ column, width }: Placed<Row>, places: readonly ColumnPlace[]) =>
  width !== column.width || !places.some((place) => place.id === column.id && place.width === column.width)
const narrowest = <Row>(one: Placed<Row>, places: readonly ColumnPlace[]) =>
  own(one, places) ? one.width : (one.column.least ?? one.width)

/**
 * The columns that stay where there is no room for all at their narrowest: one after the other steps back, in its turn. If even that
 * does not do, all stay, and the table scrolls.
 */
export function withRoom<Row>(
  natural: readonly Placed<Row>[],
  room: number,
  places: readonly ColumnPlace[],
): readonly Placed<Row>[] {
  const needed = (some: readonly Placed<Row>[]) => some.reduce((sum, one) => sum + narrowest(one, places), 0)
  const turns = places
    .filter((place) => place.shown && place.yields !== undefined)
    .sort((one, other) => (one.yields ?? 0) - (other.yields ?? 0))
  let kept = natural
  for (const { id } of turns) {
    if (room <= 0 || needed(kept) <= room) break
    kept = kept.filter((one) => one.column.id !== id)
  }
  return needed(kept) <= room ? kept : natural
}

// A name that stands far from its numbers is hard to read along.
const widest = 1.8

/**
 * Makes the columns fit the room: what is left over goes to those that grow, what is missing is taken from those that may be
 * narrower, if that is enough; else their own widths stay and the table scrolls. Pinned ones move along.
 */
export function fitted<Row>(
  natural: readonly Placed<Row>[],
  room: number,
  places: readonly ColumnPlace[],
  lead: number,
): Placed<Row>[] {
  const over = room - natural.reduce((sum, one) => sum + one.width, 0)
  const share = (one: Placed<Row>) => {
    if (over <= 0) return one.width - narrowest(one, places)
    return own(one, places) ? 0 : (one.column.grow ?? 0)
  }
  const shares = natural.reduce((sum, one) => sum + share(one), 0)
  if (room <= 0 || over === 0 || shares === 0 || over < -shares) return [...natural]
  let left = lead
  return natural.map((one) => {
    const width = Math.min(one.width * widest, one.width + Math.floor((over * share(one)) / shares))
    const placed = { ...one, width, left: one.left === null ? null : left }
    left += width
    return placed
  })
}
