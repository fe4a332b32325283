import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconChevronRight, IconClockHour4 } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import type { Output } from '../../contract/calls.ts'
import { call, failureOf } from '../lib/client.ts'
import { plural } from '../lib/format.ts'
import { act, useRead } from '../lib/queries.ts'
import styles from './changes.module.css'
import { useSecondsUntil } from './countdown.ts'
import { showJob, showPlan } from './flow.ts'
import { stopJob } from './job-acts.ts'
import { watchJob } from './job-toast.tsx'

type Waiting = Output<'changes.waiting'>['plans'][number]

/** Plans that wait and jobs that run: at the bottom of every screen, only when there are any. */
export function PendingBar() {
  const waiting = useRead('changes.waiting', {}).data?.plans ?? []
  const jobs = useRead('jobs.page', { offset: 0, limit: 20 }).data?.rows ?? []
  const navigate = useNavigate()
  const active = jobs.filter((job) => job.state === 'holding' || job.state === 'running' || job.state === 'paused')
  const [first] = active
  const seconds = useSecondsUntil(first?.state === 'holding' ? first.holdUntil : null)
  if (waiting.length === 0 && active.length === 0) return null
  const rows = waiting.reduce((sum, plan) => sum + plan.rows, 0)
  const [only, ...others] = waiting
  const all = () => void navigate({ to: '/changes', search: { part: 'waiting' } as never })
  return (
    <section className={styles.bar} aria-label="What waits and what runs" data-pending-bar>
      {only && (
        <div className={styles.barPart}>
          <IconClockHour4 size={16} stroke={1.8} aria-hidden />
          <span className={styles.barTitle}>
            <strong className="numbers">{plural(rows, 'change waits', 'changes wait')}</strong>
            {others.length > 0
              ? ` in ${plural(waiting.length, 'plan', 'plans')}`
              : /^\d/.test(only.title)
                ? ''
                : `: ${only.title}`}
          </span>
          {others.length === 0 ? (
            <>
              <Button variant="subtle" color="gray" onClick={() => void discardPlan(only.plan)}>
                Discard
              </Button>
              <Button variant="default" onClick={() => showPlan({ plan: only.plan, compare: true, title: only.title })}>
                Preview
              </Button>
              <Button disabled={only.expired} onClick={() => void applyWaiting(only)}>
                Apply {plural(only.rows, 'change', 'changes')}
              </Button>
            </>
          ) : (
            <Button variant="default" onClick={all}>
              Show them
            </Button>
          )}
        </div>
      )}
      {first && (
        <div className={styles.barPart} data-end>
          <span className={styles.barTitle}>
            {active.length > 1
              ? `${plural(active.length, 'job is', 'jobs are')} under way`
              : first.state === 'holding'
                ? `${first.title}: sent in ${seconds} s`
                : first.state === 'paused'
                  ? `${first.title}: paused`
                  : `${first.title}: ${first.counts.confirmed} confirmed`}
          </span>
          {first.state === 'holding' && (
            <Button variant="default" onClick={() => void stopJob(first.id)}>
              Undo
            </Button>
          )}
          <Button
            variant="subtle"
            rightSection={<IconChevronRight size={15} />}
            onClick={() =>
              active.length === 1
                ? showJob(first.id)
                : void navigate({ to: '/changes', search: { part: 'jobs' } as never })
            }
          >
            Show
          </Button>
        </div>
      )}
    </section>
  )
}

/** Drops a plan that waits; it can be previewed anew. */
export async function discardPlan(plan: string): Promise<void> {
  try {
    await act('changes.discard', { plan })
    notifications.show({ message: 'Discarded. Nothing was sent.' })
  } catch (error) {
    notifications.show({ color: 'red', title: 'It was not discarded', message: failureOf(error).message })
  }
}

/** Sends a waiting plan at once where every row is as it was seen and nothing in it takes something away; otherwise shows it. */
export async function applyWaiting({ plan, title }: Pick<Waiting, 'plan' | 'title'>): Promise<void> {
  const show = () => showPlan({ plan, title, compare: true })
  try {
    const { enabledUntil } = await call('writing.state', {})
    if (enabledUntil === null) return show()
    const { rows } = await act('changes.compare', { plan })
    const clean = rows.every((row) => !row.destructive && (row.kind === 'clean' || row.kind === 'already-done'))
    const { confirm, stopped, reasonRequired, needsSecondPerson } = await call('changes.plan', { plan, limit: 0 })
    if (!clean || confirm !== null || stopped !== null || reasonRequired || needsSecondPerson) return show()
    const { job } = await act('changes.apply', { plan })
    watchJob(job)
  } catch {
    // The dialog says what stands in the way, with the way on.
    show()
  }
}
