import { TextInput } from '@mantine/core'
import styles from './plan-reason.module.css'

/** Why a change is made, as far as a person says. */
export interface ReasonGiven {
  reason?: string
  ticket?: string
  requestedBy?: string
}

/** In one line; empty where nothing was said. */
export const reasonInWords = ({ reason, ticket, requestedBy }: ReasonGiven): string =>
  [reason, ticket && `Ticket ${ticket}`, requestedBy && `asked for by ${requestedBy}`].filter(Boolean).join(' · ')

/** Whether it says why, in words or by a ticket. */
export const gaveReason = ({ reason, ticket }: ReasonGiven): boolean => Boolean(reason?.trim() || ticket?.trim())

const fields = [
  { key: 'reason', label: 'Reason', most: 1000 },
  { key: 'ticket', label: 'Ticket', most: 200 },
  { key: 'requestedBy', label: 'Asked for by', most: 320 },
] as const

/** Reason, ticket and who asked: kept in the journal with the change. */
export function PlanReason({
  value,
  onChange,
  required,
}: {
  value: ReasonGiven
  onChange: (value: ReasonGiven) => void
  required: boolean
}) {
  return (
    <fieldset className={styles.reason} aria-label="Why; kept in the journal">
      {fields.map(({ key, label, most }) => (
        <TextInput
          key={key}
          label={label}
          description={key === 'reason' && required ? 'A reason or a ticket is asked for here.' : undefined}
          placeholder={key === 'reason' ? 'Kept in the journal' : undefined}
          maxLength={most}
          value={value[key] ?? ''}
          onChange={(event) => {
            const text = event.currentTarget.value
            const { [key]: _, ...rest } = value
            onChange(text === '' ? rest : { ...rest, [key]: text })
          }}
        />
      ))}
    </fieldset>
  )
}
