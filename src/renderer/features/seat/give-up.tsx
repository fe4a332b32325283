import { Button, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type FormEvent, useState } from 'react'
import type { Output } from '../../../contract/calls.ts'
import type { Failure } from '../../../contract/failure.ts'
import { failureOf } from '../../lib/client.ts'
import { act } from '../../lib/queries.ts'
import styles from '../../screens/settings/settings.module.css'
import { FailureState } from '../../ui/states.tsx'
import { useAppState } from '../session/companies.ts'

/** Whether there is a seat to give back: one that came with a file, or what is left of one. A policy's seat is nobody's to give back. */
export const canGiveUp = ({ file, by }: Pick<Output<'seats.state'>, 'file' | 'by'>): boolean =>
  file !== null || by === 'lost'

/** Gives the seat back: after the company’s name was typed, where there is a company. */
export function GiveUp({ onDone }: { onDone?: () => void }) {
  const company = useAppState().data?.tenants.find(({ kind }) => kind === 'lastpass')
  const [typed, setTyped] = useState('')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const give = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setFailure(null)
    try {
      await act('seats.giveUp', { label: typed })
      notifications.show({
        title: 'The seat was given back',
        message: 'The credential that came with it cannot be used here any more.',
      })
      onDone?.()
    } catch (error) {
      setFailure(failureOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <form className={styles.giveUp} onSubmit={(event) => void give(event)} aria-label="Give the seat back">
      <p>
        {company
          ? 'The credential and everything that was read are wiped from this computer, made-up companies too; it is as new.'
          : 'What is left of the seat is wiped from this computer, made-up companies too: a credential that came with it cannot be read any more.'}{' '}
        LastPass is not changed.
      </p>
      {company && (
        <TextInput
          label={`To give it back, type the company’s name: ${company.label}`}
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
      {failure && <FailureState failure={failure} compact />}
      <div className={styles.actions}>
        <Button type="submit" color="red" disabled={company !== undefined && typed !== company.label} loading={busy}>
          {company ? `Give back the seat of ${company.label}` : 'Give back this workstation’s seat'}
        </Button>
      </div>
    </form>
  )
}
