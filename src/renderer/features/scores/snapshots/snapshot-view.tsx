import { IconEyeOff } from '@tabler/icons-react'
import { scoreDefinitions } from '../../../../contract/scores/score-definitions.ts'
import type { SnapshotBody } from '../../../../contract/scores/snapshot.ts'
import { averageScore, count, inOrder, listed, score, shortDay } from '../../../lib/words/format.ts'
import { BandBars } from '../../../ui/charts/band-bars.tsx'
import { BandStrip } from '../../../ui/charts/band-strip.tsx'
import { Explain } from '../../../ui/explain.tsx'
import { usualBands } from '../../people/scores.ts'
import { Change } from '../change.tsx'
import { ChartOrTable } from '../chart-or-table.tsx'
import { ScoreRing } from '../score-ring.tsx'
import styles from '../scores.module.css'
import { SnapshotPeople } from './snapshot-people.tsx'

/** What a snapshot is about, in words. */
export const snapshotScope = ({ scope }: SnapshotBody): string => {
  const names = [...scope.departments, ...scope.groups]
  return names.length === 0 ? 'The whole company' : listed(names)
}

/** A count in words; null: it is withheld. */
const counted = (people: number | null): string | null => (people === null ? null : count(people))

/** An average in words, none where nobody has a score; null: it is withheld. */
const averageOf = ({ average, withScore }: Pick<SnapshotBody['summary'], 'average' | 'withScore'>): string | null =>
  average !== null ? averageScore(average) : withScore === 0 ? 'none' : null

/** Everything that a snapshot holds, as its reader sees it; `people`: how many rows it has, where only the first are at hand. */
export function SnapshotView({ body, people = body.rows.length }: { body: SnapshotBody; people?: number }) {
  const { summary } = body
  const bands = { ...usualBands, ...body }
  /** The (i) of a number, as the file itself defines it. */
  const meaning = (what: string, name: string) => {
    const definition = body.definitions.find((each) => each.name === name)
    return definition && <Explain what={what} explanation={{ ...definition }} />
  }
  return (
    <div style={{ display: 'grid', gap: 12 }}>
      <p className={styles.note}>
        {`${snapshotScope(body)}, ${body.from === null || body.from === body.to ? '' : `${shortDay(body.from)} to `}${body.to === null ? 'no day' : shortDay(body.to)}. `}
        {body.minimumGroup !== null &&
          `Numbers about fewer than ${body.minimumGroup} people are withheld, also where they could be worked out.`}
      </p>
      <section className={`${styles.box} ${styles.head}`} aria-label="Score of this scope">
        <div>
          <header>
            <h2>Score of this scope</h2>
            {meaning('the score', scoreDefinitions.average.name)}
          </header>
          <ScoreRing
            value={summary.average}
            target={body.target?.value ?? null}
            bands={bands}
            withheld={summary.withheld !== null}
          />
        </div>
        {summary.withheld === null ? (
          <ChartOrTable
            label="Average score of this scope."
            gaps={{
              days: body.people === 'named' ? 4 : 14,
              words: 'no number',
              alone: 'One day is at hand: no line yet.',
            }}
            lines={[{ label: 'Average', points: summary.trend.map(({ day, average }) => ({ day, value: average })) }]}
          />
        ) : (
          <Withheld reason={summary.withheld} />
        )}
      </section>
      <div className={styles.pair}>
        <section className={styles.box} aria-label="Numbers">
          <header>
            <h2>Numbers</h2>
          </header>
          <table className={`${styles.table} numbers`}>
            <tbody>
              {(
                [
                  [scoreDefinitions.average.name, scoreDefinitions.average, averageOf(summary)],
                  [scoreDefinitions.scored.name, scoreDefinitions.scored, counted(summary.withScore)],
                  [scoreDefinitions.counted.name, scoreDefinitions.counted, counted(summary.users)],
                  [`Below ${score(body.threshold)}`, scoreDefinitions.below, counted(summary.below)],
                ] as const
              ).map(([name, definition, value]) => (
                <tr key={name}>
                  <td>
                    <span className={styles.end} style={{ margin: 0, gap: 4 }}>
                      {name}
                      {meaning(name.toLowerCase(), definition.name)}
                    </span>
                  </td>
                  <td data-number>{value ?? <Withheld reason="withheld" />}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        <section className={styles.box} aria-label="Scores of people in this scope">
          <header>
            <h2>Scores of people</h2>
            {meaning('scores of people', scoreDefinitions.distribution.name)}
          </header>
          {summary.distribution === null ? (
            <Withheld reason="withheld: a band has too few people" />
          ) : (
            <BandBars bands={summary.distribution} without={null} />
          )}
        </section>
      </div>
      {body.scopes.length > 0 && (
        <section className={styles.box} aria-label="Departments and groups">
          <header>
            <h2>Departments and groups</h2>
            {meaning('the scores by department and group', scoreDefinitions.average.name)}
          </header>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls */}
          <div className={styles.scroll} tabIndex={0}>
            <table className={`${styles.table} numbers`}>
              <thead>
                <tr>
                  <th scope="col">Name</th>
                  <th scope="col">Kind</th>
                  <th scope="col" data-number>
                    With a score
                  </th>
                  <th scope="col" data-number>
                    Score
                  </th>
                  <th scope="col" data-number>
                    Change
                  </th>
                </tr>
              </thead>
              <tbody>
                {body.scopes.map(({ kind, name, withScore, average, distribution, trend, withheld }) => (
                  <tr key={`${kind} ${name}`}>
                    <td>
                      <span className={styles.name} title={name}>
                        {inOrder(name)}
                      </span>
                      {distribution && <BandStrip bands={distribution} />}
                    </td>
                    <td>{kind}</td>
                    {withheld === null ? (
                      <>
                        <td data-number>{counted(withScore) ?? 'withheld'}</td>
                        <td data-number>{average === null ? 'none' : averageScore(average)}</td>
                        <td data-number>
                          {trend.length < 2 ? (
                            <span className={styles.note}>one day told</span>
                          ) : (
                            <Change change={changeOf(trend)} />
                          )}
                        </td>
                      </>
                    ) : (
                      <td colSpan={3}>
                        <Withheld reason={withheld} />
                      </td>
                    )}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      )}
      {body.rows.length > 0 && <SnapshotPeople rows={body.rows} people={people} bands={bands} />}
    </div>
  )
}

function changeOf(trend: SnapshotBody['summary']['trend']): number | null {
  const [first, last] = [trend[0]?.average ?? null, trend.at(-1)?.average ?? null]
  return trend.length < 2 || first === null || last === null ? null : Math.round((last - first) * 10) / 10
}

const Withheld = ({ reason }: { reason: string }) => (
  <span className={styles.note}>
    <IconEyeOff size={13} stroke={1.7} aria-hidden /> {reason}
  </span>
)
