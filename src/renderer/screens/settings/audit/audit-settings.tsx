import { useTenant } from '../../../features/session/open-company.ts'
import { useMay } from '../../../features/session/use-seat.ts'
import { failureOf } from '../../../lib/application/client.ts'
import { useRead } from '../../../lib/application/queries.ts'
import sections from '../../../ui/sheets/sections.module.css'
import { FailureState } from '../../../ui/states.tsx'
import { Streams } from '../streams/streams.tsx'
import { AccountClock } from './account-clock.tsx'
import { AddressFiles } from './address-files.tsx'
import { Networks } from './networks.tsx'
import { Retention } from './retention.tsx'
import { SortedActions } from './sorted-actions.tsx'

/** What an admin chooses for the archive of audit events: its clock, networks, databases of addresses, how long events are kept, where they go. */
export function AuditSettings() {
  const tenant = useTenant()
  const read = useRead('audit.settings', {}, { enabled: tenant !== null })
  const mayEdit = useMay()('audit.setNetworks')
  if (tenant === null) return <p className={sections.note}>It belongs to a company; none is open.</p>
  if (read.error) return <FailureState failure={failureOf(read.error)} onRetry={() => void read.refetch()} compact />
  if (!read.data) return null
  const parts = { settings: read.data, mayEdit }
  return (
    <>
      {!mayEdit && <p className={sections.note}>An admin seat sets these.</p>}
      <AccountClock {...parts} tenant={tenant} />
      <Networks {...parts} />
      <AddressFiles {...parts} />
      <SortedActions {...parts} />
      <Retention {...parts} />
      <Streams />
    </>
  )
}
