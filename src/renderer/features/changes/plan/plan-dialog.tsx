import { Modal } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { Failure } from '../../../../contract/failure.ts'
import { failureOf } from '../../../lib/application/client.ts'
import { act } from '../../../lib/application/queries.ts'
import { FailureState } from '../../../ui/states.tsx'
import { closePlan, type PlanAsked, usePlanAsked } from '../open-dialogs.ts'
import texts from '../texts.module.css'
import { Compare } from '../waiting/compare.tsx'
import styles from './plan-dialog.module.css'
import { PlanView } from './plan-view.tsx'

/** The dialog through which every change goes: what will happen to whom, before anything is sent. */
export function PlanDialog() {
  const asked = usePlanAsked()
  return asked ? <Opened key={asked.key} asked={asked} /> : null
}

function Opened({ asked }: { asked: PlanAsked }) {
  const { plan, failure } = usePreview(asked)
  const [title, setTitle] = useState(asked.title ?? 'Preview')
  const [compared, setCompared] = useState(asked.compare !== true)
  return (
    <Modal
      opened
      onClose={closePlan}
      title={title}
      size={1120}
      centered={false}
      yOffset="6dvh"
      styles={{ body: { paddingBottom: 0 } }}
      classNames={{ content: styles.dialog ?? '', body: styles.dialogBody ?? '', title: styles.dialogTitle ?? '' }}
    >
      {failure && <FailureState failure={failure} compact />}
      {!failure && plan === null && (
        <p className={texts.quiet} role="status">
          Comparing with the newest known state
        </p>
      )}
      {plan !== null && !compared && <Compare plan={plan} onDone={() => setCompared(true)} />}
      {plan !== null && compared && <PlanView plan={plan} asked={asked} onTitle={setTitle} />}
    </Modal>
  )
}

/** Previews the changes that were asked for; a plan that is there needs no preview. */
function usePreview({ changes, plan: given, title, source }: PlanAsked): {
  plan: string | null
  failure: Failure | null
} {
  const [plan, setPlan] = useState<string | null>(given ?? null)
  const [failure, setFailure] = useState<Failure | null>(null)
  useEffect(() => {
    if (given !== undefined || !changes) return
    const controller = new AbortController()
    const input = { changes: [...changes], limit: 0, ...(title ? { title } : {}), ...(source ? { source } : {}) }
    act('changes.preview', input, controller.signal).then(
      (made) => setPlan(made.plan),
      (error: unknown) => {
        if (!controller.signal.aborted) setFailure(failureOf(error))
      },
    )
    return () => controller.abort()
  }, [given, changes, title, source])
  return { plan, failure }
}
