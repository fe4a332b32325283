import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import type { Output } from '../../../../contract/calls.ts'
import { showJob, showPlan } from '../../../features/changes/open-dialogs.ts'
import layout from '../../../features/people-list/list-layout.module.css'
import { failureOf } from '../../../lib/application/client.ts'
import { act, useRead } from '../../../lib/application/queries.ts'
import { people, plural } from '../../../lib/words/format.ts'
import bars from '../bars.module.css'
import { noteOf } from '../list/left-out-words.ts'
import { isBroughtBack } from './case-words.ts'
import { CloseCases, openCases } from './close-cases.tsx'
import { DisableAgain } from './disable-again.tsx'
import { RecordMenu } from './record-menu.tsx'
import { useCheck } from './use-check.ts'

type Batch = Output<'leavers.batches'>['rows'][number]
type Held = Output<'leavers.next'>

/** What can be done for everybody of one leaving: send what was planned, plan the next step, check, record. */
export function BatchBar({ batch }: { batch: Batch }) {
  const { busy, check } = useCheck()
  const [planning, setPlanning] = useState(false)
  const [held, setHeld] = useState<Held | null>(null)
  const job = useRead('jobs.get', { job: batch.job ?? '', limit: 0 }, { enabled: batch.job !== null }).data?.state
  const troubled = useRead(
    'leavers.cases',
    { batch: batch.batch, state: 'attention', offset: 0, limit: 500 },
    { enabled: batch.attention > 0 },
  ).data?.rows
  const back = batch.attention === 0 ? [] : (troubled ?? []).filter(isBroughtBack)
  const underWay = job === 'holding' || job === 'running'
  // What can be done once the job is over has its place before: the list below does not move under the pointer.
  const left = underWay ? batch.people : batch.open + batch.attention
  const later = underWay ? 'Once the job is over' : undefined
  const show = async (plan: string | null) => {
    if (plan !== null) showPlan({ plan, batch: batch.batch, ...(await noteOf(batch.batch)) })
  }
  const next = async () => {
    setPlanning(true)
    try {
      const answer = await act('leavers.next', { batch: batch.batch })
      setHeld(answer)
      await show(answer.plan)
    } catch (error) {
      notifications.show({ color: 'red', title: 'Nothing was planned', message: failureOf(error).message })
    } finally {
      setPlanning(false)
    }
  }
  return (
    <>
      <div className={bars.strip} data-tone={batch.attention > 0 ? 'amber' : 'slate'}>
        <span className={`${bars.stripText} numbers`}>
          <strong>{batch.title}</strong>
          {batch.attention > 0 && ` · ${plural(batch.attention, 'needs', 'need')} attention`}
          {batch.ticket && ` · ${batch.ticket}`}
          {batch.requestedBy && ` · asked for by ${batch.requestedBy}`}
        </span>
        <div className={layout.buttons}>
          {back.length > 0 && (
            <DisableAgain
              usernames={back.map(({ username }) => username)}
              which={{ cases: back.map((one) => one.case) }}
            />
          )}
          {batch.plan ? (
            <Button onClick={() => void show(batch.plan)}>Review the plan and send</Button>
          ) : (
            left > 0 && (
              <Button
                variant="default"
                disabled={underWay}
                title={later}
                loading={planning}
                onClick={() => void next()}
              >
                Plan the next step
              </Button>
            )
          )}
          {batch.job && (
            <Button variant="default" onClick={() => showJob(batch.job)}>
              Show the job
            </Button>
          )}
          <Button variant="default" loading={busy} onClick={() => void check({ batch: batch.batch })}>
            Check {people(batch.people)} now
          </Button>
          {left > 0 && <CloseCases number={left} which={() => openCases(batch.batch)} later={later} />}
          <RecordMenu what={{ batch: batch.batch }} number={batch.people} />
        </div>
      </div>
      {held && held.plan === null && (
        <p className={bars.strip} data-tone="slate" role="status">
          {held.heldCount === 0
            ? 'There is no further step to plan.'
            : `${plural(held.heldCount, 'person is', 'people are')} held: ${held.held
                .slice(0, 3)
                .map((one) => `${one.username}: ${one.reason}`)
                .join(' ')}`}
        </p>
      )}
    </>
  )
}
