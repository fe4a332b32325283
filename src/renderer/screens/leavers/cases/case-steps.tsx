import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconExternalLink } from '@tabler/icons-react'
import type { Output } from '../../../../contract/calls.ts'
import { showJob } from '../../../features/changes/open-dialogs.ts'
import { stepWords } from '../../../features/people-list/labels.ts'
import layout from '../../../features/people-list/list-layout.module.css'
import texts from '../../../features/people-list/texts.module.css'
import { failureOf } from '../../../lib/application/client.ts'
import { act } from '../../../lib/application/queries.ts'
import { absolute } from '../../../lib/words/format.ts'
import { Badge } from '../../../ui/badge.tsx'
import styles from './case-steps.module.css'

type Case = Output<'leavers.case'>
type Step = Case['steps'][number]

const over: ReadonlySet<Step['state']> = new Set(['confirmed', 'not-needed', 'done-by-hand'])

/** Whether a change can be planned at once: nothing that it waits for is open. */
function isNext(one: Case, step: Step): boolean {
  if (step.state !== 'waiting' || !step.gated || one.state === 'done') return false
  return one.steps.slice(0, step.step).every((each) => over.has(each.state) || each.kind === 'console')
}

/** The steps of one leaving in their order, with what each waits for. */
export function CaseSteps({ one }: { one: Case }) {
  const tick = async (step: Step, done: boolean) => {
    if (step.consoleStep === null) return
    try {
      await act('leavers.done', { cases: [one.case], step: step.consoleStep, done })
    } catch (error) {
      notifications.show({
        color: 'red',
        title: 'The tick was not kept',
        message: failureOf(error).message,
        autoClose: 10_000,
      })
    }
  }
  return (
    <ol className={styles.steps}>
      {one.steps.map((step) => (
        <li key={step.step}>
          <p className={styles.stepHead}>
            <strong>{step.title}</strong>
            {isNext(one, step) ? (
              <Badge tone="blue">Comes next</Badge>
            ) : (
              <Badge tone={stepWords[step.state].tone}>{stepWords[step.state].label}</Badge>
            )}
          </p>
          <p className={texts.note}>{step.consequence}</p>
          {isNext(one, step) && <p className={texts.note}>“Plan the next step” above the list plans it.</p>}
          {step.gated && !isNext(one, step) && (step.state === 'waiting' || step.state === 'held') && (
            <p className={texts.note}>Only after the steps before are confirmed.</p>
          )}
          {step.message && <p>{step.message}</p>}
          {step.time && <p className={texts.note}>{absolute(step.time)}</p>}
          <div className={layout.buttons}>
            {step.page && (
              <Button
                variant="default"
                size="compact-sm"
                rightSection={<IconExternalLink size={14} stroke={1.7} />}
                onClick={() => step.page && void act('app.openPage', { page: step.page })}
              >
                Open LastPass’ console
              </Button>
            )}
            {step.consoleStep !== null && (
              <label className={layout.tick}>
                <input
                  type="checkbox"
                  checked={step.state === 'done-by-hand'}
                  onChange={(event) => void tick(step, event.currentTarget.checked)}
                />
                Done by hand
              </label>
            )}
            {step.job && (
              <Button variant="subtle" size="compact-sm" onClick={() => showJob(step.job)}>
                Show the job
              </Button>
            )}
          </div>
        </li>
      ))}
    </ol>
  )
}
