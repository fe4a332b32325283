import { Button } from '@mantine/core'
import { IconArrowBackUp, IconPlayerPause, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react'
import type { Job } from '../../../../contract/change.ts'
import { outcomes } from '../../../../contract/lists.ts'
import { absolute, plural } from '../../../lib/words/format.ts'
import { Badge } from '../../../ui/badge.tsx'
import parts from '../dialog-parts.module.css'
import { showJob } from '../open-dialogs.ts'
import { reasonInWords } from '../plan/plan-reason.tsx'
import { useWriting } from '../safe-mode/safe-mode.tsx'
import texts from '../texts.module.css'
import { countWords, jobWords, sendable, stateWords } from '../words.ts'
import { useSecondsUntil } from './countdown.ts'
import { pauseJob, resumeJob, stopJob, undoJob } from './job-acts.ts'
import styles from './job-head.module.css'
import { WaitingLink } from './waiting-link.tsx'

const icon = { size: 15, stroke: 1.8 }

/** How far a job is, in words and as a bar, and why it is made. */
export function JobHead({ job }: { job: Job }) {
  const seconds = useSecondsUntil(job.state === 'holding' ? job.holdUntil : null)
  const words = jobWords(job)
  const all = sendable(job.counts)
  const why = reasonInWords(job.reason)
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
      <p className={texts.quiet}>
        {stateWords[job.state].meaning} Begun {absolute(job.created)}
        {job.finished ? `, ended ${absolute(job.finished)}` : ''}.
      </p>
      {job.undone > 0 && (
        <p className={texts.quiet}>{plural(job.undone, 'change was', 'changes were')} undone by a later job.</p>
      )}
      {job.note && <p className={texts.warn}>{job.note}</p>}
      {why && <p className={texts.quiet}>{why}</p>}
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

/** What can be done about a job: call it back, pause it, go on, try again, undo. */
export function JobButtons({ job }: { job: Job }) {
  const { enabled } = useWriting()
  const { failed } = job.counts
  const active = job.state === 'holding' || job.state === 'running'
  const off = enabled ? undefined : 'Enable changes at the top first'
  return (
    <div className={parts.actions}>
      {job.calledBack && <WaitingLink onFollow={() => showJob(null)} />}
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
            {job.counts.waiting > 0
              ? `Go on with ${plural(job.counts.waiting, 'change', 'changes')}`
              : `Ask LastPass about ${plural(job.counts.unknown + job.counts.sent, 'change', 'changes')}`}
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
