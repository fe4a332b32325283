import { Button } from '@mantine/core'
import type { UserRow } from '../../../contract/model.ts'
import { PersonActions } from '../../changes/actions.tsx'
import { useLeaving } from '../leavers/use-leaving.ts'
import styles from './users.module.css'

/** When the search leaves one person: what can be done with them, without opening anything first. */
export function SoleMatch({ person, onOpen }: { person: UserRow; onOpen: () => void }) {
  const leave = useLeaving()
  const hasAccount = person.status !== 'invited' && person.goneSince === null
  return (
    <fieldset className={styles.sole} aria-label={`Only ${person.fullname || person.username} matches`}>
      <Button variant="subtle" onClick={onOpen}>
        Open <bdi className={styles.soleName}>{person.fullname || person.username}</bdi>
      </Button>
      {hasAccount && (
        <Button
          variant="default"
          title="Sites in shared folders, and what is lost when this person leaves"
          onClick={() => void leave([person.username], 'sites')}
        >
          What they can reach
        </Button>
      )}
      <PersonActions person={person} />
    </fieldset>
  )
}
