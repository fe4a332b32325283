import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { Output } from '../../../../contract/calls.ts'
import type { Tenant } from '../../../../contract/model.ts'
import { failureOf } from '../../../lib/application/client.ts'
import { useAct } from '../../../lib/application/queries.ts'
import { dayAndTime, plural } from '../../../lib/words/format.ts'
import sections from '../../../ui/sheets/sections.module.css'
import { FailureState } from '../../../ui/states.tsx'

type Evidence = NonNullable<Output<'audit.settings'>['zone']>

/** An offset from UTC as people write it: `-05:00`. */
export function offsetText(minutes: number): string {
  const of = (part: number) => String(part).padStart(2, '0')
  const whole = Math.abs(minutes)
  return `UTC${minutes < 0 ? '−' : '+'}${of(Math.floor(whole / 60))}:${of(whole % 60)}`
}

const whatShowsIt = ({ labelled, matched, action, localTime, offsetMinutes, at }: Evidence): string =>
  `LastPass’ clock was at ${offsetText(offsetMinutes)} on ${dayAndTime(at)}: it wrote ${localTime} for “${action}”, which Provost had asked for${
    labelled ? ' under its own name' : ''
  }. ${plural(matched, 'request fits', 'requests fit')}.`

/** By which zone the times of events are read, and what shows that it is the right one. */
export function AccountClock({
  settings,
  mayEdit,
  tenant,
}: {
  settings: Output<'audit.settings'>
  mayEdit: boolean
  tenant: Tenant
}) {
  const check = useAct('audit.calibrate')
  const update = useAct('tenants.update')
  const [chosen, setChosen] = useState<string | null>(null)
  const { zone, zoneFits, timeZone } = settings
  const others = check.data?.found && check.data.fits === false ? check.data.zones : []
  const other = chosen ?? others[0]
  return (
    <section className={sections.section}>
      <h3>Clock of the events</h3>
      <p>
        LastPass writes times without a zone. Provost reads them in {timeZone}.{' '}
        {zone === null && 'Nothing has shown yet whether that is right.'}
      </p>
      {zone !== null && (
        <p>
          {whatShowsIt(zone)} {zoneFits ? `${timeZone} shows the same.` : `${timeZone} does not: times are off.`}
        </p>
      )}
      {check.data?.reason && <p role="status">{check.data.reason}</p>}
      {mayEdit && others.length > 0 && other !== undefined && (
        <div className={sections.fields}>
          <NativeSelect
            label="Zones with that clock now"
            value={other}
            data={others}
            onChange={(event) => setChosen(event.currentTarget.value)}
          />
          <Button
            loading={update.isPending}
            onClick={() => update.mutate({ id: tenant.id, timeZone: other }, { onSuccess: () => check.reset() })}
          >
            Read all times in {other}
          </Button>
        </div>
      )}
      {(check.error ?? update.error) && <FailureState failure={failureOf(check.error ?? update.error)} compact />}
      {mayEdit && tenant.kind !== 'demo' && (
        <>
          <p className={sections.note}>
            To check, Provost asks LastPass for events twice, and looks for its own requests among them. Nothing
            changes.
          </p>
          <div className={sections.actions}>
            <Button variant="default" loading={check.isPending} onClick={() => check.mutate({})}>
              Check the clock
            </Button>
          </div>
        </>
      )}
    </section>
  )
}
