import { Button } from '@mantine/core'
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { AppState } from '../../contract/calls/app.ts'
import type { Tenant } from '../../contract/model.ts'
import { count, people } from '../lib/format.ts'
import { useRead } from '../lib/queries.ts'
import { failureSaid } from '../lib/words.ts'
import { useAppState, useTenant } from './companies.ts'
import styles from './frame.module.css'
import { refresh } from './refresh.ts'
import { useMay, useSeat } from './seat.ts'

function Banner({
  tone,
  children,
  actions,
}: {
  tone: 'red' | 'amber' | 'slate'
  children: ReactNode
  actions?: ReactNode
}) {
  const Icon = tone === 'slate' ? IconInfoCircle : IconAlertTriangle
  return (
    <div className={styles.banner} data-tone={tone} role={tone === 'slate' ? 'status' : 'alert'}>
      <Icon size={17} stroke={1.8} aria-hidden />
      <p>{children}</p>
      {actions && <div className={styles.bannerActions}>{actions}</div>}
    </div>
  )
}

/** What a person has to know before trusting the screen; nothing when all is well. */
export function Banners() {
  const state = useAppState().data
  const tenant = useTenant()
  if (!state) return null
  return (
    <>
      {state.storeProblems.map((problem) => (
        <StoreProblem key={problem.message} problem={problem} />
      ))}
      <SeatProblem />
      {tenant && <Credential />}
      {tenant && <Answer />}
      {!state.keychain.available && <NoKeychain reason={state.keychain.reason} />}
    </>
  )
}

const quiet = ['/start', '/settings']

/** A seat that ended or was lost, a policy that cannot be trusted: why less can be done than usual. */
function SeatProblem() {
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
          <Button
            variant="default"
            onClick={() => void navigate({ to: '/settings', search: { part: 'seat' } as never })}
          >
            About this seat
          </Button>
        )
      }
    >
      <strong>{said.what}</strong> {said.next}
    </Banner>
  )
}

function StoreProblem({ problem }: { problem: AppState['storeProblems'][number] }) {
  const may = useMay()
  const [seen, setSeen] = useState<string | null>(null)
  if (seen === problem.message) return null
  const said = failureSaid({ code: 'storage', message: problem.message })
  return (
    <Banner
      tone="red"
      actions={
        problem.kind === 'unwritable' ? undefined : (
          <>
            {may('directory.sync') && (
              <Button variant="default" onClick={() => void refresh()}>
                Read everything again
              </Button>
            )}
            <Button variant="subtle" color="gray" onClick={() => setSeen(problem.message)}>
              Hide
            </Button>
          </>
        )
      }
    >
      <strong>{said.what}</strong> {said.next} LastPass is not affected.{' '}
      {problem.keptAs && <>The old file was kept as {problem.keptAs}.</>}
    </Banner>
  )
}

function NoKeychain({ reason }: { reason: string | null }) {
  const [seen, setSeen] = useState(false)
  if (seen) return null
  return (
    <Banner
      tone="amber"
      actions={
        <Button variant="default" onClick={() => setSeen(true)}>
          Hide until the next start
        </Button>
      }
    >
      <strong>This computer offers no keychain.</strong> {reason} Nothing secret is written to disk: what you enter and
      read is gone when Provost closes.
    </Banner>
  )
}

function Credential() {
  const tenant = useTenant()
  const navigate = useNavigate()
  const here = useLocation({ select: (location) => location.pathname })
  const may = useMay()
  const lost = useSeat().data?.by === 'lost'
  // A seat that is lost has no hash to use, and says so in its own words.
  if (!tenant || tenant.credential === 'ready' || here === '/reconnect' || lost) return null
  if (!may('tenants.reconnect')) return <SeatCredential tenant={tenant} />
  const reconnect = () => void navigate({ to: '/reconnect', search: { tenant: tenant.id } as never })
  return (
    <Banner tone="red" actions={<Button onClick={reconnect}>Enter the new hash</Button>}>
      {tenant.credential === 'refused' ? (
        <>
          <strong>LastPass refused the provisioning hash.</strong> Nothing was changed, and what was read earlier is
          still here. It may have been reset; enter the new one.
        </>
      ) : (
        <>
          <strong>The provisioning hash of {tenant.label} is not at hand.</strong> What was read earlier can be seen; to
          refresh, enter the hash.
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
        <Button onClick={() => void navigate({ to: '/settings', search: { part: 'seat' } as never })}>
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

function Answer() {
  const may = useMay()
  const status = useRead('directory.status', {}).data
  const [hidden, setHidden] = useState<string | null>(null)
  if (!status || status.syncing) return null
  const suspicious = status.suspicious
  // Kept aside until the next refresh; the top bar's details still say so.
  if (suspicious && hidden !== null && hidden === status.lastAttempt?.time) return null
  if (suspicious) {
    const missing = suspicious.before - suspicious.now
    return (
      <Banner
        tone="amber"
        actions={
          may('directory.sync') && (
            <>
              <Button variant="default" onClick={() => setHidden(status.lastAttempt?.time ?? null)}>
                Keep what I have
              </Button>
              <Button
                variant="default"
                onClick={() => void refresh({ acceptFewer: true })}
                title={`${people(missing)} will be listed as gone. Nothing changes in LastPass.`}
              >
                Apply anyway: list {people(missing)} as gone
              </Button>
            </>
          )
        }
      >
        <strong>
          LastPass answered with {people(suspicious.now)}; before there were {count(suspicious.before)}.
        </strong>{' '}
        Nothing was changed. The answer may be incomplete.
      </Banner>
    )
  }
  const attempt = status.lastAttempt
  const failure = attempt?.failure
  // These have a banner, a screen or a word in the top bar of their own.
  if (
    !attempt ||
    !failure ||
    // Something else that was asked since has reached LastPass.
    (failure.code === 'offline' && status.online) ||
    ['cancelled', 'credential-refused', 'not-connected', 'suspicious'].includes(failure.code) ||
    hidden === attempt.time
  )
    return null
  const said = failureSaid(failure)
  return (
    <Banner
      tone={failure.code === 'offline' ? 'slate' : 'amber'}
      actions={
        <>
          {may('directory.sync') && (
            <Button variant="default" onClick={() => void refresh()}>
              Try again
            </Button>
          )}
          <Button variant="subtle" color="gray" onClick={() => setHidden(attempt.time)}>
            Hide
          </Button>
        </>
      }
    >
      <strong>{said.what}</strong> {said.next}
    </Banner>
  )
}
