import type { Output } from '../../../../contract/calls.ts'
import type { PeopleSearch } from '../../../features/people/people-search.ts'
import { count } from '../../../lib/words/format.ts'
import styles from './filter-menu.module.css'

/** What each part of the menu of filters is given. */
export interface PartProps {
  search: PeopleSearch
  facets?: Output<'users.facets'> | undefined
  set: (search: PeopleSearch) => void
}

interface ChoiceProps {
  label: string
  /** How many people the list has once this value alone is chosen in its field. */
  people?: number | undefined
  on: boolean
  onToggle: () => void
  /** Leaves people with this value out; left out where the other value says the same. */
  not?: { on: boolean; onToggle: () => void }
}

/** One value to filter by: ticked when it is asked for, struck through when it is left out. */
export function Choice({ label, people, on, onToggle, not }: ChoiceProps) {
  return (
    <div className={styles.row} data-not={not?.on || undefined}>
      <label className={styles.choice}>
        <input
          type="checkbox"
          checked={on}
          onChange={onToggle}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            event.preventDefault()
            onToggle()
          }}
        />
        <span className={styles.label}>{label}</span>
        {people !== undefined && <span className={`${styles.count} numbers`}>{count(people)}</span>}
      </label>
      {not && (
        <button
          type="button"
          className={styles.not}
          aria-pressed={not.on}
          aria-label={`Not ${label}`}
          title={not.on ? `${label} is left out` : `Leave out: ${label}`}
          onClick={not.onToggle}
        >
          not
        </button>
      )}
    </div>
  )
}
