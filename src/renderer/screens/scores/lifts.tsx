import { Link } from '@tanstack/react-router'
import { PersonLink } from '../../features/scores/person-link.tsx'
import styles from '../../features/scores/scores.module.css'
import { UnreadPart } from '../../features/scores/unread.tsx'
import { useRead } from '../../lib/application/queries.ts'
import { averageScore, inOrder, people, plural, score } from '../../lib/words/format.ts'
import { Explain } from '../../ui/explain.tsx'
import { countedIn, type PickedScope } from './picked-scope.ts'

/** What would lift the average of everyone, a department or a group most, by arithmetic alone. */
export function Lifts({ threshold, scope }: { threshold: number; scope: PickedScope | null }) {
  const read = useRead('scores.lift', scope === null ? {} : { [scope.kind]: scope.name })
  const found = read.data
  if (found === undefined || read.error !== null)
    return <UnreadPart title="What would lift the average most" read={read} />
  if (found.average === null || found.belowGoal.people === 0) return null
  const { belowGoal, emptyVaults, first, goal } = found
  return (
    <section className={styles.box} aria-label="What would lift the average most">
      <header>
        <h2>{`What would lift the average ${scope === null ? '' : `of ${inOrder(scope.name)} `}most`}</h2>
        <Explain
          what="lifting the average"
          explanation={{
            definition:
              'Arithmetic, no forecast: what the average would be if these scores were as said and all others as they are.',
            numerator: `For each person ${score(goal)} less the score`,
            denominator: 'How many people have a score',
            leftOut: 'Disabled accounts, invitations, and people without a score.',
          }}
        />
        <Link
          className={`${styles.link} ${styles.end}`}
          to="/users"
          search={{ ...countedIn(scope), belowScore: threshold, sort: 'score.asc' }}
        >
          {`show ${people(belowGoal.people)} below ${score(goal)}`}
        </Link>
      </header>
      <p>
        {`If ${plural(belowGoal.people, 'person', 'people')} below ${score(goal)} came to ${score(goal)}, the average would be ${belowGoal.average === null ? 'none' : averageScore(belowGoal.average)} (+${averageScore(belowGoal.lift)}).`}
        {emptyVaults.people > 0 &&
          emptyVaults.average !== null &&
          ` If ${plural(emptyVaults.people, 'score of 0 with few sites', 'scores of 0 with few sites')} came to the average of the others, it would be ${averageScore(emptyVaults.average)} (+${averageScore(emptyVaults.lift)}).`}
      </p>
      <table className={`${styles.table} numbers`}>
        <thead>
          <tr>
            <th scope="col">Alone, by coming to {score(goal)}</th>
            <th scope="col" data-number>
              Score
            </th>
            <th scope="col" data-number>
              Average rises by
            </th>
          </tr>
        </thead>
        <tbody>
          {first.map(({ username, fullname, score: value, lift }) => (
            <tr key={username}>
              <td>
                <PersonLink username={username} fullname={fullname} />
              </td>
              <td data-number>{score(value)}</td>
              <td data-number>{lift === 0 ? 'under 0.01' : lift.toFixed(2)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
