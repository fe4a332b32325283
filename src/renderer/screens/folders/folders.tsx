import { Button } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { Folder } from '../../../contract/model.ts'
import { NothingRead } from '../../features/session/nothing-read.tsx'
import { type FoldersSearch, readFoldersSearch } from '../../lib/addresses.ts'
import { usePages } from '../../lib/application/pages.ts'
import { useRead } from '../../lib/application/queries.ts'
import { useSettings } from '../../lib/application/settings.ts'
import { useListAddress } from '../../lib/list-address.ts'
import { count, plural } from '../../lib/words/format.ts'
import type { Chip } from '../../ui/screen/filter-bar.tsx'
import { ListScreen } from '../../ui/screen/list-screen.tsx'
import { ScreenHead } from '../../ui/screen/screen-head.tsx'
import { SearchField } from '../../ui/screen/search-field.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { ListTable } from '../../ui/table/list-table.tsx'
import { useFolderColumns } from './columns.tsx'
import { FolderFilters } from './folder-filters.tsx'
import { FolderPanel } from './folder-panel.tsx'

const said = (total: number) => plural(total, 'shared folder', 'shared folders')

/** How many the list holds; where it holds all, those that are there and deleted ones apart, as the freshness details count them. */
function countWords(total: number, there: number | undefined): string {
  if (there === undefined || there >= total) return said(total)
  return `${said(there)} and ${count(total - there)} deleted`
}

/** All shared folders, and who can open one of them. */
export function Folders() {
  const { search, go, without, order, onSort } = useListAddress(readFoldersSearch)
  const { settings } = useSettings()
  const [width, setWidth] = useState(Math.max(560, settings.panelWidth))
  const { text, sort = 'name', direction = 'asc', risk, deleted } = search
  const question = useMemo(
    () => ({
      sort,
      direction,
      ...(text ? { text } : {}),
      ...(risk ? { risk } : {}),
      ...(deleted === undefined ? {} : { deleted }),
    }),
    [text, sort, direction, risk, deleted],
  )
  const columns = useFolderColumns()
  const pages = usePages('folders.page', question)
  const unfiltered = !text && risk === undefined && deleted === undefined
  const status = useRead('directory.status', {}).data
  const unread = status === undefined || status.asOf === null
  /** Why LastPass has not given any folder so far, though it gave the people. */
  const withheld = status?.missing.find(({ what, asOf }) => what === 'folders' && asOf === null)?.reason
  const close = () => go(without('folder'))
  const clear = () => go(without('text', 'risk', 'deleted'))
  return (
    <ListScreen
      head={
        <ScreenHead
          title="Shared folders"
          count={
            pages.total === null || unread || withheld !== undefined
              ? null
              : countWords(pages.total, unfiltered ? status?.counts?.folders : undefined)
          }
          explanation={explained}
        />
      }
      bar={
        <>
          <SearchField
            label="Search shared folders"
            value={text ?? ''}
            onChange={(next) => go(next === '' ? without('text') : { ...search, text: next }, { replace: true })}
          />
          <FolderFilters
            chips={chipsOf(search)}
            onRisk={(next) => go({ ...search, risk: next })}
            onDeleted={(next) => go({ ...search, deleted: next })}
            onRemove={(id) => go(without(id as 'risk'))}
            onClear={clear}
          />
        </>
      }
      panel={
        search.folder !== undefined && (
          <FolderPanel id={search.folder} width={width} onWidth={setWidth} onClose={close} />
        )
      }
    >
      <ListTable<Folder>
        name="folders"
        label="Shared folders"
        counted={said}
        columns={columns}
        pages={pages}
        rowId={(row) => row.id}
        sort={order}
        onSort={onSort}
        listKey={JSON.stringify(question)}
        opened={search.folder ?? null}
        onOpen={(row) => go({ ...search, folder: row.id }, { replace: search.folder !== undefined })}
        onClose={close}
        onFilter={(one) => go({ ...search, ...(one.filter as Partial<FoldersSearch>) })}
        empty={
          unread ? (
            <NothingRead />
          ) : withheld !== undefined ? (
            <EmptyState title="Shared folders are not known">{withheld}</EmptyState>
          ) : text || risk || deleted !== undefined ? (
            <EmptyState
              title="No shared folder matches"
              action={
                <Button variant="default" onClick={clear}>
                  Show all shared folders
                </Button>
              }
            />
          ) : (
            <EmptyState title="No shared folders">LastPass’ answer names none.</EmptyState>
          )
        }
      />
    </ListScreen>
  )
}

const explained = {
  definition: 'How many shared folders the list below holds, deleted ones included unless a filter leaves them out.',
  leftOut: 'Folders that only their owner can see are not told by the API.',
  computed: 'From the last refresh; the time is at the top.',
}

const risks = { 'sole-admin': 'exactly one', 'no-admin': 'none' } as const
function chipsOf(search: FoldersSearch): Chip[] {
  const chips: Chip[] = []
  if (search.risk) chips.push({ id: 'risk', field: 'Managed by', value: risks[search.risk], on: true })
  if (search.deleted !== undefined)
    chips.push({ id: 'deleted', field: 'Deleted', value: search.deleted ? 'yes' : 'no', on: true })
  return chips
}
