import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { count } from '../lib/format.ts'
import styles from './bars.module.css'

interface BulkBarProps {
  selected: number
  total: number
  /** How many of the selected the filter hides; null: not known. */
  hidden: number | null
  all: boolean
  onAll: () => void
  onNone: () => void
  /** What can be done with the selection. */
  children: ReactNode
}

/** Takes the filters' place once rows are selected: how many, how many of them are out of sight, and what can be done. */
export function BulkBar({ selected, total, hidden, all, onAll, onNone, children }: BulkBarProps) {
  return (
    <fieldset className={styles.bulk} aria-label="Selection">
      <span className="numbers">
        <strong>
          {all && selected === total ? `All ${count(total)} that match are selected` : `${count(selected)} selected`}
        </strong>
        {hidden !== null && hidden > 0 && `, ${count(hidden)} hidden by the filter`}
      </span>
      {!(all && selected === total) && (
        <Button variant="subtle" size="compact-xs" onClick={onAll}>
          Select all {count(total)} that match
        </Button>
      )}
      <Button variant="subtle" color="gray" size="compact-xs" onClick={onNone}>
        Select none
      </Button>
      {children}
    </fieldset>
  )
}
