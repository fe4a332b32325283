import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { scoreDefinitions } from '../../../../contract/scores/score-definitions.ts'
import type { SnapshotBody } from '../../../../contract/scores/snapshot.ts'
import { count, inOrder, plural } from '../../../lib/words/format.ts'
import { Explain } from '../../../ui/explain.tsx'
import { Score } from '../../people/badges.tsx'
import type { ScoreBands } from '../../people/scores.ts'
import styles from '../scores.module.css'

/** So many people are listed at once; the others are found by name. */
const mostListed = 500

/** The people of a snapshot, by name or pseudonym; `people`: how many it has, where only the first are at hand. */
export function SnapshotPeople({
  rows,
  people,
  bands,
}: {
  rows: SnapshotBody['rows']
  people: number
  bands: ScoreBands
}) {
  const [find, setFind] = useState('')
  const wanted = find.trim().toLowerCase()
  const found = rows.filter(({ name, username }) => `${name} ${username ?? ''}`.toLowerCase().includes(wanted))
  const shown = found.slice(0, mostListed)
  const named = rows.some(({ username }) => username !== null)
  const whole = rows.length === people
  return (
    <section className={styles.box} aria-label="People">
      <header>
        <h2>{`People, the lowest scores first: ${plural(people, 'person', 'people')}`}</h2>
        <Explain what="a person’s score" explanation={scoreDefinitions.person} />
        {whole && people > mostListed && (
          <TextInput
            size="xs"
            className={styles.end}
            aria-label="Find a person"
            placeholder="Find"
            value={find}
            onChange={({ currentTarget }) => setFind(currentTarget.value)}
          />
        )}
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls */}
      <div className={styles.scroll} tabIndex={0}>
        <table className={`${styles.table} numbers`}>
          <thead>
            <tr>
              <th scope="col">{named ? 'Name' : 'Pseudonym'}</th>
              {named && <th scope="col">User name</th>}
              <th scope="col" data-number>
                Score
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.username ?? row.name}>
                <td>{inOrder(row.name) || 'no name'}</td>
                {named && <td>{row.username}</td>}
                <td data-number>
                  <Score score={row.score} bands={bands} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {found.length === 0 ? (
        <p className={styles.note}>Nobody in this snapshot has this in the name.</p>
      ) : (
        shown.length < (whole ? found.length : people) && (
          <p className={styles.note}>
            {`The first ${count(shown.length)} are listed here; ${whole ? 'find others by name' : 'the file holds all'}.`}
          </p>
        )
      )}
    </section>
  )
}
