import { Link } from '@tanstack/react-router'
import { scoreDefinitions } from '../../../contract/scores/score-definitions.ts'
import { DraftedMark } from '../../features/groups/drafted-mark.tsx'
import { Score } from '../../features/people/badges.tsx'
import { useScoreBands } from '../../features/people/scores.ts'
import { noLoginWords } from '../../features/people/words.ts'
import styles from '../../features/scores/scores.module.css'
import { UnreadPart } from '../../features/scores/unread.tsx'
import { useRead } from '../../lib/application/queries.ts'
import { useNow } from '../../lib/now.ts'
import { ago, inOrder, score } from '../../lib/words/format.ts'
import { Address } from '../../ui/address.tsx'
import { Explain } from '../../ui/explain.tsx'
import { countedIn, type PickedScope } from './picked-scope.ts'

/** The people with the lowest scores, of everyone, a department or a group. */
export function LowestScores({
  scope,
  threshold,
  computed,
}: {
  scope: PickedScope | null
  threshold: number
  computed: string
}) {
  const now = useNow()
  const bands = useScoreBands()
  const filter = { hasScore: true, ...countedIn(scope) }
  const read = useRead(
    'users.page',
    { ...filter, sort: [{ by: 'score', direction: 'asc' }], offset: 0, limit: 12 },
    { keep: true },
  )
  const found = read.data
  if (found === undefined || read.error !== null) return <UnreadPart title="Lowest scores" read={read} />
  if (found.total === 0) return null
  return (
    <section className={styles.box} aria-label="Lowest scores">
      <header>
        <h2>{scope === null ? 'Lowest scores' : `Lowest scores in ${inOrder(scope.name)}`}</h2>
        <Explain what="a person’s score" explanation={{ ...scoreDefinitions.person, computed }} />
        <Link className={styles.link} to="/users" search={{ ...filter, belowScore: threshold, sort: 'score.asc' }}>
          {`show all below ${score(threshold)}`}
        </Link>
        <span className={`${styles.note} ${styles.end}`}>a score is as old as the last login</span>
      </header>
      <table className={`${styles.table} numbers`}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">User name</th>
            <th scope="col" data-number>
              Score
            </th>
            <th scope="col" className={styles.whole}>
              Last login
            </th>
            <th scope="col">
              <span className="unseen">Details</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {found.rows.map((row) => (
            <tr key={row.id ?? row.username}>
              <td>
                <DraftedMark username={row.username}>
                  <span className={styles.name} title={row.fullname}>
                    {inOrder(row.fullname) || 'no name'}
                  </span>
                </DraftedMark>
              </td>
              <td>
                <Address address={row.username} />
              </td>
              <td data-number>
                <Score score={row.score} bands={bands} />
              </td>
              <td className={styles.whole}>{row.lastLogin === null ? noLoginWords(row) : ago(row.lastLogin, now)}</td>
              <td className={styles.whole}>
                <Link
                  className={styles.link}
                  to="/users"
                  search={{ person: row.username }}
                  aria-label={`View details of ${row.username}`}
                >
                  View details
                </Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
