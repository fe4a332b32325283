import { useCallback, useMemo, useState } from 'react'
import type { Sort, UserFilter, UserRow } from '../../../contract/model.ts'
import {
  activeFilter,
  chipsOf,
  cleared,
  readPeopleSearch,
  readSort,
  toggledChip,
  withFilter,
  withoutChip,
  writeSort,
} from '../../features/people/filters.ts'
import { PersonPanel } from '../../features/people/panel/person-panel.tsx'
import { useUserColumns } from '../../features/people/table/columns.tsx'
import { useMay } from '../../features/session/use-seat.ts'
import { useAddress } from '../../lib/address.ts'
import { askAhead, usePages } from '../../lib/application/pages.ts'
import { useRead } from '../../lib/application/queries.ts'
import { useSettings, useTableLayout } from '../../lib/application/settings.ts'
import { arrange, arrangeAs, type ColumnPlace, layoutOf } from '../../lib/layout.ts'
import { nobody, type Selection, selectedCount } from '../../lib/selection.ts'
import { count, people, plural } from '../../lib/words/format.ts'
import { Behind } from '../../ui/behind.tsx'
import { FilterBar } from '../../ui/screen/filter-bar.tsx'
import { ListScreen } from '../../ui/screen/list-screen.tsx'
import { ScreenHead } from '../../ui/screen/screen-head.tsx'
import { SearchField } from '../../ui/screen/search-field.tsx'
import { FailureState } from '../../ui/states.tsx'
import { ColumnChooser } from '../../ui/table/chooser/column-chooser.tsx'
import type { TableSort } from '../../ui/table/column.ts'
import { DataTable } from '../../ui/table/data-table.tsx'
import { PeopleBulkBar } from './bulk.tsx'
import { ExportMenu } from './export-menu.tsx'
import { FilterMenu } from './filter/filter-menu.tsx'
import { Formerly } from './nearest.tsx'
import { NoPeople } from './no-people.tsx'
import { SoleMatch } from './sole-match.tsx'
import { ViewMenu } from './view-menu.tsx'

const countExplained = {
  definition:
    'How many people the list below holds: everyone, the invited included, whom the filters that are switched on let through.',
  leftOut: 'People who are gone from LastPass are left out, unless the filter “No longer in LastPass” asks for them.',
  computed: 'From the last refresh; the time is at the top.',
}

/** The order that main gives where none is asked for. */
const byUserName: TableSort = { by: 'username', direction: 'asc' }

const questionOf = (filter: UserFilter, sort: readonly Sort[]) => ({
  ...filter,
  ...(sort.length > 0 ? { sort: [...sort] } : {}),
})

/** How many the list holds; where it holds everyone, accounts and invitations apart, as the freshness details count them. */
function countWords(total: number, counts: { users: number; invited: number } | null): string {
  if (counts === null || counts.invited === 0 || counts.users + counts.invited !== total) return people(total)
  return `${plural(counts.users, 'account', 'accounts')} and ${count(counts.invited)} invited`
}

