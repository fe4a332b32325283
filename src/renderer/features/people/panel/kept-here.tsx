import { useRead } from '../../../lib/application/queries.ts'
import { Fact, Facts } from './facts.tsx'
import styles from './person.module.css'

/** What is known of a person here alone, because LastPass does not keep it; nothing where nothing is. */
export function KeptHere({ username }: { username: string }) {
  const facts = useRead('joiners.facts', { username }).data?.facts
  if (!facts) return null
  const { department, manager, managerAddress, startDate } = facts
  return (
    <section>
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
