import { Button, NativeSelect } from '@mantine/core'
import { IconBuildingCommunity } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Tenant } from '../../../contract/model.ts'
import { OpenSnapshot } from '../../features/scores/snapshots/open-snapshot.tsx'
import { useAppState } from '../../features/session/open-company.ts'
import { useMay } from '../../features/session/use-seat.ts'
import { tenantColour } from '../../lib/addresses.ts'
import { act } from '../../lib/application/queries.ts'
import { useAction } from '../../lib/use-action.ts'
import { count } from '../../lib/words/format.ts'
import { FailureState } from '../../ui/states.tsx'
import choice from './choice.module.css'
import { Mark } from './figures.tsx'
import { OwnCompany } from './seat-choice.tsx'
import styles from './welcome.module.css'

const sizes = [200, 2000, 20_000, 100_000]

/** The first screen: connect one's own company, or look around in a made-up one. */
export function Welcome() {
  const navigate = useNavigate()
  const state = useAppState().data
  const may = useMay()
  const [people, setPeople] = useState(2000)
  const open = useAction(async (company: () => Promise<unknown>) => {
    await company()
    void navigate({ to: '/overview', search: {} })
  })
  const reopen = (id: Tenant['id']) => open.run(() => act('tenants.switch', { id }))
  return (
    <div className={styles.welcome}>
      <header>
        <Mark />
        <div>
          <h1>Provost</h1>
          <p>
            See your whole LastPass Business company at once, also offline. Nothing is changed that you have not
            previewed.
          </p>
        </div>
      </header>
      {state && state.tenants.length > 0 && (
        <section className={styles.known}>
          <h2>Companies on this computer</h2>
          <ul>
            {state.tenants.map((tenant) => (
              <li key={tenant.id} data-tenant-colour={tenantColour(tenant.colour)}>
                <span className={styles.knownMark} aria-hidden />
                <span className={styles.knownName}>{tenant.label}</span>
                <Button variant="default" onClick={() => void reopen(tenant.id)} disabled={open.pending}>
                  Open {tenant.label}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <div className={styles.choices}>
        <OwnCompany />
        <section className={choice.choice}>
          <IconBuildingCommunity size={26} stroke={1.5} aria-hidden />
          <h2>Look around in a made-up company</h2>
          <p>
            Invented people, groups and shared folders on this computer. No account is needed and nothing is sent
            anywhere.{may('tenants.remove') && ' You can remove it under Settings.'}
          </p>
          <div className={choice.ways}>
            <NativeSelect
              aria-label="How many people the made-up company has"
              size="xs"
              value={String(people)}
              onChange={(event) => setPeople(Number(event.currentTarget.value))}
              data={sizes.map((size) => ({ value: String(size), label: `${count(size)} people` }))}
            />
            <Button
              variant="default"
              loading={open.pending}
              onClick={() => void open.run(() => act('tenants.openDemo', { people }))}
            >
              Open the made-up company
            </Button>
          </div>
        </section>
      </div>
      <section className={styles.known}>
        <h2>Scores that an admin gave you</h2>
        <p>A snapshot opens here without an account, a company or a network.</p>
        <OpenSnapshot />
      </section>
      {open.failure && <FailureState failure={open.failure} compact />}
      {state && <p className={styles.version}>Version {state.version}</p>}
    </div>
  )
}
