import { Button } from '@mantine/core'
import { useMemo } from 'react'
import type { ChangeKind, Job, JobRow, Outcome } from '../../../../contract/change.ts'
import { failureOf } from '../../../lib/application/client.ts'
import { fixedPages } from '../../../lib/application/fixed-pages.ts'
import { usePages } from '../../../lib/application/pages.ts'
import { useRead } from '../../../lib/application/queries.ts'
import { count, inOrder } from '../../../lib/words/format.ts'
import { Badge } from '../../../ui/badge.tsx'
import { EmptyState, FailureState } from '../../../ui/states.tsx'
import type { Column } from '../../../ui/table/column.ts'
import { ListTable } from '../../../ui/table/list-table.tsx'
import { kindWords } from '../kind-words.ts'
import { nameOf, TwoLines, whoColumn } from '../who.tsx'
import { outcomeWords } from '../words.ts'
import { undoJob } from './job-acts.ts'

/** Kinds that something undoes. */
const undoable: ReadonlySet<ChangeKind> = new Set(['disable', 'enable', 'groups', 'rename', 'add'])
/** Whether a job is over and something of it can be undone. */
export const isUndoable = (job: Job): boolean => job.undoable > 0 && (job.state === 'done' || job.state === 'cancelled')

const columns: readonly Column<JobRow>[] = [
  whoColumn<JobRow>(),
  {
    id: 'outcome',
    header: 'Outcome',
    width: 108,
    shown: true,
    text: (row) => outcomeWords[row.outcome].label,
    cell: (row) => <Badge tone={outcomeWords[row.outcome].tone}>{outcomeWords[row.outcome].label}</Badge>,
  },
  { id: 'change', header: 'Change', width: 100, shown: false, text: (row) => kindWords[row.change.kind].short },
  {
    id: 'message',
    header: 'What is known',
    grow: 1,
    width: 250,
    shown: true,
    text: (row) => inOrder(row.message ?? ''),
    cell: (row) => <TwoLines>{inOrder(row.message ?? '')}</TwoLines>,
  },
]
/** Only where a job can be undone: it would stand empty. */
const undoColumn = (job: string): Column<JobRow> => ({
  id: 'undo',
  header: 'Undo',
  width: 78,
  shown: true,
  text: () => '',
  cell: (row) =>
    row.outcome === 'confirmed' && undoable.has(row.change.kind) ? (
      // By keyboard: Enter opens the row, whose words have the same button.
      <Button
        variant="default"
        size="compact-xs"
        tabIndex={-1}
        aria-label={`Undo for ${nameOf(row)}`}
        onClick={(event) => {
          event.stopPropagation()
          void undoJob(job, [row.change.username])
        }}
      >
        Undo
      </Button>
    ) : null,
})
/** Fewer rows than this are read at once, so that those in trouble can come first. */
const mostSorted = 500
const order: readonly Outcome[] = ['failed', 'unknown', 'sent', 'waiting', 'confirmed', 'skipped']

interface RowsProps {
  job: Job
  opened: JobRow | null
  onOpen: (row: JobRow | null) => void
}

/** The rows of a job: those in trouble first, as long as they can be read at once. */
export function JobRows({ total, ...props }: RowsProps & { total: number }) {
  return total <= mostSorted ? <SortedRows {...props} /> : <PagedRows {...props} />
}

function SortedRows({ job, opened, onOpen }: RowsProps) {
  const read = useRead('jobs.get', { job: job.id, limit: mostSorted }, { keep: true })
  const rows = read.data?.rows
  const pages = useMemo(
    () =>
      fixedPages(
        [...(rows ?? [])].sort((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome) || a.row - b.row),
      ),
    [rows],
  )
  if (read.error) return <FailureState failure={failureOf(read.error)} compact />
  return <RowsTable job={job} pages={pages} opened={opened} onOpen={onOpen} />
}

function PagedRows({ job, opened, onOpen }: RowsProps) {
  const { id } = job
  const question = useMemo(() => ({ job: id }), [id])
  const pages = usePages('jobs.get', question)
  if (pages.failure) return <FailureState failure={pages.failure} onRetry={pages.retry} compact />
  return <RowsTable job={job} pages={pages} opened={opened} onOpen={onOpen} />
}

function RowsTable({ job, pages, opened, onOpen }: RowsProps & { pages: ReturnType<typeof fixedPages<JobRow>> }) {
  const { id } = job
  const mayUndo = isUndoable(job)
  const shown = useMemo(() => (mayUndo ? [...columns, undoColumn(id)] : columns), [id, mayUndo])
  return (
    <ListTable<JobRow>
      name="job-rows"
      label="Rows of the job"
      counted={(number) => `${count(number)} rows`}
      columns={shown}
      pages={pages}
      rowId={(row) => String(row.row)}
      listKey={id}
      twoLines
      opened={opened ? String(opened.row) : null}
      onOpen={onOpen}
      onClose={() => onOpen(null)}
      empty={<EmptyState title="No rows" />}
    />
  )
}
