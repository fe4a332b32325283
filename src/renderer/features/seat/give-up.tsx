import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Output } from '../../../contract/calls.ts'
import { act } from '../../lib/application/queries.ts'
import { toastDone } from '../../lib/toast.ts'
import { useAction } from '../../lib/use-action.ts'
import sections from '../../ui/sheets/sections.module.css'
import { FailureState } from '../../ui/states.tsx'
import { useAppState } from '../session/open-company.ts'

/** Whether there is a seat to give back: one that came with a file, or what is left of one. A policy's seat is nobody's to give back. */
export const canGiveUp = ({ file, by }: Pick<Output<'seats.state'>, 'file' | 'by'>): boolean =>
  file !== null || by === 'lost'

/** Gives the seat back: after the company’s name was typed, where there is a company. */
export function GiveUp({ onDone }: { onDone?: () => void }) {
  const company = useAppState().data?.tenants.find(({ kind }) => kind === 'lastpass')
  const [typed, setTyped] = useState('')
  const give = useAction(async () => {
    await act('seats.giveUp', { label: typed })
    toastDone('The credential that came with it cannot be used here any more.', 'The seat was given back')
    onDone?.()
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void give.run()
  }
  return (
    <form className={sections.giveUp} onSubmit={submit} aria-label="Give the seat back">
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
      {give.failure && <FailureState failure={give.failure} compact />}
      <div className={sections.actions}>
        <Button
          type="submit"
          color="red"
          disabled={company !== undefined && typed !== company.label}
          loading={give.pending}
        >
          {company ? `Give back the seat of ${company.label}` : 'Give back this workstation’s seat'}
        </Button>
      </div>
    </form>
  )
}
