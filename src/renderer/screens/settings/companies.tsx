import { Button, Checkbox, Select, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Tenant } from '../../../contract/model.ts'
import { useAppState } from '../../features/session/open-company.ts'
import { useMay } from '../../features/session/use-seat.ts'
import { tenantColour } from '../../lib/addresses.ts'
import { failureOf } from '../../lib/application/client.ts'
import { useAct } from '../../lib/application/queries.ts'
import { zones } from '../../lib/zones.ts'
import { ColourPicker, type TenantColour } from '../../ui/colour-picker.tsx'
import sections from '../../ui/sheets/sections.module.css'
import { FailureState } from '../../ui/states.tsx'
import { RemoveCompany } from './remove-company.tsx'
import styles from './settings.module.css'

/** The companies that this computer knows: name, colour, zone, hash, removal. */
export function Companies() {
  const state = useAppState().data
  const navigate = useNavigate()
  const may = useMay()
  const One = may('tenants.update') ? Company : KnownCompany
  return (
    <>
      {state?.tenants.map((tenant) => (
        <One key={tenant.id} tenant={tenant} current={tenant.id === state.current} />
      ))}
      {may('tenants.connect') ? (
        <div>
          <Button onClick={() => void navigate({ to: '/connect' })}>Connect another company</Button>
        </div>
      ) : (
        <p className={sections.note}>
          An admin seat connects, names and removes companies. What this workstation may do is under Seat.
        </p>
      )}
    </>
  )
}

const credentials: Record<Tenant['credential'], string> = {
  ready: 'kept in this computer’s keychain',
  refused: 'refused by LastPass; enter the new one',
  missing: 'not at hand; enter it to refresh',
}

/** What a company is called and where it is, for seats that change nothing of it. */
function KnownCompany({ tenant, current }: { tenant: Tenant; current: boolean }) {
  const demo = tenant.kind === 'demo'
  return (
    <section className={sections.section} data-tenant-colour={tenantColour(tenant.colour)}>
      <CompanyHead tenant={tenant} current={current} />
      {!demo && (
        <dl className={sections.facts}>
          <div>
            <dt>Time zone of LastPass’ times</dt>
            <dd>{tenant.timeZone}</dd>
          </div>
          <div>
            <dt>Provisioning hash</dt>
            <dd>
              {tenant.credential === 'ready' ? credentials.ready : 'not usable; ask an admin for a new seat file'}
            </dd>
          </div>
          <div>
            <dt>Service address</dt>
            <dd>{tenant.baseUrl}</dd>
          </div>
        </dl>
      )}
    </section>
  )
}

function CompanyHead({ tenant, current }: { tenant: Tenant; current: boolean }) {
  return (
    <header>
      <span className={styles.mark} aria-hidden />
      <h3>{tenant.label}</h3>
      <span className={sections.note}>
        {tenant.kind === 'demo' ? 'Made-up company' : `CID ${tenant.cid}`}
        {current ? ' · open now' : ''}
        {tenant.sessionOnly ? ' · until Provost closes' : ''}
      </span>
    </header>
  )
}

function Company({ tenant, current }: { tenant: Tenant; current: boolean }) {
  const navigate = useNavigate()
  const may = useMay()
  const update = useAct('tenants.update')
  const [label, setLabel] = useState(tenant.label)
  const [colour, setColour] = useState<TenantColour>(tenantColour(tenant.colour) as TenantColour)
  const [timeZone, setTimeZone] = useState(tenant.timeZone)
  const [removing, setRemoving] = useState(false)
  const demo = tenant.kind === 'demo'
  const changed = label.trim() !== tenant.label || colour !== tenant.colour || timeZone !== tenant.timeZone
  return (
    <section className={sections.section} data-tenant-colour={colour}>
      <CompanyHead tenant={tenant} current={current} />
      <div className={sections.fields}>
        <TextInput
          label="Name"
          value={label}
          maxLength={60}
          onChange={(event) => setLabel(event.currentTarget.value)}
          error={label.trim() === '' ? 'Enter a name.' : undefined}
        />
        <Select
          label="Time zone of LastPass’ times"
          searchable
          allowDeselect={false}
          data={zones.includes(timeZone) ? zones : [timeZone, ...zones]}
          value={timeZone}
          onChange={(value) => value && setTimeZone(value)}
          disabled={demo}
        />
        <ColourPicker value={colour} onChange={setColour} label="Colour" />
      </div>
      {timeZone !== tenant.timeZone && (
        <p className={sections.note}>Times already read move with it at once, in people and events.</p>
      )}
      {!demo && (
        <p className={sections.note}>
          Provisioning hash:{' '}
          {tenant.sessionOnly && tenant.credential === 'ready'
            ? 'in memory until Provost closes'
            : credentials[tenant.credential]}
          . Service address: {tenant.baseUrl}
        </p>
      )}
      {demo && (
        <Checkbox
          label="Cut the line to this company, for training"
          description="From the next request on it cannot be reached, as a company whose line is lost: what was read stays, memberships and plans can be prepared, and nothing is sent until the line is back."
          checked={tenant.cutOff === true}
          disabled={update.isPending}
          onChange={(event) => update.mutate({ id: tenant.id, cutOff: event.currentTarget.checked })}
        />
      )}
      {update.error && <FailureState failure={failureOf(update.error)} compact />}
      <div className={sections.actions}>
        <Button
          disabled={!changed || label.trim() === ''}
          loading={update.isPending}
          onClick={() => update.mutate({ id: tenant.id, label: label.trim(), colour, ...(demo ? {} : { timeZone }) })}
        >
          Save this company
        </Button>
        {!demo && (
          <Button variant="default" onClick={() => void navigate({ to: '/reconnect', search: { tenant: tenant.id } })}>
            Reconnect
          </Button>
        )}
        {!demo && current && may('hash.state') && (
          <Button variant="default" onClick={() => void navigate({ to: '/settings', search: { part: 'hash' } })}>
            Change the provisioning hash
          </Button>
        )}
        <Button variant="subtle" color="red" className={styles.remove} onClick={() => setRemoving(true)}>
          Remove from this computer
        </Button>
      </div>
      {removing && <RemoveCompany tenant={tenant} onClose={() => setRemoving(false)} />}
    </section>
  )
}
