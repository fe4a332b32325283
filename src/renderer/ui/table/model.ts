import {
  columnOrderingFeature,
  columnPinningFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useEffect, useMemo } from 'react'
import type { ColumnPlace } from '../../lib/layout.ts'
import type { Column } from './column.ts'
import { selectWidth } from './geometry.ts'
import type { DataTableProps } from './props.ts'

const features = tableFeatures({
  columnOrderingFeature,
  columnPinningFeature,
  columnSizingFeature,
  columnVisibilityFeature,
})
// The rows are main's: the table keeps the model of the columns alone.
const noData: never[] = []

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
  const definitions = useMemo(
    () => columns.map((column) => ({ id: column.id, size: column.width, header: column.header })),
    [columns],
  )
  const state = useMemo(
    () => ({
      columnOrder: places.map((place) => place.id),
      columnPinning: { start: places.filter((place) => place.pinned).map((place) => place.id), end: [] },
      columnVisibility: Object.fromEntries(places.map((place) => [place.id, place.shown])),
      columnSizing: Object.fromEntries(places.map((place) => [place.id, draft[place.id] ?? place.width])),
    }),
    [places, draft],
  )
  const table = useTable({ features, data: noData, columns: definitions, state })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the table is one object; its state says when it has changed
  const natural = useMemo(() => {
    const byId = new Map(columns.map((column) => [column.id, column]))
    return [...table.getStartVisibleLeafColumns(), ...table.getCenterVisibleLeafColumns()].flatMap((leaf) => {
      const column = byId.get(leaf.id)
      if (!column) return []
      const left = leaf.getIsPinned() ? lead + leaf.getStart('start') : null
      return [{ column, width: leaf.getSize(), left }]
    })
  }, [table, columns, state, lead])
  const { visible, stepped } = useMemo(() => {
    const kept = withRoom(natural, room - lead, places)
    const back = natural.filter((one) => !kept.includes(one)).map((one) => one.column)
    return { visible: fitted(kept, room - lead, places, lead), stepped: back }
  }, [natural, room, places, lead])
  const names = stepped.map((column) => column.header).join('\n')
  useEffect(() => onStepped?.(names === '' ? [] : names.split('\n')), [names, onStepped])
  return { visible, stepped, width: visible.reduce((sum, one) => sum + one.width, lead) }
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
