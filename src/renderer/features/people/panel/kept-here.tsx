import { useRead } from '../../../lib/application/queries.ts'
import { DirectoryBadge } from '../../groups/directory-badge.tsx'
import { Fact, Facts } from './facts.tsx'
import styles from './person.module.css'

/** What is known of a person here alone, because LastPass does not keep it; nothing where nothing is. */
export function KeptHere({ username }: { username: string }) {
  const facts = useRead('joiners.facts', { username }).data?.facts
  const why = useRead('groups.owners', { usernames: [username] }, { keep: true }).data?.people[0]?.why ?? null
  const directory = why !== null && (
    <p className={styles.note}>
      <DirectoryBadge why={why} /> A directory seems to manage this account: its next run may undo what is changed here.{' '}
      {why}
    </p>
  )
  if (!facts) return directory && <section>{directory}</section>
  const { department, manager, managerAddress, startDate } = facts
  return (
    <section>
      {directory}
      <h3>Kept here only</h3>
      <Facts>
        {department && <Fact term="Department">{department}</Fact>}
        {(manager || managerAddress) && (
          <Fact term="Manager">{[manager, managerAddress].filter(Boolean).join(', ')}</Fact>
        )}
        {startDate && <Fact term="Start date">{startDate}</Fact>}
      </Facts>
      <p className={styles.note}>Written down here when the person joined. LastPass does not keep it.</p>
    </section>
  )
}
