import { Button, PasswordInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useRef, useState } from 'react'
import type { Tenant } from '../../../contract/model.ts'
import { cleanPasted, leftOut } from '../../../contract/pasted.ts'
import { checkHash } from '../../lib/application/connection.ts'
import { act } from '../../lib/application/queries.ts'
import { useAction } from '../../lib/use-action.ts'
import { ConnectionFailure } from './connection-failure.tsx'
import styles from './enter-hash.module.css'

/** The field for a new provisioning hash of a known company, with its button: the hash is checked by a call that only reads. */
export function EnterHash({
  tenant,
  button,
  onDone,
  focus = false,
  children,
}: {
  tenant: Tenant
  button: string
  onDone: () => void
  focus?: boolean
  /** Further buttons. */
  children?: ReactNode
}) {
  const hash = useRef<HTMLInputElement>(null)
  const [error, setError] = useState<string | null>(null)
  /** What of the entry was left out, as a sentence; never the entry itself. */
  const [cleaned, setCleaned] = useState<string | null>(null)
  // The field is read only when it is sent: the hash is in no state.
  const replace = useAction(async (id: Tenant['id'], field: HTMLInputElement) => {
    await act('tenants.reconnect', { id, hash: cleanPasted(field.value).text })
    field.value = ''
    onDone()
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const field = hash.current
    if (!field || replace.pending) return
    const pasted = cleanPasted(field.value)
    setCleaned(leftOut('the provisioning hash', pasted))
    const wrong = checkHash(pasted.text)
    setError(wrong)
    if (wrong) return replace.clear()
    void replace.run(tenant.id, field)
  }
  return (
    <form onSubmit={submit} noValidate className={styles.form} aria-label="Enter the provisioning hash">
      <PasswordInput
        ref={hash}
        label="Provisioning hash"
        autoComplete="off"
        spellCheck={false}
        autoFocus={focus}
        error={error}
        visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the hash' }}
      />
      {cleaned && <p role="status">{cleaned}</p>}
      {replace.failure && <ConnectionFailure failure={replace.failure} known />}
      <div className={styles.submit}>
        <Button type="submit" loading={replace.pending}>
          {button}
        </Button>
        {children}
      </div>
    </form>
  )
}
