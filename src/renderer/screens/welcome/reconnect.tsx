import { Button, PasswordInput } from '@mantine/core'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useRef, useState } from 'react'
import type { Tenant } from '../../../contract/model.ts'
import { cleanPasted, leftOut } from '../../../contract/pasted.ts'
import { useAppState } from '../../features/session/companies.ts'
import { refresh } from '../../features/session/refresh.ts'
import { checkHash } from '../../lib/connection.ts'
import { act } from '../../lib/queries.ts'
import { useAction } from '../../lib/use-action.ts'
import { EmptyState } from '../../ui/states.tsx'
import styles from './connect.module.css'
import { ConnectionFailure } from './connection-failure.tsx'
import { WhereToFind } from './where-to-find.tsx'

/** Takes a new provisioning hash for a company that is known; what was read of it stays. */
export function Reconnect() {
  const navigate = useNavigate()
  const state = useAppState().data
  const wanted = (useLocation().search as { tenant?: string }).tenant
  const tenant = state?.tenants.find((one) => one.id === wanted)
  const hash = useRef<HTMLInputElement>(null)
  const [error, setError] = useState<string | null>(null)
  /** What of the entry was left out, as a sentence; never the entry itself. */
  const [cleaned, setCleaned] = useState<string | null>(null)
  // The field is read only when it is sent: the hash is in no state.
  const replace = useAction(async (id: Tenant['id'], field: HTMLInputElement) => {
    await act('tenants.reconnect', { id, hash: cleanPasted(field.value).text })
    field.value = ''
    void navigate({ to: '/overview', search: {} })
    if (id === state?.current) void refresh()
  })
  if (!tenant)
    return (
      <EmptyState title="This company is not connected here">It may have been removed from this computer.</EmptyState>
    )
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
    <div className={styles.connect}>
      <form onSubmit={submit} noValidate>
        <h1>Reconnect {tenant.label}</h1>
        <p className={styles.lead}>
          Account number {tenant.cid}, at {tenant.baseUrl}. The new hash is checked by a call that only reads, then
          takes the old one’s place in the keychain, for this address alone. People, groups and folders read earlier
          stay as they are.
        </p>
        <PasswordInput
          ref={hash}
          label="Provisioning hash"
          autoComplete="off"
          spellCheck={false}
          autoFocus
          error={error}
          visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the hash' }}
        />
        {cleaned && <p role="status">{cleaned}</p>}
        {replace.failure && <ConnectionFailure failure={replace.failure} known />}
        <div className={styles.submit}>
          <Button type="submit" loading={replace.pending}>
            Check and reconnect
          </Button>
          <Button variant="default" onClick={() => void navigate({ to: '/overview', search: {} })}>
            Go on with the data at hand
          </Button>
        </div>
      </form>
      <WhereToFind />
    </div>
  )
}
