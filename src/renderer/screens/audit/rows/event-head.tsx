// biome-ignore-all lint/a11y/useSemanticElements: rows that are drawn only where they are seen cannot be a <table>
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names the active cell
import { IconArrowDown } from '@tabler/icons-react'
import { eventColumns } from './columns.ts'
import styles from './events.module.css'

/** The heads of the events' columns. */
export function EventHead({ zone }: { zone: string }) {
  return (
    <div role="rowgroup" className={styles.head}>
      <div role="row" aria-rowindex={1} style={{ display: 'contents' }}>
        {eventColumns.map((column) => (
          <div key={column.id} role="columnheader" className={styles.headCell} data-name={column.id}>
            {column.id === 'time' ? `Time (${zone})` : column.header}
            {column.id === 'time' && <IconArrowDown size={14} stroke={1.8} aria-label="newest first" />}
          </div>
        ))}
      </div>
    </div>
  )
}
