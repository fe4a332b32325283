import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { act } from '../../../lib/application/queries.ts'
import { toastDone } from '../../../lib/toast.ts'
import { useAction } from '../../../lib/use-action.ts'
import { absolute } from '../../../lib/words/format.ts'
import { FailureState } from '../../../ui/states.tsx'
import parts from '../dialog-parts.module.css'
import type { RequestShown } from '../open-dialogs.ts'
import texts from '../texts.module.css'
import styles from './approval.module.css'
import { type ReasonGiven, reasonInWords } from './plan-reason.tsx'

/** A plan that is larger than one person may decide on: the way to ask another admin. */
export function AskSecond({ plan, reason, reasoned }: { plan: string; reason: ReasonGiven; reasoned: boolean }) {
  const [written, setWritten] = useState<{ fingerprint: string; number: string } | null>(null)
  const [runner, setRunner] = useState('')
  const named = /^[0-9a-f]{32}$/i.test(runner.replace(/[\s:-]/g, ''))
  const save = useAction(
    async () => {
      const done = await act('approvals.save', { plan, ...reason, runner })
      if (!done.saved) return
      setWritten(done)
      toastDone(done.file ?? '', 'Request written')
    },
    { failed: 'No request was written' },
  )
  return (
    <div className={parts.strip} data-tone="amber">
      <span>
        <strong>This needs a second person.</strong> It takes something away from more people than one may decide alone.
        Write it as a signed request; another admin opens it under Changes, sees it against the state of that moment,
        and approves or rejects it.
        {written && (
          <>
            {' '}
            It is request <code>{written.number}</code>: this plan is not sent from here any more. They compare this
            fingerprint with you: <code>{written.fingerprint}</code>
          </>
        )}
        <TextInput
          mt={8}
          maw={460}
          label="Fingerprint of the workstation that may run it"
          description="The other admin reads it out: Settings, Seat, “This workstation signs with”. It is run there once; what another copy of their data has done, no workstation can know."
          error={runner.trim() === '' || named ? undefined : 'A fingerprint has 32 digits and letters from A to F.'}
          maxLength={100}
          value={runner}
          onChange={(event) => setRunner(event.currentTarget.value)}
        />
      </span>
      <Button variant="default" disabled={!reasoned || !named} loading={save.pending} onClick={() => void save.run()}>
        Write the request
      </Button>
    </div>
  )
}

/** Another admin's request: who asks, and the decision with its reason. */
export function Decide({
  plan,
  request,
  onDecided,
}: {
  plan: string
  request: RequestShown
  onDecided: (approved: boolean) => void
}) {
  const [reason, setReason] = useState('')
  const [compared, setCompared] = useState(request.known)
  const why = reasonInWords(request.reason)
  const decide = useAction(async (approve: boolean) => {
    const done = await act('approvals.decide', { plan, approve, reason })
    if (done.saved) toastDone(done.file ?? '', 'Answer written')
    onDecided(approve)
  })
  return (
    <section className={styles.decide} aria-label="The request of another admin">
      <p>
        <strong>{request.from}</strong> asks for this, made {absolute(request.created)}, valid until{' '}
        {absolute(request.expires)}. Signed with <code>{request.fingerprint}</code>.
        {request.number && (
          <>
            {' '}
            It has the number <code>{request.number}</code> and is run once.
          </>
        )}
      </p>
      {why && <p>Why: {why}</p>}
      {request.own ? (
        <p className={texts.warn}>This workstation wrote the request itself: somebody else has to decide.</p>
      ) : (
        <>
          {request.runner === null && (
            <p className={texts.warn}>
              It names no workstation that may run it: another admin who has the file can run it as well, and neither
              would know. Agree who does.
            </p>
          )}
          {!request.known && (
            <label className={styles.check}>
              <input
                type="checkbox"
                checked={compared}
                onChange={(event) => setCompared(event.currentTarget.checked)}
              />
              Nothing from this key was decided on here before. I have compared the fingerprint with them.
            </label>
          )}
          <TextInput
            label="Reason for the decision; kept in both journals"
            maxLength={1000}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <div className={parts.actions}>
            <Button
              disabled={reason.trim() === '' || !compared}
              loading={decide.pending}
              title="Nothing is sent by approving; the button below sends it"
              onClick={() => void decide.run(true)}
            >
              Approve the request
            </Button>
            <Button
              variant="default"
              disabled={reason.trim() === ''}
              loading={decide.pending}
              onClick={() => void decide.run(false)}
            >
              Reject it
            </Button>
          </div>
        </>
      )}
      {decide.failure && <FailureState failure={decide.failure} compact />}
    </section>
  )
}
