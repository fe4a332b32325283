import { ActionIcon, Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { ReactNode, RefObject } from 'react'
import { count } from '../../lib/words/format.ts'
import styles from './bars.module.css'

/** What everything takes but the words that grow with their numbers, and a letter of these, in pixels. */
const withoutWords = 400
const aLetter = 7
/** With less room than this, in pixels, the lesser acts go into a menu. */
export function bulkRoom({ selected, total, hidden }: Pick<BulkBarProps, 'selected' | 'total' | 'hidden'>): number {
  const away = hidden === null || hidden === 0 ? '' : `, ${count(hidden)} hidden by the filter`
  const words = `${count(selected)} selected${away}Select all ${count(total)} that matchDisable ${count(selected)} people`
  return withoutWords + aLetter * words.length
}

interface BulkBarProps {
  bar: RefObject<HTMLFieldSetElement | null>
  /** There is no room for everything: selecting all is in a menu, which is among the children. */
  narrow: boolean
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
export function BulkBar({ bar, narrow, selected, total, hidden, all, onAll, onNone, children }: BulkBarProps) {
  const every = all && selected === total
  const words = (
    <>
      <strong>{every ? `All ${count(total)} that match are selected` : `${count(selected)} selected`}</strong>
      {hidden !== null && hidden > 0 && `, ${count(hidden)} hidden by the filter`}
    </>
  )
  return (
    <fieldset ref={bar} className={styles.bulk} aria-label="Selection">
      <span className="numbers">{words}</span>
      {narrow ? (
        <ActionIcon variant="subtle" aria-label="Select none" title="Select none" onClick={onNone}>
          <IconX size={15} stroke={1.8} />
        </ActionIcon>
      ) : (
        <>
          {!every && (
            <Button variant="subtle" size="compact-xs" onClick={onAll}>
              Select all {count(total)} that match
            </Button>
          )}
          <Button variant="subtle" color="gray" size="compact-xs" onClick={onNone}>
            Select none
          </Button>
        </>
      )}
      {children}
    </fieldset>
  )
}
