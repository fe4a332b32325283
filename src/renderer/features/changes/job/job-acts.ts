import { notifications } from '@mantine/notifications'
import type { Job } from '../../../../contract/change.ts'
import { call } from '../../../lib/application/client.ts'
import { act } from '../../../lib/application/queries.ts'
import { toastFailure } from '../../../lib/toast.ts'
import { showPlan } from '../open-dialogs.ts'
import { enableChanges } from '../safe-mode/safe-mode.tsx'

/** Calls a held job back, or stops a running one after the request under way. */
export async function stopJob(job: string): Promise<void> {
  try {
    await act('jobs.cancel', { job })
  } catch (error) {
    toastFailure('The job was not stopped', error)
  }
}

export async function pauseJob(job: string): Promise<void> {
  try {
    await act('jobs.pause', { job })
  } catch (error) {
    toastFailure('The job was not paused', error)
  }
}

/** Goes on with a paused job, or tries the failed rows of a finished one again. */
export async function resumeJob(job: string): Promise<void> {
  try {
    await act('jobs.resume', { job })
  } catch (error) {
    toastFailure('The job was not resumed', error)
  }
}

/** Goes on with a paused job; changes are enabled first where they are not. */
export async function goOn(job: string, enabled: boolean): Promise<void> {
  if (enabled || (await enableChanges())) await resumeJob(job)
}

/** Opens the plan that undoes a job, for everybody or for some. */
export async function undoJob(job: string, usernames?: string[]): Promise<void> {
  try {
    const { plan } = await act('jobs.undo', { job, ...(usernames ? { usernames } : {}) })
    showPlan({ plan })
  } catch (error) {
    toastFailure('This cannot be undone', error)
  }
}

/** What Ctrl/Cmd+Z does: a job within its hold is called back; otherwise the newest job's undo is shown as a plan. */
export async function undoNewest(): Promise<void> {
  const { rows } = await call('jobs.page', { offset: 0, limit: 20 }).catch(() => ({ rows: [] as Job[] }))
  const held = rows.find((job) => job.state === 'holding')
  if (held) return stopJob(held.id)
  const newest = rows.find((job) => job.state === 'done' && job.undoable > 0)
  if (newest && newest === rows[0] && Date.now() - Date.parse(newest.finished ?? newest.created) < undoableMs)
    return undoJob(newest.id)
  notifications.show({
    id: 'nothing-waits',
    message: 'Nothing waits to be sent. Earlier jobs can be undone under Changes.',
  })
}

/** 10 minutes: what a person still calls "just now". */
const undoableMs = 10 * 60_000
