import { Button, Modal, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { Tenant } from '../../../contract/model.ts'
import { forgetCompany } from '../../app/companies.ts'
import { failureOf } from '../../lib/client.ts'
import { useAct } from '../../lib/queries.ts'
import { FailureState } from '../../ui/states.tsx'
import styles from './settings.module.css'

/** Wipes a company from this computer, after its name was typed. */
export function RemoveCompany({ tenant, onClose }: { tenant: Tenant; onClose: () => void }) {
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const remove = useAct('tenants.remove')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    remove.mutate(
      { id: tenant.id, label: typed },
      {
        onSuccess: () => {
          forgetCompany()
          onClose()
          void navigate({ to: '/', search: {} as never })
        },
      },
    )
  }
  return (
    <Modal opened onClose={onClose} title={`Remove ${tenant.label} from this computer`}>
      <form className={styles.form} onSubmit={submit}>
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
        {remove.error && <FailureState failure={failureOf(remove.error)} compact />}
        <div className={styles.actions}>
          <Button
            type="submit"
            color="red"
            className={styles.danger}
            disabled={typed !== tenant.label}
            loading={remove.isPending}
          >
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
