import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Job, JobRow } from '../../../../contract/change.ts'
import { failureOf } from '../../../lib/application/client.ts'
import { useRead } from '../../../lib/application/queries.ts'
import { absolute } from '../../../lib/words/format.ts'
import { Badge } from '../../../ui/badge.tsx'
import verbatim from '../../../ui/sheets/verbatim.module.css'
import { FailureState } from '../../../ui/states.tsx'
import { changeTitle } from '../kind-words.ts'
import written from '../row-words.module.css'
import texts from '../texts.module.css'
import { nameOf, WhoLine } from '../who.tsx'
import { outcomeWords } from '../words.ts'
import { undoJob } from './job-acts.ts'
import styles from './job-detail.module.css'
import { JobButtons, JobHead } from './job-head.tsx'
import { isUndoable, JobRows } from './job-rows.tsx'

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
        <JobRows job={job} total={total} opened={opened} onOpen={setOpened} />
      </div>
      {opened && <OpenedRow job={job} row={opened} />}
    </div>
  )
}

/** One row with everything that is known of it, the service's own words included. */
function OpenedRow({ job, row }: { job: Job; row: JobRow }) {
  const words = outcomeWords[row.outcome]
  return (
    <article className={written.row}>
      <header>
        {/* Without the status: it is that of before. */}
        <WhoLine row={{ ...row, status: undefined }} />
        <Badge tone={words.tone}>{words.label}</Badge>
      </header>
      <p className={texts.quiet}>{changeTitle(row.change, row.fullname)}</p>
      <p>{row.message ?? words.meaning}</p>
      {row.time && <p className={texts.quiet}>{absolute(row.time)}</p>}
      {row.details && (
        <details>
          <summary>Details</summary>
          <pre className={verbatim.verbatim}>{row.details}</pre>
        </details>
      )}
      {row.outcome === 'confirmed' && isUndoable(job) && (
        <Button
          variant="default"
          size="compact-xs"
          title="Opens a plan; nothing is sent yet"
          onClick={() => void undoJob(job.id, [row.change.username])}
        >
          Undo for {nameOf(row)}
        </Button>
      )}
    </article>
  )
}
