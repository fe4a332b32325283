import { Button } from '@mantine/core'
import { fetchSpans } from '../../features/audit/fetching.ts'
import { EmptyState } from '../../ui/states.tsx'
import styles from './audit.module.css'
import { everything } from './fetch-button.tsx'

/** No event is kept: the first day, or after what was kept is gone. */
export const NothingYet = ({ company, isLost }: { company: string; isLost: boolean }) => (
  <div className={styles.centred}>
    <EmptyState
      title={isLost ? 'No event is left here' : 'Nothing fetched yet'}
      action={
        <Button onClick={() => void fetchSpans(company, [everything()])}>Fetch all events that LastPass keeps</Button>
      }
    >
      LastPass keeps events for about two years. Provost fetches them newest first and keeps them on this computer,
      encrypted, so that they can be found after LastPass has dropped them. It can be stopped at any time.
    </EmptyState>
  </div>
)
