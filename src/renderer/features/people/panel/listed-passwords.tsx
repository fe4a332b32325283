import type { ListedPasswords as Listed } from '../../../../contract/model.ts'
import { useRead } from '../../../lib/application/queries.ts'
import { count, dayAndTime, shortDay } from '../../../lib/words/format.ts'
import { useMay } from '../../session/use-seat.ts'
import { Fact } from './facts.tsx'
import styles from './person.module.css'

/** What lists beside LastPass' answer about a person say of their passwords, each with its date; nothing where they say nothing. */
export function ListedPasswords({ person }: { person: Listed }) {
  const may = useMay()
  const lists = useRead('scores.lists', {}, { enabled: may('scores.lists') }).data
  const { passwordExpired, weakPasswords, reusedPasswords } = person
  const listOf = lists?.expired.asOf ? `the list that was read ${dayAndTime(lists.expired.asOf)}` : 'LastPass’ list'
  const report = lists?.report ? `by the report of ${shortDay(lists.report.made)}` : 'by the imported report'
  return (
    <>
      {passwordExpired !== null && (
        <Fact term="Expired">
          {passwordExpired ? 'yes' : 'no'}{' '}
          <span className={styles.note}>{passwordExpired ? `on ${listOf}` : `not on ${listOf}, or changed since`}</span>
        </Fact>
      )}
      {weakPasswords !== null && (
        <Fact term="Weak passwords">
          {count(weakPasswords)} <span className={styles.note}>{report}</span>
        </Fact>
      )}
      {reusedPasswords !== null && (
        <Fact term="Reused passwords">
          {count(reusedPasswords)} <span className={styles.note}>{report}</span>
        </Fact>
      )}
    </>
  )
}
