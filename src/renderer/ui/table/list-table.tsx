import { useSettings } from '../../lib/application/settings.ts'
import { useColumns } from '../../lib/list-columns.ts'
import { FailureState } from '../states.tsx'
import type { TableSort } from './column.ts'
import { DataTable } from './data-table.tsx'
import type { DataTableProps } from './props.ts'

type Kept = 'places' | 'onPlaces' | 'onResetColumns' | 'density'

interface ListTableProps<Row> extends Omit<DataTableProps<Row>, Kept | 'sort' | 'onSort'> {
  /** Under which name it is kept how a person arranged the columns. */
  name: string
  /** Left out where main gives the one order there is. */
  sort?: readonly TableSort[]
  onSort?: (sort: TableSort[]) => void
  /** In a dialog: a failure takes little room. */
  compact?: boolean
}

const none: never[] = []
const ignore = () => undefined

/** A table of a list, arranged as the person left it; a failure to read the list stands in its place. */
export function ListTable<Row>({ name, sort = none, onSort = ignore, compact, ...table }: ListTableProps<Row>) {
  const { settings } = useSettings()
  const { places, onPlaces, onReset } = useColumns(name, table.columns)
  const { failure, retry } = table.pages
  if (failure) return <FailureState failure={failure} onRetry={retry} compact={compact === true} />
  return (
    <DataTable<Row>
      {...table}
      places={places}
      onPlaces={onPlaces}
      onResetColumns={onReset}
      sort={sort}
      onSort={onSort}
      density={settings.density}
    />
  )
}
