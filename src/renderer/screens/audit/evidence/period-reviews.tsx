import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import type { Output } from '../../../../contract/calls.ts'
import { plural } from '../../../lib/words/format.ts'
import styles from './evidence.module.css'

/** Which access reviews of a period a pack holds, and whether they are as they were signed. */
export function PeriodReviews({ signed, altered }: Output<'audit.population'>['reviews']) {
  return (
    <div>
      <h3 className={styles.label}>Access reviews of the period</h3>
      {altered > 0 ? (
        <div className={styles.missing} role="alert">
          <IconAlertTriangle size={16} stroke={1.7} aria-hidden />
          <span>
            <strong>
              {altered} of {plural(signed, 'signed review', 'signed reviews')} {altered === 1 ? 'is' : 'are'} not as the
              journal says.
            </strong>{' '}
            What is kept was altered after the signing, or is gone. The pack names each.
          </span>
        </div>
      ) : signed === 0 ? (
        <p className={styles.quiet}>No access review was signed in this period.</p>
      ) : (
        <p className={styles.whole}>
          <IconCircleCheck size={16} stroke={1.7} aria-hidden />{' '}
          {signed === 1 ? '1 review was signed, and is' : `${plural(signed, 'review', 'reviews')} were signed, and are`}{' '}
          as the journal says.
        </p>
      )}
      <p className={styles.quiet}>
        A review that was not signed is left out. The pack holds no events of LastPass, and says nothing of which were
        fetched.
      </p>
    </div>
  )
}
