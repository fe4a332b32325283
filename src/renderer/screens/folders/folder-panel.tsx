import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { managersOf } from '../../../contract/lists.ts'
import type { Folder, FolderMember } from '../../../contract/model.ts'
import { Timeline } from '../../features/audit/timeline/timeline.tsx'
import { DraftedMark } from '../../features/groups/drafted-mark.tsx'
import { StatusBadge } from '../../features/people/badges.tsx'
import { rightsExplained, rightWords, throughWords } from '../../features/people/rights.ts'
import { statusWords } from '../../features/people/words.ts'
import { useMay } from '../../features/session/use-seat.ts'
import { usePages } from '../../lib/application/pages.ts'
import { act, useRead } from '../../lib/application/queries.ts'
import { toastDone } from '../../lib/toast.ts'
import { useAction } from '../../lib/use-action.ts'
import { inOrder, people, plural } from '../../lib/words/format.ts'
import { Address } from '../../ui/address.tsx'
import { Explain } from '../../ui/explain.tsx'
import { Panel } from '../../ui/panel.tsx'
import panel from '../../ui/sheets/panel-list.module.css'
import { EmptyState } from '../../ui/states.tsx'
import type { Column } from '../../ui/table/column.ts'
import { ListTable } from '../../ui/table/list-table.tsx'

const rights = (row: FolderMember) =>
  [row.superAdmin ? 'super admin' : null, rightWords(row), throughWords(row.through)].filter(Boolean).join(', ')

const columns: readonly Column<FolderMember>[] = [
  {
    id: 'member',
    header: 'Member',
    grow: 1,
    width: 236,
    least: 200,
    shown: true,
    pinned: true,
    text: (row) => [inOrder(row.fullname), row.username].filter(Boolean).join(', '),
    cell: (row, room) => (
      <span className={panel.lines}>
        <DraftedMark username={row.username}>
          <bdi className={panel.line}>{inOrder(row.fullname) || <span className={panel.note}>no name</span>}</bdi>
        </DraftedMark>
        <span className={panel.second}>
          <Address address={row.username} room={room} />
        </span>
      </span>
    ),
  },
  {
    id: 'rights',
    header: 'Rights',
    grow: 1,
    about: rightsExplained.definition,
    width: 178,
    least: 160,
    shown: true,
    text: rights,
    cell: (row) => (
      <span className={panel.wrapped} title={rights(row)}>
        {rights(row)}
      </span>
    ),
  },
  {
    id: 'status',
    header: 'Status',
    width: 132,
    least: 126,
    shown: true,
    text: (row) => (row.status ? statusWords[row.status].label : 'not in the list of people'),
    cell: (row) => (row.status ? <StatusBadge status={row.status} /> : 'not in the list'),
  },
]

/** Who can open one shared folder, and what they may do there. */
export function FolderPanel({
  id,
  width,
  onWidth,
  onClose,
}: {
  id: string
  width: number
  onWidth: (width: number) => void
  onClose: () => void
}) {
  const navigate = useNavigate()
  const [events, setEvents] = useState(false)
  const may = useMay()
  const review = useAction(
    async () => {
      const { review: begun } = await act('reviews.start', { scope: { folder: id } })
      await navigate({ to: '/groups', search: { review: begun } })
    },
    { failed: 'No review was begun' },
  )
  const write = useAction(
    async () => {
      const { path, rows } = await act('access.export', { folder: id })
      if (path !== null) toastDone(`${people(rows)} in ${path}`, 'Who may use it was exported')
    },
    { failed: 'Nothing was exported' },
  )
  const question = useMemo(() => ({ id }), [id])
  const pages = usePages('folders.get', question)
  const answer = useRead('folders.get', { id, limit: 1 }, { keep: true }).data
  const folder = answer?.folder
  return (
    <Panel label={`Shared folder ${folder?.name ?? ''}`} width={width} onWidth={onWidth} onClose={onClose}>
      <div className={panel.column}>
        <header className={panel.head}>
          <h2>
            <bdi>{folder?.name ?? 'Shared folder'}</bdi>
          </h2>
          <p>
            {pages.failure !== null
              ? 'How many people it has is not known'
              : pages.total === null || pages.stale
                ? 'Reading'
                : people(pages.total)}{' '}
            <Explain what="these rights" explanation={rightsExplained} />
          </p>
          {folder && !folder.deleted && (
            <Button variant="default" onClick={() => void navigate({ to: '/users', search: { folder: id } })}>
              Show in Users
            </Button>
          )}
          {folder && !folder.deleted && may('reviews.start') && (
            <Button variant="default" loading={review.pending} onClick={() => void review.run()}>
              Review who may use it
            </Button>
          )}
          {folder && !folder.deleted && may('access.export') && (
            <Button variant="default" loading={write.pending} onClick={() => void write.run()}>
              Export {pages.total === null || pages.stale ? 'its people' : people(pages.total)}
            </Button>
          )}
          {folder && (
            <Button
              variant={events ? 'light' : 'default'}
              aria-expanded={events}
              onClick={() => setEvents((shown) => !shown)}
            >
              Its events
            </Button>
          )}
          {folder && <p className={panel.note}>{stateWords(folder)}</p>}
          {answer && answer.groups.length > 0 && (
            <p className={panel.note}>
              {plural(answer.groups.length, 'group is a member', 'groups are members')} as a whole:{' '}
              {answer.groups
                .slice(0, 20)
                .map((group) => `${group.name} (${people(group.members)}, ${rightWords(group)})`)
                .join('; ')}
              {answer.groups.length > 20 ? ' …' : '.'}
            </p>
          )}
          {answer && Object.keys(answer.other).length > 0 && (
            <p className={panel.note}>
              Fields that Provost does not know: {JSON.stringify(answer.other).slice(0, 500)}
            </p>
          )}
        </header>
        {events && folder ? (
          <div className={panel.events}>
            <Timeline key={folder.name} about={{ kind: 'folder', name: folder.name }} />
          </div>
        ) : (
          <ListTable<FolderMember>
            name="folder-members"
            label={`Members of ${folder?.name ?? 'the folder'}`}
            columns={columns}
            pages={pages}
            rowId={(row) => row.username}
            listKey={id}
            twoLines
            onOpen={(row) => void navigate({ to: '/users', search: { folder: id, person: row.username } })}
            onClose={onClose}
            opened={null}
            empty={<EmptyState title="Nobody can open this folder">LastPass’ answer names no member.</EmptyState>}
          />
        )}
      </div>
    </Panel>
  )
}

function stateWords(folder: Folder): string {
  if (folder.deleted) return 'Deleted. Nobody can open it; LastPass still names it.'
  const many = managersOf(folder)
  const supers = folder.superAdmins > 0 ? plural(folder.superAdmins, 'super admin', 'super admins') : null
  const idle =
    folder.idleAdmins > 0
      ? ` ${plural(folder.idleAdmins, 'person who might is', 'people who might are')} disabled or only invited.`
      : ''
  if (many === 0) return `Nobody of its own manages its members: only a super admin can change who has access.${idle}`
  if (many === 1)
    return `One person manages its members. When that person leaves, only ${supers === null ? 'a super admin' : `the company’s ${supers}`} can.${idle}`
  return `${people(many)} manage its members${supers === null ? '' : `, and so can ${supers} of the company`}.${idle}`
}
