import { Button, NativeSelect, NumberInput, PasswordInput, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { SeatLimits } from '../../../../contract/calls/company/seats.ts'
import type { ChangeKind } from '../../../../contract/change.ts'
import { changeKinds, helpDeskKinds } from '../../../../contract/lists.ts'
import { kindWords } from '../../../features/changes/kind-words.ts'
import { seatWords } from '../../../features/seat/seat-words.ts'
import { useTenant } from '../../../features/session/open-company.ts'
import { act } from '../../../lib/application/queries.ts'
import { useAction } from '../../../lib/use-action.ts'
import sections from '../../../ui/sheets/sections.module.css'
import { FailureState } from '../../../ui/states.tsx'
import styles from '../settings.module.css'
import { FingerprintText } from './fingerprint-text.tsx'
import { ManagerScopeFields, wholeCompany } from './manager-scope.tsx'
import { leastPassphrase, strengthHint } from './passphrase-hint.ts'

type Made = 'help-desk' | 'manager' | 'admin'
const notOwn = 'This workstation may not do it itself, so it cannot give it.'

/** Writes a seat file for another workstation: the company’s credential with limits, sealed with a passphrase and signed. `own`: nobody gives what they do not have. */
export function MakeSeat({
  fingerprint,
  own,
  label: wanted = '',
}: {
  fingerprint: string | null
  own: SeatLimits
  label?: string
}) {
  const tenant = useTenant()
  const [seat, setSeat] = useState<Made>('help-desk')
  const [label, setLabel] = useState(wanted)
  const [kinds, setKinds] = useState<ReadonlySet<ChangeKind>>(
    new Set(helpDeskKinds.filter((kind) => own.kinds.includes(kind))),
  )
  const [exports, setExports] = useState(false)
  const [scope, setScope] = useState(wholeCompany)
  const [importDays, setImportDays] = useState(7)
  const [seatDays, setSeatDays] = useState<number | ''>('')
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const [written, setWritten] = useState<string | null>(null)
  const make = useAction(async () => {
    const made = await act('seats.make', {
      seat,
      label,
      passphrase,
      importDays,
      seatDays: seatDays === '' ? null : seatDays,
      ...(seat === 'help-desk' ? { kinds: [...kinds], exports } : {}),
      ...(seat === 'manager' ? { scopes: scope.of, people: scope.people } : {}),
    })
    if (!made.saved) return
    // The passphrase goes another way than the file, and is not kept.
    setPassphrase('')
    setAgain('')
    setWritten(made.file ?? 'The seat file')
  })
  if (tenant === null || tenant.kind === 'demo')
    return (
      <section className={sections.section}>
        <h3>Make a seat for another workstation</h3>
        <p className={sections.note}>A seat file holds a company’s credential; open a connected company to make one.</p>
      </section>
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void make.run()
  }
  return (
    <form className={sections.section} onSubmit={submit} aria-label="Make a seat">
      <h3>Make a seat for another workstation</h3>
      <p className={sections.note}>
        The file holds {tenant.label}’s credential, sealed with the passphrase. Send the two by different ways, and read
        out the fingerprint
        {fingerprint && (
          <>
            {' '}
            <FingerprintText text={fingerprint} />
          </>
        )}
        : only then is the file yours to whoever imports it.
      </p>
      <div className={sections.fields}>
        <NativeSelect
          label="Seat"
          description={seatWords[seat].meaning}
          value={seat}
          onChange={(event) => setSeat(event.currentTarget.value as Made)}
          data={(['help-desk', 'manager', 'admin'] as const).map((one) => ({
            value: one,
            label: seatWords[one].label,
          }))}
        />
        <TextInput
          label="For whom, or which workstation"
          description="Stands in the file, and there under Settings, Seat."
          maxLength={100}
          value={label}
          onChange={(event) => setLabel(event.currentTarget.value)}
        />
        {seat === 'help-desk' && (
          <fieldset className={styles.kinds}>
            <legend>Changes that this seat may send</legend>
            {changeKinds.map((kind) => (
              <label key={kind} title={own.kinds.includes(kind) ? kindWords[kind].consequence : notOwn}>
                <input
                  type="checkbox"
                  checked={kinds.has(kind)}
                  disabled={!own.kinds.includes(kind)}
                  onChange={(event) => {
                    const next = new Set(kinds)
                    if (event.currentTarget.checked) next.add(kind)
                    else next.delete(kind)
                    setKinds(next)
                  }}
                />
                {kindWords[kind].short}
              </label>
            ))}
            <label title={own.exports ? undefined : notOwn}>
              <input
                type="checkbox"
                disabled={!own.exports}
                checked={exports}
                onChange={(event) => setExports(event.currentTarget.checked)}
              />
              Write lists of everyone to files
            </label>
          </fieldset>
        )}
        {seat === 'manager' && <ManagerScopeFields scope={scope} onChange={setScope} />}
        <NumberInput
          label="Days in which it has to be imported"
          min={1}
          max={90}
          value={importDays}
          onChange={(value) => setImportDays(Math.min(90, Math.max(1, Number(value) || 1)))}
        />
        <NumberInput
          label="Days until the seat ends"
          placeholder="does not end"
          min={1}
          max={3650}
          value={seatDays}
          onChange={(value) => setSeatDays(value === '' ? '' : Number(value))}
        />
        <PasswordInput
          label="Passphrase"
          description={`At least ${leastPassphrase} characters; several words are better than one.`}
          autoComplete="off"
          maxLength={200}
          value={passphrase}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
        />
        <PasswordInput
          label="The same passphrase again"
          description={passphrase === '' ? 'A slip would make a file that nobody can open.' : strengthHint(passphrase)}
          autoComplete="off"
          maxLength={200}
          value={again}
          error={again !== '' && again !== passphrase ? 'The two passphrases differ.' : undefined}
          onChange={(event) => setAgain(event.currentTarget.value)}
        />
      </div>
      {make.failure && <FailureState failure={make.failure} compact />}
      {written !== null && (
        <p className={sections.note} role="status">
          {written} is written. Next: send the file; tell the passphrase by another way, in person or by telephone; on
          the other workstation use it on the first screen or under Settings, Seat, and compare the fingerprint that it
          shows with {fingerprint ? <FingerprintText text={fingerprint} /> : 'this workstation’s'}.
        </p>
      )}
      <div className={sections.actions}>
        <Button
          type="submit"
          loading={make.pending}
          disabled={label.trim() === '' || passphrase.length < leastPassphrase || again !== passphrase}
        >
          Write the seat file{label.trim() ? ` for ${label.trim()}` : ''}
        </Button>
      </div>
    </form>
  )
}
