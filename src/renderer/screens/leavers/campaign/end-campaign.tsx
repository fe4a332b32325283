import { Button, Modal, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import layout from '../../../features/people-list/list-layout.module.css'
import { act } from '../../../lib/application/queries.ts'
import { useAction } from '../../../lib/use-action.ts'
import { plural } from '../../../lib/words/format.ts'
import { FailureState } from '../../../ui/states.tsx'
import closing from '../cases/close-cases.module.css'

/** The button that ends the campaign of one leaver, and asks why. */
export function EndCampaign({ username, who, open }: { username: string; who: string; open: number }) {
  const [opened, setOpened] = useState(false)
  const [reason, setReason] = useState('')
  const end = useAction(async () => {
    await act('leavers.endCampaign', { usernames: [username], reason: reason.trim() })
    setOpened(false)
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (reason.trim() !== '') void end.run()
  }
  return (
    <>
      <Button variant="subtle" color="gray" onClick={() => setOpened(true)}>
        End the campaign
      </Button>
      <Modal opened={opened} onClose={() => setOpened(false)} title={`End the campaign of ${who}`} size="md">
        <form className={closing.closing} onSubmit={submit}>
          <p>
            {open === 0
              ? 'Everything is changed.'
              : `${plural(open, 'password is', 'passwords are')} not changed, and nobody is reminded of ${open === 1 ? 'it' : 'them'} any more.`}{' '}
            What was ticked off stays, and the journal keeps your reason.
          </p>
          <TextInput
            label="Why it ends"
            data-autofocus
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          {end.failure && <FailureState failure={end.failure} compact />}
          <div className={layout.buttons}>
            <Button type="submit" disabled={reason.trim() === ''} loading={end.pending}>
              End the campaign
            </Button>
          </div>
        </form>
      </Modal>
    </>
  )
}
