import { Button } from '@mantine/core'
import { useNotifications } from '@mantine/notifications'
import { IconChevronRight, IconClockHour4 } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useRead } from '../../lib/application/queries.ts'
import { count, plural } from '../../lib/words/format.ts'
import { useSecondsUntil } from './job/countdown.ts'
import { goOn, stopJob } from './job/job-acts.ts'
import { toastOf } from './job/job-toast.tsx'
import { showJob, showPlan } from './open-dialogs.ts'
import styles from './pending-bar.module.css'
import { useWriting } from './safe-mode/safe-mode.tsx'
import { DueJoiners } from './waiting/due-joiners.tsx'
import { applyWaiting, discardPlan, dropDone, previewAgain } from './waiting/waiting-acts.ts'
import { againWords, allMade, expiredIn, stillToSend, waitingWords } from './waiting/waiting-words.ts'

/** Plans that wait and jobs that run: at the bottom of every screen, only when there are any. */
export function PendingBar() {
  const waiting = useRead('changes.waiting', {}).data?.plans ?? []
  const jobs = useRead('jobs.page', { offset: 0, limit: 20 }).data?.rows ?? []
  const navigate = useNavigate()
  // One that rests with changes that were not sent has a banner.
  const active = jobs.filter(
    ({ state, counts }) => state === 'holding' || state === 'running' || (state === 'paused' && counts.waiting === 0),
  )
  const [first] = active
  const { enabled } = useWriting()
  const shown = useNotifications().notifications
  // The message counts down where it is there.
  const told = first !== undefined && shown.some(({ id }) => id === toastOf(first.id))
  const seconds = useSecondsUntil(first?.state === 'holding' ? first.holdUntil : null)
  if (waiting.length === 0 && active.length === 0) return null
  const [only, ...others] = waiting
  const all = () => void navigate({ to: '/changes', search: { part: 'waiting' } })
  return (
    <section className={styles.bar} aria-label="What waits and what runs" data-pending-bar>
      {only && (
        <div className={styles.barPart}>
          <IconClockHour4 size={16} stroke={1.8} aria-hidden />
          <span className={styles.barTitle}>
            <strong className="numbers">{waitingWords(waiting)}</strong>
            {others.length > 0
              ? ` in ${plural(waiting.length, 'plan', 'plans')}`
              : /^\d/.test(only.title)
                ? ''
                : `: ${only.title}`}
            {others.length === 0 && expiredIn(only) > 0 && ` · ${count(expiredIn(only))} expired`}
          </span>
          {others.length === 0 ? (
            <>
              <Button variant="subtle" color="gray" onClick={() => void discardPlan(only.plan)}>
                Discard
              </Button>
              <Button variant="default" onClick={() => showPlan({ plan: only.plan, compare: true, title: only.title })}>
                Preview
              </Button>
              {allMade(only) ? (
                <Button onClick={() => void dropDone(only.plan)}>Already done: remove it</Button>
              ) : stillToSend(only) > 0 ? (
                <Button onClick={() => void applyWaiting(only)}>
                  Apply {plural(stillToSend(only), 'change', 'changes')}
                </Button>
              ) : (
                expiredIn(only) > 0 && <Button onClick={() => void previewAgain(only.plan)}>{againWords(only)}</Button>
              )}
            </>
          ) : (
            <Button variant="default" onClick={all}>
              Show them
            </Button>
          )}
        </div>
      )}
      {only && <DueJoiners />}
      {first && (
        <div className={styles.barPart} data-end>
          <span className={styles.barTitle}>
            {active.length > 1
              ? `${plural(active.length, 'job is', 'jobs are')} under way`
              : first.state === 'holding'
                ? told
                  ? `${first.title}: not sent yet`
                  : `${first.title}: sent in ${seconds} s`
                : first.state === 'paused'
                  ? `${first.title}: paused, the outcome is not known yet`
                  : `${first.title}: ${first.counts.confirmed} confirmed`}
          </span>
          {first.state === 'paused' && active.length === 1 && (
            <Button variant="default" onClick={() => void goOn(first.id, enabled)}>
              {enabled ? 'Ask' : 'Enable changes and ask'} LastPass about{' '}
              {plural(first.counts.unknown + first.counts.sent, 'change', 'changes')}
            </Button>
          )}
          {first.state === 'holding' && !told && (
            <Button variant="default" onClick={() => void stopJob(first.id)}>
              Undo
            </Button>
          )}
          <Button
            variant="subtle"
            rightSection={<IconChevronRight size={15} />}
            onClick={() =>
              active.length === 1 ? showJob(first.id) : void navigate({ to: '/changes', search: { part: 'jobs' } })
            }
          >
            Show
          </Button>
        </div>
      )}
    </section>
  )
}
