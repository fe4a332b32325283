import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { Output } from '../../../contract/calls.ts'
import { TwoLines } from '../../features/changes/who.tsx'
import { changeWords, observationKinds } from '../../features/people/observations.ts'
import { useAddress } from '../../lib/address.ts'
import { readChangesSearch } from '../../lib/addresses.ts'
import { usePages } from '../../lib/application/pages.ts'
import { useRead } from '../../lib/application/queries.ts'
import { absolute, inOrder, plural } from '../../lib/words/format.ts'
import listBar from '../../ui/screen/list-bar.module.css'
import { EmptyState } from '../../ui/states.tsx'
import type { Column } from '../../ui/table/column.ts'
import { ListTable } from '../../ui/table/list-table.tsx'
import styles from './changes.module.css'

type Seen = Output<'directory.changes'>['rows'][number]

const wordsOf = (row: Seen): string => row.changes.map(changeWords).join('; ') || observationKinds[row.kind]

const columns: readonly Column<Seen>[] = [
  {
    id: 'fullname',
    header: 'Name',
    width: 210,
    shown: true,
    pinned: true,
    text: (row) => inOrder(row.fullname) || 'no name',
  },
  { id: 'username', header: 'User name', grow: 1, width: 240, shown: true, text: (row) => row.username },
  { id: 'kind', header: 'What', width: 170, shown: true, text: (row) => observationKinds[row.kind] },
  {
    id: 'changes',
    header: 'Before → after',
    grow: 2,
    width: 380,
    shown: true,
    text: wordsOf,
    cell: (row) => <TwoLines>{wordsOf(row)}</TwoLines>,
  },
]
const said = (total: number) => `${plural(total, 'change', 'changes')} seen`

/** What refreshes saw change, the last one that saw anything or all since an instant: of whom, what, before and after. */
export function SeenChanges() {
  const [search] = useAddress(readChangesSearch)
  const asked = search.since
  const question = useMemo(() => (asked === undefined ? {} : { since: asked }), [asked])
  const pages = usePages('directory.changes', question)
  const navigate = useNavigate()
  const since = useRead('directory.changes', { ...question, offset: 0, limit: 1 }).data?.since ?? null
  const listKey = useMemo(() => `seen ${since}`, [since])
  return (
    <>
      <div className={listBar.bar}>
        <p className={styles.note}>
          {since === null
            ? 'Provost compares each refresh with the one before.'
            : asked !== undefined
              ? `Seen by the refreshes after ${absolute(since)}. Who did it in between is not known here.`
              : `Seen by the refresh of ${absolute(since)}, against the one before. Who did it in between is not known here.`}
        </p>
      </div>
      <ListTable<Seen>
        name="seen-changes"
        label="Seen changes"
        counted={said}
        columns={columns}
        pages={pages}
        rowId={(row) => `${row.time} ${row.username} ${row.kind}`}
        listKey={listKey}
        twoLines
        onOpen={(row) => void navigate({ to: '/users', search: { person: row.username } })}
        empty={
          <EmptyState title="No changes seen yet">
            Once a refresh finds a difference from the one before, it is listed here: who, what, before and after.
          </EmptyState>
        }
      />
    </>
  )
}
