import { Button, Modal, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Failure } from '../../../../contract/failure.ts'
import layout from '../../../features/people-list/list-layout.module.css'
import { failureOf } from '../../../lib/application/client.ts'
import { readAll } from '../../../lib/application/pages.ts'
import { act } from '../../../lib/application/queries.ts'
import { plural } from '../../../lib/words/format.ts'
import { FailureState } from '../../../ui/states.tsx'
import styles from './close-cases.module.css'

/** As many cases as one call closes. */
const together = 500

/** The open cases of a batch. */
export async function openCases(batch: string): Promise<string[]> {
  const cases = await readAll('leavers.cases', { batch })
  return cases.filter(({ state }) => state !== 'done').map((one) => one.case)
}

/** Closes cases with a reason; what was not sent will not be. */
export async function closeCases(cases: readonly string[], reason: string): Promise<void> {
  for (let from = 0; from < cases.length; from += together)
    await act('leavers.close', { cases: cases.slice(from, from + together), reason })
}

/** The button that closes cases nobody goes on with, and asks why. */
export function CloseCases({
  number,
  which,
  later,
}: {
  number: number
  which: () => Promise<readonly string[]>
  /** When it can be pressed; left out: now. */
  later?: string | undefined
}) {
  const [opened, setOpened] = useState(false)
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const what = plural(number, 'case', 'cases')
  const close = async (event: FormEvent) => {
    event.preventDefault()
    if (reason.trim() === '') return
    setBusy(true)
    setFailure(null)
    try {
      await closeCases(await which(), reason.trim())
      setOpened(false)
    } catch (error) {
      setFailure(failureOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <Button
        variant="subtle"
        color="gray"
        disabled={later !== undefined}
        title={later}
        onClick={() => setOpened(true)}
      >
        Close {what}
      </Button>
      <Modal opened={opened} onClose={() => setOpened(false)} title={`Close ${what}`} size="md">
        <form className={styles.closing} onSubmit={(event) => void close(event)}>
          <p>What was not sent is never sent. What was done stays done, and the record keeps it with your reason.</p>
          <TextInput
            label="Reason for closing"
            data-autofocus
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          {failure && <FailureState failure={failure} compact />}
          <div className={layout.buttons}>
            <Button type="submit" disabled={reason.trim() === ''} loading={busy}>
              Close {what}
            </Button>
          </div>
        </form>
      </Modal>
    </>
  )
}
