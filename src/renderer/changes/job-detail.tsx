import { Button } from '@mantine/core'
import { IconArrowBackUp, IconPlayerPause, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { Job, JobRow, Outcome } from '../../contract/change.ts'
import { outcomes } from '../../contract/change.ts'
import { failureOf } from '../lib/client.ts'
import { fixedPages } from '../lib/fixed-pages.ts'
import { absolute, count, plural } from '../lib/format.ts'
import { useColumns } from '../lib/list-columns.ts'
import { usePages } from '../lib/pages.ts'
import { useRead } from '../lib/queries.ts'
import { useSettings } from '../lib/settings.ts'
import { Address } from '../ui/address.tsx'
import { Badge } from '../ui/badge.tsx'
import { EmptyState, FailureState } from '../ui/states.tsx'
import type { Column } from '../ui/table/column.ts'
import { DataTable } from '../ui/table/data-table.tsx'
import styles from './changes.module.css'
import { useSecondsUntil } from './countdown.ts'
import { pauseJob, resumeJob, stopJob, undoJob } from './job-acts.ts'
import { changeTitle, countWords, jobWords, kindWords, outcomeWords, sendable, stateWords } from './words.ts'
import { useWriting } from './writing.tsx'

const icon = { size: 15, stroke: 1.8 }
const columns: readonly Column<JobRow>[] = [
  {
    id: 'username',
    header: 'Person',
    width: 250,
    shown: true,
    pinned: true,
    text: (row) => row.change.username,
    cell: (row) => <Address address={row.change.username} />,
  },
  {
    id: 'outcome',
    header: 'Outcome',
    width: 105,
    shown: true,
    text: (row) => outcomeWords[row.outcome].label,
    cell: (row) => <Badge tone={outcomeWords[row.outcome].tone}>{outcomeWords[row.outcome].label}</Badge>,
  },
  { id: 'change', header: 'Change', width: 100, shown: true, text: (row) => kindWords[row.change.kind].short },
  { id: 'message', header: 'What is known', width: 300, shown: true, text: (row) => row.message ?? '' },
]
const none: never[] = []
/** Fewer rows than this are read at once, so that those in trouble can come first. */
const mostSorted = 500
const order: readonly Outcome[] = ['failed', 'unknown', 'sent', 'waiting', 'confirmed', 'skipped']

/** One job: how far it is, how each row ended, and what can still be done about it. */
export function JobDetail({ id }: { id: string }) {
  const read = useRead('jobs.get', { job: id, limit: 0 }, { keep: true })
  const [opened, setOpened] = useState<JobRow | null>(null)
  if (read.error) return <FailureState failure={failureOf(read.error)} compact />
  if (!read.data) return null
  const { job, total } = read.data
  return (
    <div className={styles.job}>
      <JobHead job={job} />
      <JobButtons job={job} />
      <div className={styles.jobTable}>
        {total <= mostSorted ? (
          <SortedRows id={id} opened={opened} onOpen={setOpened} />
        ) : (
          <PagedRows id={id} opened={opened} onOpen={setOpened} />
        )}
      </div>
      {opened && <OpenedRow job={job} row={opened} />}
    </div>
  )
}

function JobHead({ job }: { job: Job }) {
  const seconds = useSecondsUntil(job.state === 'holding' ? job.holdUntil : null)
  const words = jobWords(job)
  const all = sendable(job.counts)
  return (
    <div className={styles.jobHead}>
      <h2>{job.title}</h2>
      <p>
        <Badge tone={words.tone}>{words.label}</Badge>{' '}
        <span className="numbers">
          {job.state === 'holding'
            ? `· nothing is sent for another ${seconds} s.`
            : `· ${countWords(job.counts)}, of ${plural(all + job.counts.skipped, 'row', 'rows')}`}
        </span>
      </p>
      <Progress counts={job.counts} />
      <p className={styles.quiet}>
        {stateWords[job.state].meaning} Begun {absolute(job.created)}
        {job.finished ? `, ended ${absolute(job.finished)}` : ''}.
      </p>
      {job.note && <p className={styles.warn}>{job.note}</p>}
      {(job.reason.reason || job.reason.ticket || job.reason.requestedBy) && (
        <p className={styles.quiet}>
          {[
            job.reason.reason,
            job.reason.ticket && `Ticket ${job.reason.ticket}`,
            job.reason.requestedBy && `asked for by ${job.reason.requestedBy}`,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      )}
    </div>
  )
}

function Progress({ counts }: { counts: Job['counts'] }) {
  return (
    <div className={styles.progress} aria-hidden>
      {outcomes
        .filter((outcome) => outcome !== 'skipped' && counts[outcome] > 0)
        .map((outcome) => (
          <span key={outcome} data-outcome={outcome} style={{ flexGrow: counts[outcome] }} />
        ))}
    </div>
  )
}

function JobButtons({ job }: { job: Job }) {
  const { enabled } = useWriting()
  const { failed } = job.counts
  const active = job.state === 'holding' || job.state === 'running'
  const off = enabled ? undefined : 'Enable changes at the top first'
  return (
    <div className={styles.jobButtons}>
      {job.state === 'holding' && (
        <Button leftSection={<IconArrowBackUp {...icon} />} onClick={() => void stopJob(job.id)}>
          Undo: send nothing
        </Button>
      )}
      {job.state === 'running' && (
        <>
          <Button variant="default" leftSection={<IconPlayerPause {...icon} />} onClick={() => void pauseJob(job.id)}>
            Pause
          </Button>
          <Button variant="default" leftSection={<IconPlayerStop {...icon} />} onClick={() => void stopJob(job.id)}>
            Stop after the current request
          </Button>
        </>
      )}
      {job.state === 'paused' && (
        <>
          <Button
            leftSection={<IconPlayerPlay {...icon} />}
            disabled={!enabled}
            title={off}
            onClick={() => void resumeJob(job.id)}
          >
            Go on with {plural(job.counts.waiting, 'change', 'changes')}
          </Button>
          <Button variant="default" leftSection={<IconPlayerStop {...icon} />} onClick={() => void stopJob(job.id)}>
            Stop for good
          </Button>
        </>
      )}
      {!active && job.state !== 'paused' && failed > 0 && (
        <Button variant="default" disabled={!enabled} title={off} onClick={() => void resumeJob(job.id)}>
          Try {plural(failed, 'failed one', 'failed ones')} again
        </Button>
      )}
      {!active && job.undoable > 0 && (
        <Button
          variant="default"
          leftSection={<IconArrowBackUp {...icon} />}
          title="Opens a plan; nothing is sent yet"
          onClick={() => void undoJob(job.id)}
        >
          Undo {plural(job.undoable, 'change', 'changes')}
        </Button>
      )}
    </div>
  )
}

interface RowsProps {
  id: string
  opened: JobRow | null
  onOpen: (row: JobRow | null) => void
}

function SortedRows({ id, opened, onOpen }: RowsProps) {
  const read = useRead('jobs.get', { job: id, limit: mostSorted }, { keep: true })
  const rows = read.data?.rows
  const pages = useMemo(
    () =>
      fixedPages(
        [...(rows ?? [])].sort((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome) || a.row - b.row),
      ),
    [rows],
  )
  if (read.error) return <FailureState failure={failureOf(read.error)} compact />
  return <RowsTable id={id} pages={pages} opened={opened} onOpen={onOpen} />
}

function PagedRows({ id, opened, onOpen }: RowsProps) {
  const question = useMemo(() => ({ job: id }), [id])
  const pages = usePages('jobs.get', question)
  if (pages.failure) return <FailureState failure={pages.failure} onRetry={pages.retry} compact />
  return <RowsTable id={id} pages={pages} opened={opened} onOpen={onOpen} />
}

function RowsTable({ id, pages, opened, onOpen }: RowsProps & { pages: ReturnType<typeof fixedPages<JobRow>> }) {
  const { settings } = useSettings()
  const { places, onPlaces, onReset } = useColumns('job-rows', columns)
  return (
    <DataTable<JobRow>
      label="Rows of the job"
      counted={(number) => `${count(number)} rows`}
      columns={columns}
      places={places}
      onPlaces={onPlaces}
      onResetColumns={onReset}
      pages={pages}
      rowId={(row) => String(row.row)}
      sort={none}
      onSort={() => undefined}
      listKey={id}
      density={settings.density}
      opened={opened ? String(opened.row) : null}
      onOpen={onOpen}
      onClose={() => onOpen(null)}
      empty={<EmptyState title="No rows" />}
    />
  )
}

/** One row with everything that is known of it, the service's own words included. */
function OpenedRow({ job, row }: { job: Job; row: JobRow }) {
  const words = outcomeWords[row.outcome]
  return (
    <article className={styles.rowWords}>
      <header>
        <strong>{changeTitle(row.change)}</strong>
        <Badge tone={words.tone}>{words.label}</Badge>
      </header>
      <p>{row.message ?? words.meaning}</p>
      {row.time && <p className={styles.quiet}>{absolute(row.time)}</p>}
      {row.details && (
        <details>
          <summary>LastPass’ own words</summary>
          <pre>{row.details}</pre>
        </details>
      )}
      {row.outcome === 'confirmed' && job.undoable > 0 && job.state !== 'running' && (
        <Button
          variant="default"
          size="compact-xs"
          title="Opens a plan; nothing is sent yet"
          onClick={() => void undoJob(job.id, [row.change.username])}
        >
          Undo for {row.change.username}
        </Button>
      )}
    </article>
  )
}
