import { Anchor, Button } from '@mantine/core'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { EnterHash } from '../../features/connection/enter-hash.tsx'
import { useAppState } from '../../features/session/open-company.ts'
import { refresh } from '../../features/session/refresh.ts'
import { EmptyState } from '../../ui/states.tsx'
import styles from './connect.module.css'
import { WhereToFind } from './where-to-find.tsx'

/** Takes a new provisioning hash for a company that is known; what was read of it stays. */
export function Reconnect() {
  const navigate = useNavigate()
  const state = useAppState().data
  const wanted = (useLocation().search as { tenant?: string }).tenant
  const tenant = state?.tenants.find((one) => one.id === wanted)
  if (!tenant)
    return (
      <EmptyState title="This company is not connected here">It may have been removed from this computer.</EmptyState>
    )
  const leave = () => void navigate({ to: '/overview', search: {} })
  const isOpen = tenant.id === state?.current
  return (
    <div className={styles.connect}>
      <div className={styles.entry}>
        <h1>Reconnect {tenant.label}</h1>
        <p className={styles.lead}>
          Account number {tenant.cid}, at {tenant.baseUrl}. The new hash is checked by a call that only reads, then
          takes the old one’s place in the keychain, for this address alone. People, groups and folders read earlier
          stay as they are.
          {isOpen && (
            <>
              {' '}
              Other tools and workstations need it too:{' '}
              <Anchor
                component="button"
                type="button"
                size="sm"
                onClick={() => void navigate({ to: '/settings', search: { part: 'hash' } })}
              >
                change the hash step by step
              </Anchor>
              .
            </>
          )}
        </p>
        <EnterHash
          tenant={tenant}
          button="Check and reconnect"
          focus
          onDone={() => {
            leave()
            if (isOpen) void refresh()
          }}
        >
          <Button variant="default" onClick={leave}>
            Go on with the data at hand
          </Button>
        </EnterHash>
      </div>
      <WhereToFind />
    </div>
  )
}