/** The table of everyone, and the panel of one person. */
export function Users() {
  const [search, go] = useAddress(readPeopleSearch)
  const { settings, change } = useSettings()
  const exports = useMay()('users.export')
  const { layout, change: changeLayout } = useTableLayout('users')
  const [selection, setSelection] = useState<Selection>(nobody)
  const [stepped, setStepped] = useState<readonly string[]>([])
  const status = useRead('directory.status', {}).data

  const filter = useMemo(() => activeFilter(search), [search])
  const sort = useMemo(() => readSort(search.sort), [search.sort])
  const question = useMemo(() => questionOf(filter, sort), [filter, sort])
  const userColumns = useUserColumns()
  const pages = usePages('users.page', question)
  const places = useMemo(
    () => (search.cols ? arrangeAs(userColumns, search.cols, layout) : arrange(userColumns, layout)),
    [userColumns, search.cols, layout],
  )
  const chips = useMemo(() => chipsOf(search), [search])
  const folder = useRead(
    'folders.get',
    { id: search.folder ?? '', limit: 1 },
    { enabled: search.folder !== undefined },
  ).data
  const named = chips.map((chip) => (chip.id === 'folder' && folder ? { ...chip, value: folder.folder.name } : chip))

  const narrow = useCallback((more: UserFilter) => go(withFilter(search, more)), [go, search])
  const setPlaces = (next: ColumnPlace[]) => {
    // A view that brings its own columns keeps them in the address; widths and pins belong to the table all the same.
    if (search.cols) {
      const { widths, pinned } = layoutOf(next, userColumns)
      go({ ...search, cols: next.filter((place) => place.shown).map((place) => place.id) }, { replace: true })
      changeLayout({ ...layoutOf(arrange(userColumns, layout), userColumns), widths, pinned })
    } else changeLayout(layoutOf(next, userColumns))
  }
  const setSort = (next: TableSort[]) => {
    const { sort: _, ...rest } = search
    const text = writeSort(next as Sort[])
    go(text ? { ...rest, sort: text } : rest, { replace: true })
  }
  const open = (person: string) => go({ ...search, person }, { replace: search.person !== undefined })
  const close = () => {
    const { person: _, ...rest } = search
    go(rest)
  }
  const withText = (text: string) => {
    const { text: _, ...rest } = search
    return text === '' ? rest : { ...rest, text }
  }
  const resetColumns = () => {
    const { cols, ...rest } = search
    changeLayout(undefined)
    if (cols) go(rest, { replace: true })
  }
  const columns = places.filter((place) => place.shown).map((place) => place.id)
  const selected = selectedCount(selection, pages.total ?? 0)
  const sole = search.text !== undefined && pages.total === 1 && !pages.stale ? pages.row(0) : undefined

  return (
    <ListScreen
      head={
        <ScreenHead
          title="Users"
          count={pages.total === null || status?.asOf === null ? null : countWords(pages.total, status?.counts ?? null)}
          explanation={countExplained}
        >
          <Behind>
            <ViewMenu search={search} columns={columns} onOpen={(next) => go(next)} />
          </Behind>
          <ColumnChooser
            columns={userColumns}
            places={places}
            stepped={stepped}
            onPlaces={setPlaces}
            onReset={resetColumns}
            density={settings.density}
            onDensity={(density) => change({ density })}
          />
          <Behind>{exports && <ExportMenu filter={filter} sort={sort} columns={columns} total={pages.total} />}</Behind>
        </ScreenHead>
      }
      bar={
        <>
          <SearchField
            label="Search name or address"
            value={search.text ?? ''}
            ahead={(text) => askAhead('users.page', questionOf(activeFilter(withText(text)), sort))}
            onChange={(text) => go(withText(text), { replace: true })}
          />
          {selected > 0 ? (
            <PeopleBulkBar
              selection={selection}
              onSelection={setSelection}
              total={pages.total ?? 0}
              filter={filter}
              table={exports ? { sort, columns } : null}
            />
          ) : (
            <FilterBar
              chips={named}
              onToggle={(id) => go(toggledChip(search, id))}
              onRemove={(id) => go(withoutChip(search, id))}
              onClear={() => go(cleared(search))}
            >
              <FilterMenu search={search} onSearch={(next) => go(next)} />
            </FilterBar>
          )}
          {selected === 0 && sole && sole.username !== search.person && (
            <SoleMatch person={sole} onOpen={() => open(sole.username)} />
          )}
        </>
      }
      panel={
        search.person !== undefined && (
          <PersonPanel
            username={search.person}
            width={settings.panelWidth}
            onWidth={(panelWidth) => change({ panelWidth })}
            onClose={close}
            onFilter={narrow}
          />
        )
      }
    >
      {pages.failure ? (
        <FailureState failure={pages.failure} onRetry={pages.retry} />
      ) : (
        <DataTable<UserRow>
          label="People"
          columns={userColumns}
          places={places}
          onPlaces={setPlaces}
          onResetColumns={resetColumns}
          onStepped={setStepped}
          pages={pages}
          rowId={(row) => row.username}
          sort={sort}
          standing={byUserName}
          onSort={setSort}
          listKey={JSON.stringify(question)}
          density={settings.density}
          selection={selection}
          onSelection={setSelection}
          opened={search.person ?? null}
          onOpen={(row) => open(row.username)}
          onClose={close}
          onFilter={(one) => narrow(one.filter as UserFilter)}
          empty={<NoPeople search={search} status={status} onSearch={(next) => go(next)} />}
        />
      )}
      {search.text !== undefined && (pages.total ?? 0) > 0 && (
        <Formerly text={search.text} onOpen={(person) => go({ text: person, person })} />
      )}
    </ListScreen>
  )
}
