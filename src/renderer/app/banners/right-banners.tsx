import { Button } from '@mantine/core'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Tenant } from '../../../contract/model.ts'
import { useTenant } from '../../features/session/open-company.ts'
import { useMay, useSeat } from '../../features/session/use-seat.ts'
import { useRead } from '../../lib/application/queries.ts'
import { failureSaid } from '../../lib/words/failure-words.ts'
import { plural } from '../../lib/words/format.ts'
import { Banner } from './banner.tsx'

// What this workstation may not do at the moment, and the way out: its seat, its policy, its hash.

const quiet = ['/start', '/settings']

/** A seat that ended or was lost, a policy that cannot be trusted: why less can be done than usual. */
export function SeatProblem() {
  const state = useSeat().data
  const tenant = useTenant()
  const navigate = useNavigate()
  const here = useLocation({ select: (location) => location.pathname })
  // The first screen of a lost seat says it itself, as the settings and the welcome do.
  if (!state?.message || quiet.includes(here) || (tenant === null && state.by === 'lost')) return null
  const said = failureSaid({ code: 'not-allowed', message: state.message })
  return (
    <Banner
      tone="amber"
      actions={
        tenant && (
          <Button variant="default" onClick={() => void navigate({ to: '/settings', search: { part: 'seat' } })}>
            About this seat
          </Button>
        )
      }
    >
      <strong>{said.what}</strong> {said.next}
    </Banner>
  )
}

/** A hash that is gone or was refused. */
export function Credential() {
  const tenant = useTenant()
  const navigate = useNavigate()
  const here = useLocation({ select: (location) => location.pathname })
  const may = useMay()
  const nothing = useRead('directory.status', {}, { enabled: tenant !== null }).data?.asOf === null
  const lost = useSeat().data?.by === 'lost'
  // A seat that is lost has no hash to use, and says so in its own words.
  if (!tenant || tenant.credential === 'ready' || here === '/reconnect' || lost) return null
  if (!may('tenants.reconnect')) return <SeatCredential tenant={tenant} />
  const reconnect = () => void navigate({ to: '/reconnect', search: { tenant: tenant.id } })
  const change = () => void navigate({ to: '/settings', search: { part: 'hash' } })
  return (
    <Banner
      tone="red"
      actions={
        <>
          <Button onClick={reconnect}>Reconnect</Button>
          {tenant.credential === 'refused' && may('hash.state') && (
            <Button variant="default" onClick={change}>
              Change the hash step by step
            </Button>
          )}
        </>
      }
    >
      {tenant.credential === 'refused' ? (
        <>
          <strong>LastPass refused the provisioning hash.</strong> Nothing was changed, and what was read earlier is
          still here. It may have been reset; enter the new one.
        </>
      ) : tenant.credentialProblem ? (
        <>
          <strong>The provisioning hash is not sent there.</strong> {tenant.credentialProblem}
        </>
      ) : (
        <>
          <strong>The provisioning hash of {tenant.label} is not at hand.</strong>{' '}
          {nothing ? 'Nothing has been read; to read' : 'What was read earlier can be seen; to refresh'}, enter the
          hash.
        </>
      )}
    </Banner>
  )
}

/** For seats that do not enter a hash: it comes with their seat file. */
function SeatCredential({ tenant }: { tenant: Tenant }) {
  const navigate = useNavigate()
  return (
    <Banner
      tone="red"
      actions={
        <Button onClick={() => void navigate({ to: '/settings', search: { part: 'seat' } })}>
          Use a new seat file
        </Button>
      }
    >
      <strong>
        {tenant.credential === 'refused'
          ? 'LastPass refused the hash that came with this seat.'
          : `The hash of ${tenant.label} that came with this seat is not at hand.`}
      </strong>{' '}
      Nothing was changed, and what was read earlier is still here. Ask an admin for a new seat file.
    </Banner>
  )
}

/** The provisioning hash is older than an admin wants it to be. */
export function OldHash() {
  const may = useMay()
  const tenant = useTenant()
  const navigate = useNavigate()
  const here = useLocation({ select: (location) => location.pathname })
  const [hidden, setHidden] = useState(false)
  const asked = tenant !== null && tenant.kind !== 'demo' && may('hash.state')
  const state = useRead('hash.state', {}, { enabled: asked }).data
  if (!asked || !state?.due || hidden || here === '/settings') return null
  const days = plural(state.remindDays ?? 0, 'day', 'days')
  return (
    <Banner
      tone="slate"
      actions={
        <>
          <Button variant="default" onClick={() => void navigate({ to: '/settings', search: { part: 'hash' } })}>
            Change the hash step by step
          </Button>
          <Button variant="subtle" color="gray" onClick={() => setHidden(true)}>
            Hide until the next start
          </Button>
        </>
      }
    >
      <strong>The provisioning hash was entered more than {days} ago.</strong> You asked to be reminded.
    </Banner>
  )
}
