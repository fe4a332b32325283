import { useMemo, useState } from 'react'
import type { Output } from '../../../../contract/calls.ts'
import { TwoLines, whoColumnOf } from '../../../features/changes/who.tsx'
import { StatusBadge } from '../../../features/people/badges.tsx'
import { lastLoginWidth, statusWidth } from '../../../features/people/column-widths.ts'
import { noLoginWords, statusWords } from '../../../features/people/words.ts'
import texts from '../../../features/people-list/texts.module.css'
import { usePages } from '../../../lib/application/pages.ts'
import { absolute, count, inOrder, people } from '../../../lib/words/format.ts'
import { EmptyState } from '../../../ui/states.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { ListTable } from '../../../ui/table/list-table.tsx'
import { RelativeTime } from '../../../ui/time.tsx'
import under from './under-list.module.css'

type Impact = Output<'leavers.impact'>['rows'][number]

const columns: readonly Column<Impact>[] = [
  whoColumnOf(({ username, fullname, admin }) => ({ change: { username }, fullname, admin })),
  {
    id: 'status',
    header: 'Status',
    width: statusWidth,
    shown: true,
    yields: 4,
    text: (row) => statusWords[row.status].label,
    cell: (row) => <StatusBadge status={row.status} />,
  },
  {
    id: 'warnings',
    header: 'Read this first',
    grow: 1,
    width: 292,
    least: 196,
    shown: true,
    text: (row) => row.warnings.join(' '),
    cell: (row) => <TwoLines>{row.warnings.join(' ')}</TwoLines>,
  },
  {
    id: 'groupCount',
    header: 'Groups',
    width: 76,
    shown: true,
    yields: 2,
    align: 'end',
    text: (row) => count(row.groupCount),
  },
  {
    id: 'folderCount',
    header: 'Folders',
    about: 'Shared folders that the person is in.',
    width: 76,
    shown: true,
    yields: 3,
    align: 'end',
    text: (row) => count(row.folderCount),
  },
  {
    id: 'foldersWithoutAdmin',
    header: 'Only admin of',
    about: 'Folders that lose their last administrator when everybody on the list leaves.',
    width: 110,
    shown: true,
    align: 'end',
    text: (row) => count(row.foldersWithoutAdmin),
  },
  {
    id: 'foldersWithoutMember',
    header: 'Only member of',
    about: 'Folders in which nobody who can log in is left when everybody on the list leaves.',
    width: 118,
    shown: true,
    align: 'end',
    text: (row) => count(row.foldersWithoutMember),
  },
  {
    id: 'lastLogin',
    header: 'Last login',
    width: lastLoginWidth,
    shown: true,
    yields: 1,
    text: (row) => (row.lastLogin ? absolute(row.lastLogin) : noLoginWords(row)),
    cell: (row) =>
      row.lastLogin ? (
        <RelativeTime instant={row.lastLogin} />
      ) : (
        <span className={texts.faint}>{noLoginWords(row)}</span>
      ),
  },
]

/** What each person of the list loses, and leaves behind. */
export function ImpactTable({ list }: { list: string }) {
  const [opened, setOpened] = useState<Impact | null>(null)
  const question = useMemo(() => ({ list }), [list])
  const pages = usePages('leavers.impact', question)
  return (
    <>
      <ListTable<Impact>
        name="impact"
        label="What each person loses"
        counted={people}
        columns={columns}
        pages={pages}
        rowId={(row) => row.username}
        listKey={list}
        twoLines
        opened={opened?.username ?? null}
        onOpen={setOpened}
        onClose={() => setOpened(null)}
        empty={
          <EmptyState title="Nobody yet">Only people who were found and are not disabled yet are looked at.</EmptyState>
        }
      />
      {opened && <ImpactOf impact={opened} />}
    </>
  )
}

function ImpactOf({ impact }: { impact: Impact }) {
  return (
    <section className={under.choice} aria-label={`What ${impact.username} loses`}>
      <p>
        <strong>
          <bdi>{inOrder(impact.fullname) || 'No name'}</bdi>
        </strong>{' '}
        {impact.username}
        {impact.admin && ' · Admin'}
      </p>
      {impact.warnings.map((warning) => (
        <p key={warning} className={texts.warn}>
          {warning}
        </p>
      ))}
      <p>
        Groups: {impact.groups.join(', ') || 'none'}
        {impact.groupCount > impact.groups.length && ` and ${count(impact.groupCount - impact.groups.length)} more`}.
        Shared folders: {count(impact.folderCount)}. In the person’s own vault:{' '}
        {impact.privateSites === null ? 'not told' : `${count(impact.privateSites)} sites`}.
        {impact.linked && ` Linked personal account: ${impact.linked}.`}
      </p>
      <p className={texts.note}>
        {impact.directory.likely === 'likely'
          ? `A directory seems to manage the account. ${impact.directory.signs.join(' ')}`
          : 'No sign of a directory that manages the account, which does not prove that there is none.'}
      </p>
    </section>
  )
}
