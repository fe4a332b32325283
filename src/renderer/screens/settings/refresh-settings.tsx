import { Checkbox, NativeSelect, NumberInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { fixedWords, usePolicy } from '../../features/session/use-seat.ts'
import { useSettings } from '../../lib/application/settings.ts'
import sections from '../../ui/sheets/sections.module.css'

const intervals = [
  { value: '0', label: 'Only when asked' },
  { value: '15', label: 'Every 15 minutes' },
  { value: '60', label: 'Every hour' },
  { value: '240', label: 'Every 4 hours' },
  { value: '1440', label: 'Once a day' },
]

/** The usual choices, and the one that was made where it is none of them. */
const choicesWith = (minutes: string) =>
  intervals.some((one) => one.value === minutes)
    ? intervals
    : [...intervals, { value: minutes, label: `Every ${minutes} minutes` }]

/** When Provost reads from LastPass by itself. */
export function RefreshSettings() {
  const { settings, change } = useSettings()
  const minutes = String(settings.refreshMinutes)
  const auditMinutes = String(settings.auditMinutes)
  const fixed = usePolicy('timeoutSeconds') !== undefined
  return (
    <div className={sections.form}>
      <p className={sections.note}>
        A refresh reads people, groups and shared folders. It changes nothing in LastPass, though LastPass logs each
        call.
      </p>
      <NativeSelect
        label="While Provost is open"
        size="xs"
        value={minutes}
        data={choicesWith(minutes)}
        onChange={(event) => change({ refreshMinutes: Number(event.currentTarget.value) })}
      />
      <NativeSelect
        label="Audit events, while Provost is open"
        size="xs"
        value={auditMinutes}
        data={choicesWith(auditMinutes)}
        onChange={(event) => change({ auditMinutes: Number(event.currentTarget.value) })}
      />
      <Checkbox
        label="Have the system tell of new findings in audit events"
        description="With the rule’s name and a number alone, because it may stand on a locked screen. A click opens them."
        checked={settings.findingNotices}
        onChange={(event) => change({ findingNotices: event.currentTarget.checked })}
      />
      <Amount
        label="At start, when the data is older than this many minutes"
        least={1}
        most={10_080}
        value={settings.staleMinutes}
        onChange={(staleMinutes) => change({ staleMinutes })}
      />
      <Amount
        label="Seconds that one call may take"
        about={`Large companies need longer. After that the call is given up and tried again later.${fixed ? ` ${fixedWords}` : ''}`}
        disabled={fixed}
        least={5}
        most={900}
        value={settings.timeoutSeconds}
        onChange={(timeoutSeconds) => change({ timeoutSeconds })}
      />
    </div>
  )
}

/** A whole number that is kept when the field is left, if it is one. */
function Amount({
  label,
  about,
  least,
  most,
  value,
  disabled = false,
  onChange,
}: {
  label: string
  about?: string
  least: number
  most: number
  value: number
  disabled?: boolean
  onChange: (value: number) => void
}) {
  const [typed, setTyped] = useState<number | string>(value)
  useEffect(() => setTyped(value), [value])
  const valid = typeof typed === 'number' && Number.isInteger(typed) && typed >= least && typed <= most
  return (
    <NumberInput
      size="xs"
      label={label}
      description={about}
      min={least}
      max={most}
      allowDecimal={false}
      clampBehavior="none"
      value={typed}
      disabled={disabled}
      error={valid ? undefined : `A whole number from ${least} to ${most}.`}
      onChange={setTyped}
      onBlur={() => valid && typed !== value && onChange(typed)}
    />
  )
}
