import { Button, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import type { Failure } from '../../../../contract/failure.ts'
import { failureOf } from '../../../lib/client.ts'
import { absolute } from '../../../lib/format.ts'
import { act } from '../../../lib/queries.ts'
import { FailureState } from '../../../ui/states.tsx'
import parts from '../dialog-parts.module.css'
import type { RequestShown } from '../open-dialogs.ts'
import texts from '../texts.module.css'
import styles from './approval.module.css'
import { type ReasonGiven, reasonInWords } from './plan-reason.tsx'

/** A plan that is larger than one person may decide on: the way to ask another admin. */
export function AskSecond({ plan, reason, reasoned }: { plan: string; reason: ReasonGiven; reasoned: boolean }) {
  const [busy, setBusy] = useState(false)
  const [fingerprint, setFingerprint] = useState<string | null>(null)
  const save = async () => {
    setBusy(true)
    try {
      const done = await act('approvals.save', { plan, ...reason })
      if (!done.saved) return
      setFingerprint(done.fingerprint)
      notifications.show({ title: 'Request written', message: done.file ?? '' })
    } catch (error) {
      notifications.show({ color: 'red', title: 'No request was written', message: failureOf(error).message })
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className={parts.strip} data-tone="amber">
      <span>
        <strong>This needs a second person.</strong> It takes something away from more people than one may decide alone.
        Write it as a signed request; another admin opens it under Changes, sees it against the state of that moment,
        and approves or rejects it.
        {fingerprint && (
          <>
            {' '}
            They compare this fingerprint with you: <code>{fingerprint}</code>
          </>
        )}
      </span>
      <Button variant="default" disabled={!reasoned} loading={busy} onClick={() => void save()}>
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
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const why = reasonInWords(request.reason)
  const decide = async (approve: boolean) => {
    setBusy(true)
    setFailure(null)
    try {
      const done = await act('approvals.decide', { plan, approve, reason })
      if (done.saved) notifications.show({ title: 'Answer written', message: done.file ?? '' })
      onDecided(approve)
    } catch (error) {
      setFailure(failureOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <section className={styles.decide} aria-label="The request of another admin">
      <p>
        <strong>{request.from}</strong> asks for this, made {absolute(request.created)}, valid until{' '}
        {absolute(request.expires)}. Signed with <code>{request.fingerprint}</code>.
      </p>
      {why && <p>Why: {why}</p>}
      {request.own ? (
        <p className={texts.warn}>This workstation wrote the request itself: somebody else has to decide.</p>
      ) : (
        <>
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
              loading={busy}
              title="Nothing is sent by approving; the button below sends it"
              onClick={() => void decide(true)}
            >
              Approve the request
            </Button>
            <Button variant="default" disabled={reason.trim() === ''} loading={busy} onClick={() => void decide(false)}>
              Reject it
            </Button>
          </div>
        </>
      )}
      {failure && <FailureState failure={failure} compact />}
    </section>
  )
}
