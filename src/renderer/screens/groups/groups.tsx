import { Button } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { Group } from '../../../contract/model.ts'
import { useAddress } from '../../lib/address.ts'
import { type GroupsSearch, readGroupsSearch } from '../../lib/addresses.ts'
import { count, plural } from '../../lib/format.ts'
import { useColumns } from '../../lib/list-columns.ts'
import { usePages } from '../../lib/pages.ts'
import { useSettings } from '../../lib/settings.ts'
import { ListScreen } from '../../ui/screen/list-screen.tsx'
import { ScreenHead } from '../../ui/screen/screen-head.tsx'
import { SearchField } from '../../ui/screen/search-field.tsx'
import { EmptyState, FailureState } from '../../ui/states.tsx'
import type { Column } from '../../ui/table/column.ts'
import { DataTable } from '../../ui/table/data-table.tsx'
import { GroupPanel } from './group-panel.tsx'

const columns: readonly Column<Group>[] = [
  {
    id: 'name',
    header: 'Group',
    grow: 1,
    width: 300,
    shown: true,
    pinned: true,
    sortBy: 'name',
    text: (row) => row.name,
  },
  {
    id: 'members',
    header: 'Members',
    about: 'People in the group who are in LastPass now; the invited among them included.',
    width: 110,
    shown: true,
    align: 'end',
    sortBy: 'members',
    sortFirst: 'desc',
    text: (row) => count(row.members),
  },
]
const said = (total: number) => plural(total, 'group', 'groups')

/** All groups, and the members of one. */
export function Groups() {
  const [search, go] = useAddress(readGroupsSearch)
  const { settings } = useSettings()
  const { places, onPlaces, onReset } = useColumns('groups', columns)
  const [width, setWidth] = useState(Math.max(560, settings.panelWidth))
  const { text, sort = 'name', direction = 'asc' } = search
  const question = useMemo(() => ({ ...(text ? { text } : {}), sort, direction }), [text, sort, direction])
  const pages = usePages('groups.page', question)
  const order = useMemo(() => [{ by: sort, direction }], [sort, direction])
  const without = (...keys: (keyof GroupsSearch)[]): GroupsSearch =>
    Object.fromEntries(Object.entries(search).filter(([key]) => !keys.includes(key as keyof GroupsSearch)))
  const close = () => go(without('group'))
  return (
    <ListScreen
      head={
        <ScreenHead title="Groups" count={pages.total === null ? null : said(pages.total)} explanation={explained} />
      }
      bar={
        <SearchField
          label="Search groups"
          value={text ?? ''}
          onChange={(next) => go(next === '' ? without('text') : { ...search, text: next }, { replace: true })}
        />
      }
      panel={
        search.group !== undefined && (
          <GroupPanel name={search.group} width={width} onWidth={setWidth} onClose={close} />
        )
      }
    >
      {pages.failure ? (
        <FailureState failure={pages.failure} onRetry={pages.retry} />
      ) : (
        <DataTable<Group>
          label="Groups"
          counted={said}
          columns={columns}
          places={places}
          onPlaces={onPlaces}
          onResetColumns={onReset}
          pages={pages}
          rowId={(row) => row.name}
          sort={order}
          onSort={(next) => {
            const last = next.at(-1)
            go(
              last ? { ...search, sort: last.by as 'name', direction: last.direction } : without('sort', 'direction'),
              { replace: true },
            )
          }}
          listKey={JSON.stringify(question)}
          density={settings.density}
          opened={search.group ?? null}
          onOpen={(row) => go({ ...search, group: row.name }, { replace: search.group !== undefined })}
          onClose={close}
          empty={
            text ? (
              <EmptyState
                title="No group is called that"
                action={
                  <Button variant="default" onClick={() => go(without('text'))}>
                    Show all groups
                  </Button>
                }
              />
            ) : (
              <EmptyState title="No groups">
                LastPass’ answer names none. Groups are made in LastPass’ own console or by directory sync; the API can
                only put people in and take them out.
              </EmptyState>
            )
          }
        />
      )}
    </ListScreen>
  )
}

const explained = {
  definition:
    'How many groups the list below holds. LastPass tells groups only through their members: a group without any may be missing.',
  computed: 'From the last refresh; the time is at the top.',
}
