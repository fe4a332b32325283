import { useTableLayout } from './application/settings.ts'
import { arrange, type ColumnDefault, type ColumnPlace, layoutOf } from './layout.ts'

/** The columns of a table as the person left them, and how to change and reset them. */
export function useColumns(table: string, columns: readonly ColumnDefault[]) {
  const { layout, change } = useTableLayout(table)
  return {
    places: arrange(columns, layout),
    onPlaces: (places: ColumnPlace[]) => change(layoutOf(places, columns)),
    onReset: () => change(undefined),
  }
}
