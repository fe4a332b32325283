import { Button, PasswordInput } from '@mantine/core'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useRef, useState } from 'react'
import type { Failure } from '../../../contract/failure.ts'
import { cleanPasted, leftOut } from '../../../contract/pasted.ts'
import { useAppState } from '../../features/session/companies.ts'
import { refresh } from '../../features/session/refresh.ts'
import { failureOf } from '../../lib/client.ts'
import { checkHash } from '../../lib/connection.ts'
import { act } from '../../lib/queries.ts'
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
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  /** What of the entry was left out, as a sentence; never the entry itself. */
  const [cleaned, setCleaned] = useState<string | null>(null)
  if (!tenant)
    return (
      <EmptyState title="This company is not connected here">It may have been removed from this computer.</EmptyState>
    )
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const field = hash.current
    if (!field || busy) return
    const pasted = cleanPasted(field.value)
    setCleaned(leftOut('the provisioning hash', pasted))
    const wrong = checkHash(pasted.text)
    setError(wrong)
    setFailure(null)
    if (wrong) return
    setBusy(true)
    try {
      await act('tenants.reconnect', { id: tenant.id, hash: pasted.text })
      field.value = ''
      void navigate({ to: '/users', search: {} as never })
      if (tenant.id === state?.current) void refresh()
    } catch (reason) {
      setFailure(failureOf(reason))
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className={styles.connect}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <h1>Enter the new hash of {tenant.label}</h1>
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
        {failure && <ConnectionFailure failure={failure} known />}
        <div className={styles.submit}>
          <Button type="submit" loading={busy}>
            Check and use this hash
          </Button>
          <Button variant="default" onClick={() => void navigate({ to: '/users', search: {} as never })}>
            Go on with the data at hand
          </Button>
        </div>
      </form>
      <WhereToFind />
    </div>
  )
}
