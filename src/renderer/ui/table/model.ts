import {
  columnOrderingFeature,
  columnPinningFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useMemo } from 'react'
import type { ColumnPlace } from '../../lib/layout.ts'
import type { Column } from './column.ts'
import { selectWidth } from './geometry.ts'

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
  columns: readonly Column<Row>[],
  places: readonly ColumnPlace[],
  draft: Record<string, number>,
  selectable: boolean,
): { visible: Placed<Row>[]; width: number } {
  const lead = selectable ? selectWidth : 0
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
  const visible = useMemo(() => {
    const byId = new Map(columns.map((column) => [column.id, column]))
    return [...table.getStartVisibleLeafColumns(), ...table.getCenterVisibleLeafColumns()].flatMap((leaf) => {
      const column = byId.get(leaf.id)
      if (!column) return []
      const left = leaf.getIsPinned() ? lead + leaf.getStart('start') : null
      return [{ column, width: leaf.getSize(), left }]
    })
  }, [table, columns, state, lead])
  return { visible, width: visible.reduce((sum, one) => sum + one.width, lead) }
}
