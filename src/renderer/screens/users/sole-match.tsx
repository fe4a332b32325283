import { Button } from '@mantine/core'
import type { UserRow } from '../../../contract/model.ts'
import { PersonActions } from '../../features/changes/actions/actions.tsx'
import { ReachButton } from '../../features/leaving/reach-button.tsx'
import { inOrder } from '../../lib/words/format.ts'
import styles from './users.module.css'

/** When the search leaves one person: what can be done with them, without opening anything first. */
export function SoleMatch({ person, onOpen }: { person: UserRow; onOpen: () => void }) {
  return (
    <fieldset className={styles.sole} aria-label={`Only ${person.fullname || person.username} matches`}>
      <Button variant="subtle" onClick={onOpen}>
        Open <bdi className={styles.soleName}>{inOrder(person.fullname) || person.username}</bdi>
      </Button>
      <ReachButton person={person} />
      <PersonActions person={person} />
    </fieldset>
  )
}
