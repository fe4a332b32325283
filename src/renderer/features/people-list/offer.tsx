import { Button } from '@mantine/core'
import type { MatchRow } from '../../../contract/calls/leavers/leavers.ts'
import { inOrder } from '../../lib/words/format.ts'
import { Address } from '../../ui/address.tsx'
import { RelativeTime } from '../../ui/time.tsx'
import { StatusBadge } from '../people/badges.tsx'
import styles from './offers.module.css'
import texts from './texts.module.css'

interface OfferProps {
  person: Pick<MatchRow['candidates'][number], 'username' | 'fullname' | 'status' | 'lastLogin'>
  /** Why this person is offered. */
  why?: string
  chosen: boolean
  /** The digit that chooses this person; left out: none does. */
  number?: number
  /** What the button does; left out: it chooses. */
  act?: string
  onChoose: () => void
}

/** Somebody who may be meant, with what tells people of one name apart. */
export function Offer({ person, why, chosen, number, act = 'Choose', onChoose }: OfferProps) {
  return (
    <li>
      <span className={styles.offered}>
        <strong>
          {number !== undefined && number < 10 && <kbd>{number}</kbd>}{' '}
          <bdi>{inOrder(person.fullname) || 'No name'}</bdi>
        </strong>
        <Address address={person.username} />
      </span>
      <StatusBadge status={person.status} />
      <span className={texts.note}>
        {why}
        {why && person.lastLogin && ', '}
        {person.lastLogin && (
          <>
            last login <RelativeTime instant={person.lastLogin} />
          </>
        )}
      </span>
      <Button
        variant="default"
        size="compact-xs"
        // Not switched off: what has the focus as it is pressed would lose it.
        data-disabled={chosen || undefined}
        aria-disabled={chosen || undefined}
        aria-label={chosen ? undefined : `${act} ${person.username}`}
        onClick={() => chosen || onChoose()}
      >
        {chosen ? 'Chosen' : act}
      </Button>
    </li>
  )
}
