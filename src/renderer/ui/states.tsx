import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Failure } from '../../contract/failure.ts'
import { failureSaid } from '../lib/words/failure-words.ts'
import verbatim from './sheets/verbatim.module.css'
import styles from './ui.module.css'

/** Nothing to show: why, and what can be done. */
export function EmptyState({
  title,
  children,
  action,
  icon,
}: {
  title: string
  children?: ReactNode
  action?: ReactNode
  icon?: ReactNode
}) {
  return (
    <div className={styles.state}>
      {icon && <div className={styles.stateIcon}>{icon}</div>}
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {action && <div className={styles.stateAction}>{action}</div>}
    </div>
  )
}

/** In place of a part that is still being read; of what comes at a glance nothing is said. */
export function Waiting({ words = 'Reading …' }: { words?: string }) {
  return (
    <p className={styles.waiting} aria-busy="true">
      {words}
    </p>
  )
}

/** What happened, what it means for the data, what to do now; the service's own words under Details. */
export function FailureState({
  failure,
  onRetry,
  action,
  compact,
  children,
}: {
  failure: Failure
  onRetry?: () => void
  action?: ReactNode
  compact?: boolean
  /** What it means and what to do now, where a screen knows better than the failure itself. */
  children?: ReactNode
}) {
  const said = failureSaid(failure)
  return (
    <div className={compact ? styles.failureCompact : styles.state} role="alert" data-code={failure.code}>
      <div className={styles.failureTitle}>
        <IconAlertTriangle size={compact ? 16 : 20} stroke={1.8} aria-hidden />
        <strong>{said.what}</strong>
      </div>
      {children || <p>{said.next}</p>}
      {(failure.details || failure.reference) && (
        <details className={styles.details}>
          <summary>Details</summary>
          {failure.details && <pre className={verbatim.verbatim}>{failure.details}</pre>}
          {failure.reference && <p>Reference in the log: {failure.reference}</p>}
        </details>
      )}
      {(onRetry || action) && (
        <div className={styles.stateAction}>
          {action}
          {onRetry && (
            <Button variant="default" onClick={onRetry}>
              Try again
            </Button>
          )}
        </div>
      )}
    </div>
  )
}
