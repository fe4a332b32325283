import { Button, Modal, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Tenant } from '../../../contract/model.ts'
import { act } from '../../lib/application/queries.ts'
import { useAction } from '../../lib/use-action.ts'
import sections from '../../ui/sheets/sections.module.css'
import { FailureState } from '../../ui/states.tsx'

/** Wipes a company from this computer, after its name was typed. */
export function RemoveCompany({ tenant, onClose }: { tenant: Tenant; onClose: () => void }) {
  const [typed, setTyped] = useState('')
  const remove = useAction(async () => {
    await act('tenants.remove', { id: tenant.id, label: typed })
    onClose()
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void remove.run()
  }
  return (
    <Modal opened onClose={onClose} title={`Remove ${tenant.label} from this computer`}>
      <form className={sections.form} onSubmit={submit}>
        <p>
          Everything that was read of it, its history, and{' '}
          {tenant.kind === 'demo' ? 'the changes made to the made-up company' : 'its hash in the keychain'} are wiped
          from this computer. This cannot be undone.
        </p>
        <p>
          {tenant.kind === 'demo'
            ? 'A new made-up company can be opened at any time.'
            : 'LastPass itself is not changed: accounts, groups and folders stay, and the hash stays valid.'}
        </p>
        <TextInput
          label={`To remove it, type its name: ${tenant.label}`}
          data-autofocus
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {remove.failure && <FailureState failure={remove.failure} compact />}
        <div className={sections.actions}>
          <Button type="submit" color="red" disabled={typed !== tenant.label} loading={remove.pending}>
            Remove {tenant.label}
          </Button>
          <Button variant="default" onClick={onClose}>
            Keep it
          </Button>
        </div>
      </form>
    </Modal>
  )
}
