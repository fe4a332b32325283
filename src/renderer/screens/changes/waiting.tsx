import { Button } from '@mantine/core'
import type { Standing } from '../../../contract/change.ts'
import { showPlan } from '../../features/changes/open-dialogs.ts'
import { OpenRequest } from '../../features/changes/plan/open-request.tsx'
import { applyWaiting, discardPlan, dropDone, previewAgain } from '../../features/changes/waiting/waiting-acts.ts'
import {
  againWords,
  allMade,
  expiredIn,
  expiredWords,
  stillToSend,
} from '../../features/changes/waiting/waiting-words.ts'
import { standingWords } from '../../features/changes/words.ts'
import { useMay } from '../../features/session/use-seat.ts'
import { failureOf } from '../../lib/application/client.ts'
import { useRead } from '../../lib/application/queries.ts'
import { absolute, count, plural } from '../../lib/words/format.ts'
import { Badge } from '../../ui/badge.tsx'
import cards from '../../ui/sheets/cards.module.css'
import { EmptyState, FailureState } from '../../ui/states.tsx'
import { RelativeTime } from '../../ui/time.tsx'
import styles from './changes.module.css'

const standings = Object.keys(standingWords) as Standing[]

/** Plans that were kept: made offline, or put aside. */
export function Waiting() {
  const read = useRead('changes.waiting', {})
  const opener = useMay()('approvals.open') && <OpenRequest />
  if (read.error) return <FailureState failure={failureOf(read.error)} onRetry={() => void read.refetch()} />
  if (!read.data) return null
  const { plans } = read.data
  if (plans.length === 0)
    return (
      <EmptyState title="Nothing waits" action={opener}>
        A previewed plan can be kept for later, for instance while there is no connection. It waits here and at the
        bottom of every screen. Before it is sent, each person is read again and compared.
      </EmptyState>
    )
  return (
    <div className={cards.cards}>
      {opener && <div className={styles.buttons}>{opener}</div>}
      {plans.map((plan) => (
        <article key={plan.plan} className={cards.card} aria-label={plan.title}>
          <header>
            <h2>{plan.title}</h2>
            <span className={styles.note}>
              kept <RelativeTime instant={plan.created} />
            </span>
          </header>
          <p className={styles.badges}>
            {standings
              .filter((standing) => plan.standing[standing] > 0)
              .map((standing) => (
                <span key={standing} title={standingWords[standing].meaning}>
                  <Badge tone={standingWords[standing].tone}>
                    {count(plan.standing[standing])} {standingWords[standing].label.toLowerCase()}
                  </Badge>
                </span>
              ))}
            <span className={styles.note}>by what was last read; LastPass is asked before anything is sent</span>
          </p>
          {plan.expires && (
            <p className={styles.note}>
              {plan.expired
                ? expiredWords(plan)
                : `Changes that take something away are confirmed again, and not sent after ${absolute(plan.expires)}.`}
            </p>
          )}
          <div className={styles.buttons}>
            {allMade(plan) ? (
              <Button
                onClick={() => void dropDone(plan.plan)}
                title="Everything in it is already done; nothing is sent"
              >
                Remove it from the list
              </Button>
            ) : (
              stillToSend(plan) > 0 && (
                <Button
                  onClick={() => void applyWaiting(plan)}
                  title="Sent at once where everything is as you saw it and nothing is taken away; otherwise shown first"
                >
                  Apply {plural(stillToSend(plan), 'change', 'changes')}
                </Button>
              )
            )}
            {expiredIn(plan) > 0 && (
              <Button
                variant={stillToSend(plan) > 0 ? 'default' : 'filled'}
                onClick={() => void previewAgain(plan.plan)}
              >
                {againWords(plan)}
              </Button>
            )}
            {plan.standing['already-done'] > 0 && !allMade(plan) && (
              <Button variant="default" onClick={() => void dropDone(plan.plan)}>
                Remove {count(plan.standing['already-done'])} already done
              </Button>
            )}
            <Button variant="default" onClick={() => showPlan({ plan: plan.plan, title: plan.title, compare: true })}>
              Compare with LastPass now
            </Button>
            <Button variant="subtle" color="gray" onClick={() => void discardPlan(plan.plan)}>
              Discard
            </Button>
          </div>
        </article>
      ))}
    </div>
  )
}
