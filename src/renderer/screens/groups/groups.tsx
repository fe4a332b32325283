import { Button } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { Output } from '../../../contract/calls.ts'
import { DirectoryBadge } from '../../features/groups/directory-badge.tsx'
import { NothingRead, useNothingRead } from '../../features/session/nothing-read.tsx'
import { readGroupsSearch } from '../../lib/addresses.ts'
import { usePages } from '../../lib/application/pages.ts'
import { useRead } from '../../lib/application/queries.ts'
import { useSettings } from '../../lib/application/settings.ts'
import { useListAddress } from '../../lib/list-address.ts'
import { absolute, averageScore, count, plural } from '../../lib/words/format.ts'
import { ListScreen } from '../../ui/screen/list-screen.tsx'
import { SearchField } from '../../ui/screen/search-field.tsx'
import { EmptyState } from '../../ui/states.tsx'
import type { Column } from '../../ui/table/column.ts'
import { ListTable } from '../../ui/table/list-table.tsx'
import { RelativeTime } from '../../ui/time.tsx'
import { codes, findingWords, words } from './finding-words.ts'
import { GroupPanel } from './group-panel.tsx'
import styles from './groups.module.css'
import { GroupsHead } from './groups-head.tsx'
import { Matrix } from './matrix/matrix.tsx'
import { AccessChanges } from './reviews/access-changes.tsx'
import { Reviews } from './reviews/reviews.tsx'

type Group = Output<'groups.lint'>['rows'][number]

const columns: readonly Column<Group>[] = [
  {
    id: 'name',
    header: 'Group',
    grow: 1,
    width: 260,
    shown: true,
    pinned: true,
    sortBy: 'name',
    text: (row) => row.name,
    cell: (row) => (
      <span className={styles.name}>
        <bdi>{row.name.trim() === '' ? 'blank' : row.name.trim()}</bdi>
        {row.name !== row.name.trim() && <span className={styles.space}>space</span>}
        {row.directory !== null && <DirectoryBadge why={row.directory} />}
      </span>
    ),
  },
  {
    id: 'members',
    header: 'Members',
    about: 'People in the group who are in LastPass now; the invited among them included.',
    width: 100,
    shown: true,
    align: 'end',
    sortBy: 'members',
    sortFirst: 'desc',
    text: (row) => count(row.members),
  },
  {
    id: 'disabled',
    header: 'Disabled',
    about: 'Members whose account is disabled.',
    width: 96,
    shown: true,
    align: 'end',
    sortBy: 'disabled',
    sortFirst: 'desc',
    yields: 2,
    text: (row) => count(row.disabled),
  },
  {
    id: 'averageScore',
    header: 'Average score',
    about: 'Of the members who have a score; “none” where nobody has.',
    width: 128,
    shown: true,
    align: 'end',
    sortBy: 'averageScore',
    sortFirst: 'desc',
    yields: 1,
    text: (row) => (row.averageScore === null ? 'none' : averageScore(row.averageScore)),
  },
  {
    id: 'folders',
    header: 'Opens folders',
    about: 'Shared folders that being in the group opens.',
    width: 122,
    shown: true,
    align: 'end',
    sortBy: 'folders',
    sortFirst: 'desc',
    yields: 3,
    text: (row) => count(row.folders),
  },
  {
    id: 'lastChange',
    header: 'Last change',
    about:
      'When a refresh last saw somebody come into the group or leave it; “none seen” where none did since Provost first read the company.',
    width: 112,
    shown: true,
    sortBy: 'lastChange',
    sortFirst: 'desc',
    yields: 5,
    text: (row) => (row.lastChange === null ? 'none seen' : absolute(row.lastChange)),
    cell: (row) => (row.lastChange === null ? 'none seen' : <RelativeTime instant={row.lastChange} />),
  },
  {
    id: 'findings',
    header: 'Name and state',
    about: 'What to look at: names that can be taken for another, groups of nobody, and the like.',
    width: 280,
    least: 160,
    yields: 4,
    shown: true,
    sortBy: 'findings',
    text: (row) => row.findings.map(findingWords).join('; ') || 'in order',
  },
]
const said = (total: number) => plural(total, 'group', 'groups')

/** All groups, and the members of one. */
export function Groups() {
  const { search, go, without, order, onSort } = useListAddress(readGroupsSearch)
  const { settings } = useSettings()
  const [width, setWidth] = useState(Math.max(560, settings.panelWidth))
  const { text, sort = 'name', direction = 'asc' } = search
  const finding = codes.find((code) => code === search.finding)
  const question = useMemo(
    () => ({ ...(text ? { text } : {}), ...(finding ? { finding } : {}), sort, direction }),
    [text, finding, sort, direction],
  )
  const pages = usePages('groups.lint', question)
  const lint = useRead('groups.lint', { offset: 0, limit: 1 }).data
  const close = () => go(without('group'))
  const unread = useNothingRead() !== false
  if (search.matrix === true) return <Matrix onBack={() => go(without('matrix'))} />
  if (search.review === 'changes') return <AccessChanges onBack={() => go(without('review'))} />
  if (search.review !== undefined)
    return (
      <Reviews
        review={search.review === 'all' ? undefined : search.review}
        onOpen={(review) => go({ review: review ?? 'all' })}
        onBack={() => go(without('review'))}
      />
    )
  return (
    <ListScreen
      head={<GroupsHead search={search} total={unread ? null : pages.total} onGo={go} />}
      bar={
        <>
          <SearchField
            label="Search groups"
            value={text ?? ''}
            onChange={(next) => go(next === '' ? without('text') : { ...search, text: next }, { replace: true })}
          />
          <fieldset className={styles.findings} hidden={search.group !== undefined} aria-label="What to look at">
            <Button
              size="compact-sm"
              variant={finding === undefined ? 'light' : 'default'}
              aria-pressed={finding === undefined}
              onClick={() => go(without('finding'), { replace: true })}
            >
              {lint === undefined || unread ? 'All' : `All ${count(lint.all)}`}
            </Button>
            {codes
              .filter((code) => (lint?.counts[code] ?? 0) > 0)
              .map((code) => (
                <Button
                  key={code}
                  size="compact-sm"
                  variant={finding === code ? 'light' : 'default'}
                  aria-pressed={finding === code}
                  onClick={() => go({ ...search, finding: code }, { replace: true })}
                >
                  {words[code]} {count(lint?.counts[code] ?? 0)}
                </Button>
              ))}
          </fieldset>
        </>
      }
      panel={
        search.group !== undefined && (
          <GroupPanel name={search.group} width={width} onWidth={setWidth} onClose={close} />
        )
      }
    >
      <ListTable<Group>
        name="groups"
        label="Groups"
        counted={said}
        columns={columns}
        pages={pages}
        rowId={(row) => row.name}
        sort={order}
        onSort={onSort}
        listKey={JSON.stringify(question)}
        opened={search.group ?? null}
        onOpen={(row) => go({ ...search, group: row.name }, { replace: search.group !== undefined })}
        onClose={close}
        empty={
          unread ? (
            <NothingRead />
          ) : text || finding ? (
            <EmptyState
              title={text ? 'No group is called that' : 'No group has this to look at'}
              action={
                <Button variant="default" onClick={() => go(without('text', 'finding'))}>
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
    </ListScreen>
  )
}
