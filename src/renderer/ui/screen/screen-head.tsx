import type { ReactNode } from 'react'
import { Behind } from '../behind.tsx'
import { Explain, type Explanation } from '../explain.tsx'
import styles from './bars.module.css'

/** The first line of each screen: its title, how much there is, and what can be done with all of it. */
export function ScreenHead({
  title,
  count,
  explanation,
  children,
}: {
  title: string
  count?: string | null
  explanation?: Explanation
  children?: ReactNode
}) {
  return (
    <div className={styles.head}>
      <h1>{title}</h1>
      {count && (
        <span className={`${styles.count} numbers`} data-testid="count">
          {count}
          {explanation && (
            <Behind>
              <Explain what="this count" explanation={explanation} />
            </Behind>
          )}
        </span>
      )}
      <div className={styles.actions}>{children}</div>
    </div>
  )
}
