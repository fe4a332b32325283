import type { Job } from '../../../contract/change.ts'
import { showJob, useJobShown } from '../../features/changes/open-dialogs.ts'
import { TwoLines } from '../../features/changes/who.tsx'
import { countWords, jobWords } from '../../features/changes/words.ts'
import { usePages } from '../../lib/application/pages.ts'
import { absolute, inOrder, plural } from '../../lib/words/format.ts'
import { Badge } from '../../ui/badge.tsx'
import { EmptyState } from '../../ui/states.tsx'
import type { Column } from '../../ui/table/column.ts'
import { ListTable } from '../../ui/table/list-table.tsx'
import { RelativeTime } from '../../ui/time.tsx'

const columns: readonly Column<Job>[] = [
  {
    id: 'title',
    header: 'Job',
    width: 280,
    grow: 2,
    shown: true,
    pinned: true,
    text: (row) => inOrder(row.title),
    cell: (row) => <TwoLines>{inOrder(row.title)}</TwoLines>,
  },
  {
    id: 'state',
    header: 'State',
    width: 130,
    shown: true,
    text: (row) => jobWords(row).label,
    cell: (row) => <Badge tone={jobWords(row).tone}>{jobWords(row).label}</Badge>,
  },
  {
    id: 'counts',
    header: 'Rows',
    about: 'Confirmed: read again in LastPass and found so, or as the row says.',
    width: 170,
    shown: true,
    text: (row) => countWords(row.counts),
    cell: (row) => <TwoLines>{countWords(row.counts)}</TwoLines>,
  },
  {
    id: 'created',
    header: 'Begun',
    width: 105,
    shown: true,
    text: (row) => absolute(row.created),
    cell: (row) => <RelativeTime instant={row.created} />,
  },
  {
    id: 'why',
    header: 'Why',
    width: 190,
    grow: 1,
    shown: true,
    text: (row) => [row.reason.ticket, row.reason.reason, row.reason.requestedBy].filter(Boolean).join(' · '),
  },
  {
    id: 'undoable',
    header: 'Can be undone',
    width: 120,
    shown: true,
    text: (row) =>
      row.undoable > 0
        ? plural(row.undoable, 'change', 'changes')
        : row.undone > 0
          ? `undone: ${plural(row.undone, 'change', 'changes')}`
          : 'nothing',
  },
]
const question = {}
const said = (total: number) => plural(total, 'job', 'jobs')

/** Every job, the newest first. */
export function Jobs() {
  const pages = usePages('jobs.page', question)
  const opened = useJobShown()
  return (
    <ListTable<Job>
      name="jobs"
      label="Jobs"
      counted={said}
      columns={columns}
      pages={pages}
      rowId={(row) => row.id}
      listKey="jobs"
      twoLines
      opened={opened}
      onOpen={(row) => showJob(row.id)}
      onClose={() => showJob(null)}
      empty={
        <EmptyState title="Nothing was changed yet">
          Whatever is sent to LastPass from here becomes a job: with every row’s outcome, and its undo where there is
          one.
        </EmptyState>
      }
    />
  )
}
