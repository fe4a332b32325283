import { Button, Collapse, Fieldset, PasswordInput, Select, TextInput } from '@mantine/core'
import { IconArrowLeft, IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useRef, useState } from 'react'
import type { Failure } from '../../../contract/failure.ts'
import { tenantColours } from '../../../contract/lists.ts'
import { cleanPasted, leftOut } from '../../../contract/pasted.ts'
import { ConnectionFailure } from '../../features/connection/connection-failure.tsx'
import { useAppState } from '../../features/session/open-company.ts'
import { fixedWords, usePolicy } from '../../features/session/use-seat.ts'
import { failureOf } from '../../lib/application/client.ts'
import { type ConnectionErrors, checkConnection, defaultAddress } from '../../lib/application/connection.ts'
import { act } from '../../lib/application/queries.ts'
import { zones } from '../../lib/zones.ts'
import { ColourPicker, type TenantColour } from '../../ui/colour-picker.tsx'
import styles from './connect.module.css'
import { WhereToFind } from './where-to-find.tsx'

/** Connects a company: what is entered is checked by a real call before anything is kept. */
export function Connect() {
  const navigate = useNavigate()
  const state = useAppState().data
  // The hash lives in the field alone: it never enters React's state and is wiped from the field once it was sent.
  const hash = useRef<HTMLInputElement>(null)
  const [cid, setCid] = useState('')
  const [label, setLabel] = useState('')
  const [colour, setColour] = useState<TenantColour | null>(null)
  const fixedAddress = usePolicy('baseUrl')
  const [entered, setEntered] = useState(defaultAddress)
  const baseUrl = fixedAddress ?? entered
  const [timeZone, setTimeZone] = useState('US/Eastern')
  const [advanced, setAdvanced] = useState(false)
  const [busy, setBusy] = useState<AbortController | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [errors, setErrors] = useState<ConnectionErrors>({})
  /** What of the entries was left out, as sentences; never the entries themselves. */
  const [cleaned, setCleaned] = useState<string[]>([])

  const taken = state?.tenants.map((tenant) => tenant.colour) ?? []
  const shown = colour ?? tenantColours.find((one) => !taken.includes(one)) ?? 'blue'

  /** What is being corrected is not called wrong meanwhile. */
  const forgive = (field: keyof ConnectionErrors) => setErrors(({ [field]: _, ...others }) => others)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const field = hash.current
    if (!field || busy) return
    const number = cleanPasted(cid)
    const pasted = cleanPasted(field.value)
    setCleaned(
      [leftOut('the account number', number), leftOut('the provisioning hash', pasted)].filter((note) => note !== null),
    )
    const input = {
      cid: number.text,
      hash: pasted.text,
      label: label.trim() || `Company ${number.text}`,
      colour: shown,
      baseUrl: baseUrl.trim(),
      timeZone,
    }
    const found = checkConnection(input)
    setErrors(found)
    setFailure(null)
    if (Object.keys(found).length > 0) {
      if (found.baseUrl) setAdvanced(true)
      focusFirstError(event.currentTarget as HTMLFormElement)
      return
    }
    const abort = new AbortController()
    setBusy(abort)
    try {
      await act('tenants.connect', input, abort.signal)
      field.value = ''
      void navigate({ to: '/overview', search: {} })
    } catch (error) {
      const next = failureOf(error)
      // The hash stays in its field: after a refusal it may be the account number that is wrong.
      if (next.code !== 'cancelled') setFailure(next)
    } finally {
      setBusy(null)
    }
  }
  const first = (state?.tenants.length ?? 0) === 0
  return (
    <div className={styles.connect}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          className={styles.back}
          leftSection={<IconArrowLeft size={14} />}
          onClick={() => void navigate({ to: first ? '/welcome' : '/overview' })}
        >
          Back
        </Button>
        <h1>Connect your company</h1>
        <p className={styles.lead}>
          Provost makes one call that only reads. If LastPass accepts it, the hash is{' '}
          {state?.keychain.available === false
            ? 'held in memory until Provost closes'
            : 'kept in this computer’s keychain'}
          ; if not, nothing is kept.
        </p>
        <TextInput
          label="Account number (CID)"
          description="Digits only"
          inputMode="numeric"
          autoComplete="off"
          data-autofocus
          autoFocus
          value={cid}
          error={errors.cid}
          onChange={(event) => {
            setCid(event.currentTarget.value)
            forgive('cid')
          }}
        />
        <PasswordInput
          ref={hash}
          label="Provisioning hash"
          description="Paste it from the admin console"
          autoComplete="off"
          spellCheck={false}
          error={errors.hash}
          onChange={() => forgive('hash')}
          visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the hash' }}
        />
        <TextInput
          label="Name for this company"
          description="Shown at the top of every screen"
          maxLength={60}
          value={label}
          placeholder="Example Ltd"
          error={errors.label}
          onChange={(event) => {
            setLabel(event.currentTarget.value)
            forgive('label')
          }}
        />
        <ColourPicker value={shown} onChange={setColour} label="Colour" />
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          className={styles.advanced}
          aria-expanded={advanced}
          leftSection={advanced ? <IconChevronDown size={14} /> : <IconChevronRight size={14} />}
          onClick={() => setAdvanced((now) => !now)}
        >
          Advanced: service address and time zone
        </Button>
        <Collapse expanded={advanced}>
          <Fieldset variant="unstyled" className={styles.fields}>
            <TextInput
              label="Service address"
              description={fixedAddress ? fixedWords : 'Change it only when your company’s data is in another region'}
              disabled={fixedAddress !== undefined}
              value={baseUrl}
              error={errors.baseUrl}
              onChange={(event) => {
                setEntered(event.currentTarget.value)
                forgive('baseUrl')
              }}
            />
            <Select
              label="Time zone of LastPass’ times"
              description="LastPass gives times without a zone. US/Eastern is usual; your account may be set to another."
              searchable
              allowDeselect={false}
              data={zones}
              value={timeZone}
              onChange={(value) => value && setTimeZone(value)}
            />
          </Fieldset>
        </Collapse>
        {cleaned.map((note) => (
          <p key={note} role="status">
            {note}
          </p>
        ))}
        {failure && <ConnectionFailure failure={failure} />}
        <div className={styles.submit}>
          <Button type="submit" loading={busy !== null}>
            Check and connect
          </Button>
          {busy && (
            <>
              <Button variant="default" onClick={() => busy.abort()}>
                Cancel
              </Button>
              <span role="status">Asking LastPass whether it accepts the pair</span>
            </>
          )}
        </div>
      </form>
      <WhereToFind />
    </div>
  )
}

/** Puts the cursor into the first field that says what is wrong with it, once it does. */
function focusFirstError(form: HTMLFormElement): void {
  setTimeout(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
}
