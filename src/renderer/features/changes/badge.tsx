import { useRead } from '../../lib/application/queries.ts'
import { count, plural } from '../../lib/words/format.ts'
import styles from './badge.module.css'
import { useOpenErrors } from './open-errors.ts'

/** Beside "Changes" in the side bar: errors that are not over, else plans that wait. */
export function ChangesBadge() {
  const errors = useOpenErrors()
  const waiting = useRead('changes.waiting', {}).data?.plans.length ?? 0
  const number = errors > 0 ? errors : waiting
  if (number === 0) return null
  const words = errors > 0 ? plural(errors, 'error', 'errors') : `${plural(waiting, 'plan', 'plans')} waiting`
  return (
    <span className={`${styles.badge} numbers`} data-alert={errors > 0 || undefined} title={words}>
      <span aria-hidden>{count(number)}</span>
      <span className="unseen"> {words}</span>
    </span>
  )
}
