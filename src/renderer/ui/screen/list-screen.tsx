import type { ReactNode } from 'react'
import styles from './bars.module.css'

/** The shape of every list: head, bar with search and filters, table; the panel at the right. */
export function ListScreen({
  head,
  bar,
  children,
  panel,
}: {
  head: ReactNode
  bar: ReactNode
  children: ReactNode
  panel: ReactNode
}) {
  return (
    <div className={styles.screen}>
      <div className={styles.list}>
        {head}
        <div className={styles.bar}>{bar}</div>
        {children}
      </div>
      {panel}
    </div>
  )
}
