import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useEffect } from 'react'
import type { Job } from '../../../../contract/change.ts'
import { useRead } from '../../../lib/application/queries.ts'
import { count, plural } from '../../../lib/words/format.ts'
import { keyName } from '../../../lib/words/key-names.ts'
import { useLive } from '../../../ui/live.tsx'
import parts from '../dialog-parts.module.css'
import { showJob } from '../open-dialogs.ts'
import { countWords, jobWords, sendable } from '../words.ts'
import { useSecondsUntil } from './countdown.ts'
import { stopJob, undoJob } from './job-acts.ts'
import styles from './job-toast.module.css'
import { WaitingLink } from './waiting-link.tsx'

/** Jobs whose message is still there though nothing in it needs to be read. */
const over = new Set<string>()
/** The name of a job's message: while it is there, nothing else counts down. */
export const toastOf = (job: string): string => `job ${job}`

/** Shows a job from its hold to its end, with the way back; errors are kept under Changes as well. */
export function watchJob(job: string): void {
  // What is over makes room: few messages are shown at once, and the next one must not wait for its turn.
  for (const id of over) notifications.hide(toastOf(id))
  over.clear()
  notifications.show({
    id: toastOf(job),
    autoClose: false,
    withBorder: true,
    // The live region of the page says it, once; an alert would say each second of the countdown.
    role: 'group',
    'aria-label': 'A job',
    message: <JobToast id={job} />,
  })
}

/** 20 seconds to notice the way back; what went wrong stays until it is closed. */
const goneAfterMs = 20_000

function JobToast({ id }: { id: string }) {
  const job = useRead('jobs.get', { job: id, limit: 0 }).data?.job
  const seconds = useSecondsUntil(job?.state === 'holding' ? job.holdUntil : null)
  const say = useLive()
  const state = job?.state
  const title = job?.title
  const holdUntil = job?.holdUntil ?? null
  /** How it ended: said in the words that are shown. */
  const ended = job && (job.state === 'done' || job.state === 'cancelled') ? toastWords(job, 0) : null
  useEffect(() => {
    if (state === 'holding' && holdUntil !== null) {
      const left = Math.max(1, Math.ceil((Date.parse(holdUntil) - Date.now()) / 1000))
      say(`${title}: sent in ${plural(left, 'second', 'seconds')}, ${keyName('Mod Z')} calls it back`)
    }
    if (ended !== null) say(`${title}: ${ended}`)
  }, [state, title, holdUntil, ended, say])
  const settled = job !== undefined && isSettled(job)
  useEffect(() => {
    if (!settled) return
    over.add(id)
    const timer = window.setTimeout(() => notifications.hide(toastOf(id)), goneAfterMs)
    return () => {
      over.delete(id)
      window.clearTimeout(timer)
    }
  }, [settled, id])
  if (!job) return null
  return (
    <div className={styles.toast} data-state={job.state}>
      <span className={styles.toastTitle}>{job.title}</span>
      <p className="numbers" aria-hidden={job.state === 'holding' || undefined}>
        {toastWords(job, seconds)}
      </p>
      <div className={parts.actions}>
        {job.state === 'holding' && <Button onClick={() => void stopJob(id)}>Undo ({keyName('Mod Z')})</Button>}
        {job.state === 'done' && job.undoable > 0 && (
          <Button variant="default" onClick={() => void undoJob(id)}>
            Undo
          </Button>
        )}
        {job.calledBack && <WaitingLink onFollow={() => notifications.hide(toastOf(id))} />}
        <Button variant="subtle" color="gray" onClick={() => showJob(id)}>
          Show
        </Button>
      </div>
    </div>
  )
}

/** Over, and nothing in it needs to be read. */
const isSettled = (job: Job): boolean =>
  (job.state === 'done' || job.state === 'cancelled') && job.counts.failed + job.counts.unknown === 0

function toastWords(job: Job, seconds: number): string {
  const all = sendable(job.counts)
  switch (job.state) {
    case 'holding':
      return seconds > 0 ? `Nothing is sent for another ${seconds} s.` : 'Being sent now.'
    case 'running':
      return `${count(job.counts.confirmed)} of ${count(all)} confirmed.`
    case 'paused':
      return `Paused. ${job.note ?? ''} ${countWords(job.counts)}.`
    case 'cancelled':
      return job.counts.confirmed + job.counts.sent + job.counts.failed + job.counts.unknown === 0
        ? job.calledBack
          ? 'Called back; nothing was sent. The plan waits again.'
          : 'Called back. Nothing was sent.'
        : `Stopped: ${countWords(job.counts)}.`
    case 'done':
      return job.counts.failed + job.counts.unknown === 0
        ? `Done: ${plural(job.counts.confirmed, 'change is', 'changes are')} confirmed.`
        : `${jobWords(job).label}: ${countWords(job.counts)}.`
  }
}
