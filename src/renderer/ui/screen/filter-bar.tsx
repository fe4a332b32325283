import { Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import styles from './bars.module.css'

/** One filter as a chip: what it is called, what it says, and whether it is switched on. */
export interface Chip {
  id: string
  field: string
  value: string
  on: boolean
}

interface FilterBarProps {
  chips: readonly Chip[]
  onToggle: (id: string) => void
  onRemove: (id: string) => void
  onClear: () => void
  /** The button that adds filters. */
  children: ReactNode
}

/** The filters that hold: each with a switch, to look at the list without it, and a cross. */
export function FilterBar({ chips, onToggle, onRemove, onClear, children }: FilterBarProps) {
  return (
    <fieldset className={styles.filters} aria-label="Filters">
      {chips.map((chip) => (
        <span key={chip.id} className={styles.chip} data-off={!chip.on || undefined}>
          <button
            type="button"
            role="switch"
            aria-checked={chip.on}
            aria-label={`${chip.field}: ${chip.value}`}
            title={
              chip.on
                ? `${chip.field}: ${chip.value}. Press to switch off without losing it.`
                : `${chip.field}: ${chip.value}. Switched off; press to switch on.`
            }
            onClick={() => onToggle(chip.id)}
          >
            <span className={styles.chipField}>{chip.field}</span>
            <span className={styles.chipValue}>{chip.value}</span>
          </button>
          <button
            type="button"
            className={styles.chipRemove}
            aria-label={`Remove filter ${chip.field}: ${chip.value}`}
            onClick={() => onRemove(chip.id)}
          >
            <IconX size={13} stroke={2} />
          </button>
        </span>
      ))}
      {children}
      {chips.length > 0 && (
        <Button variant="subtle" color="gray" size="compact-xs" onClick={onClear}>
          Clear all
        </Button>
      )}
    </fieldset>
  )
}
