import { Button, Menu, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconChevronDown } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { UserRow } from '../../../contract/model.ts'
import { Timeline } from '../../features/audit/timeline/timeline.tsx'
import { useUserColumns } from '../../features/people/table/columns.tsx'
import { useMay } from '../../features/session/use-seat.ts'
import { type Pages, usePages } from '../../lib/application/pages.ts'
import { act } from '../../lib/application/queries.ts'
import { useAction } from '../../lib/use-action.ts'
import { people } from '../../lib/words/format.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Panel } from '../../ui/panel.tsx'
import panel from '../../ui/sheets/panel-list.module.css'
import { EmptyState } from '../../ui/states.tsx'
import { ListTable } from '../../ui/table/list-table.tsx'
import { InConsole, MoveGroup, OpensList } from './group-acts.tsx'
import { GroupFindings } from './group-findings.tsx'
import { GroupOwner } from './group-owner.tsx'
import groups from './groups.module.css'
import { SyncGroup } from './sync-group.tsx'

const shown = ['fullname', 'username', 'status', 'lastLogin', 'score']
/** The first three fit into the panel as it opens; the others step back there. */
const widths: Record<string, number> = { fullname: 164, username: 250, status: 130 }
const yields: Record<string, number> = { lastLogin: 1, score: 2 }
/** The people columns in a panel: the few that matter there; main gives members by user name, so no other order. */
const columnsOf = (all: ReturnType<typeof useUserColumns>) =>
  shown
    .flatMap((id) => all.filter((column) => column.id === id))
    .map((column) => ({
      id: column.id,
      header: column.header,
      ...(column.grow ? { grow: column.grow } : {}),
      ...(column.about ? { about: column.about } : {}),
      ...(column.align ? { align: column.align } : {}),
      ...(column.cell ? { cell: column.cell } : {}),
      ...(column.least ? { least: column.least } : {}),
      ...(yields[column.id] ? { yields: yields[column.id] as number } : {}),
      text: column.text,
      width: widths[column.id] ?? column.width,
      pinned: column.id === 'fullname',
      shown: true,
    }))

/** The members of one group. */
export function GroupPanel({
  name,
  width,
  onWidth,
  onClose,
}: {
  name: string
  width: number
  onWidth: (width: number) => void
  onClose: () => void
}) {
  const navigate = useNavigate()
  const may = useMay()
  const [part, setPart] = useState<(typeof all)[number]['id'] | null>(null)
  /** The group that a finding would have everybody moved to. */
  const [target, setTarget] = useState('')
  const moveTo = (to: string) => {
    setTarget(to)
    setPart('move')
  }
  const review = useAction(
    async () => {
      const { review: begun } = await act('reviews.start', { scope: { group: name } })
      await navigate({ to: '/groups', search: { review: begun } })
    },
    { failed: 'No review was begun' },
  )
  const parts = all.filter(({ needs }) => needs === null || may(needs))
  const columnsOfAll = useUserColumns()
  const columns = useMemo(() => columnsOf(columnsOfAll), [columnsOfAll])
  const [find, setFind] = useState('')
  const [text] = useDebouncedValue(find.trim(), 120)
  const question = useMemo(() => ({ name, ...(text === '' ? {} : { text }) }), [name, text])
  const pages = usePages('groups.get', question)
  return (
    <Panel label={`Group ${name}`} width={width} onWidth={onWidth} onClose={onClose}>
      <div className={panel.column}>
        <header className={panel.head}>
          <h2>
            <bdi>{name}</bdi>
          </h2>
          <p>
            {counted(pages, text !== '')} <CopyButton text={name} what="group name" />
          </p>
          {parts.slice(0, 2).map(({ id, label }) => (
            <Button
              key={id}
              variant={part === id ? 'light' : 'default'}
              aria-expanded={part === id}
              onClick={() => setPart((now) => (now === id ? null : id))}
            >
              {label}
            </Button>
          ))}
          <Menu position="bottom-end" width={240}>
            <Menu.Target>
              <Button
                variant="default"
                loading={review.pending}
                rightSection={<IconChevronDown size={14} stroke={1.8} />}
              >
                More
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => void navigate({ to: '/users', search: { groups: [name] } })}>
                Show in Users
              </Menu.Item>
              {may('reviews.start') && <Menu.Item onClick={() => void review.run()}>Review who is in it</Menu.Item>}
              {parts.slice(2).map(({ id, label }) => (
                <Menu.Item key={id} onClick={() => setPart((now) => (now === id ? null : id))}>
                  {part === id ? `Close: ${label}` : label}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
          <GroupFindings name={name} onMove={moveTo} />
          <GroupOwner name={name} asks={part === 'owner'} />
          {part === 'sync' && pages.failure === null && <SyncGroup key={name} name={name} />}
          {part === 'move' && <MoveGroup key={`${name} ${target}`} name={name} to={target} />}
          {part === 'opens' && <OpensList name={name} />}
          {part === 'console' && <InConsole onMove={may('groups.plan') ? () => moveTo('') : null} />}
          {part !== 'events' && (
            <TextInput
              className={groups.find}
              aria-label={`Find a member of ${name}`}
              placeholder="Find a member"
              maxLength={300}
              value={find}
              onChange={(event) => setFind(event.currentTarget.value)}
            />
          )}
        </header>
        {part === 'events' ? (
          <div className={panel.events}>
            <Timeline key={name} about={{ kind: 'group', name }} />
          </div>
        ) : (
          <ListTable<UserRow>
            name="group-members"
            label={`Members of ${name}`}
            columns={columns}
            pages={pages}
            rowId={(row) => row.username}
            listKey={`${name}\n${text}`}
            onOpen={(row) => void navigate({ to: '/users', search: { groups: [name], person: row.username } })}
            onClose={onClose}
            opened={null}
            empty={
              text === '' ? (
                <EmptyState title="Nobody is in this group">
                  It may have been emptied since, or renamed in LastPass’ own console.
                </EmptyState>
              ) : (
                <EmptyState title="Nobody in this group matches">Take off letters, or look in Users.</EmptyState>
              )
            }
          />
        )}
      </div>
    </Panel>
  )
}
const all = [
  { id: 'sync', label: 'Add, remove, sync', needs: 'groups.plan' },
  { id: 'opens', label: 'What it opens', needs: null },
  { id: 'events', label: 'Its events', needs: null },
  { id: 'move', label: 'Move everybody to another name', needs: 'groups.plan' },
  { id: 'console', label: 'Rename or delete', needs: null },
  { id: 'owner', label: 'Who manages it', needs: 'groups.setOwner' },
] as const

/** How many members there are; of a group that cannot be read, nothing that was said of another one. */
function counted(
  { total, stale, failure }: Pick<Pages<UserRow>, 'total' | 'stale' | 'failure'>,
  narrowed: boolean,
): string {
  if (failure !== null) return 'How many are in it is not known'
  if (total === null || stale) return 'Reading'
  return narrowed ? `${people(total)} found` : people(total)
}
