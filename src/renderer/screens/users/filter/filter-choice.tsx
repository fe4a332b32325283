import type { Output } from '../../../../contract/calls.ts'
import type { UserFilter } from '../../../../contract/model.ts'
import { count } from '../../../lib/format.ts'
import styles from './filter-menu.module.css'

/** What each part of the menu of filters is given. */
export interface PartProps {
  facets?: Output<'users.facets'> | undefined
  pick: (filter: UserFilter) => void
}

/** One value to filter by, and how many people have it. */
export function Choice({ label, people, onPick }: { label: string; people?: number | undefined; onPick: () => void }) {
  return (
    <button type="button" className={styles.choice} onClick={onPick}>
      <span>{label}</span>
      {people !== undefined && <span className={`${styles.count} numbers`}>{count(people)}</span>}
    </button>
  )
}
