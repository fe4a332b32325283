import { Button, Modal, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Failure } from '../../../contract/failure.ts'
import type { Tenant } from '../../../contract/model.ts'
import { failureOf } from '../../lib/client.ts'
import { act } from '../../lib/queries.ts'
import { FailureState } from '../../ui/states.tsx'
import styles from './settings.module.css'

/** Wipes a company from this computer, after its name was typed. */
export function RemoveCompany({ tenant, onClose }: { tenant: Tenant; onClose: () => void }) {
  const [typed, setTyped] = useState('')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setFailure(null)
    try {
      await act('tenants.remove', { id: tenant.id, label: typed })
      onClose()
    } catch (error) {
      setFailure(failureOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal opened onClose={onClose} title={`Remove ${tenant.label} from this computer`}>
      <form className={styles.form} onSubmit={(event) => void submit(event)}>
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
        {failure && <FailureState failure={failure} compact />}
        <div className={styles.actions}>
          <Button type="submit" color="red" disabled={typed !== tenant.label} loading={busy}>
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
