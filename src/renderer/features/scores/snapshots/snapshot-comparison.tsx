import { type ScoreDefinition, scoreDefinitions } from '../../../../contract/scores/score-definitions.ts'
import { averageScore, count, inOrder, shortDay } from '../../../lib/words/format.ts'
import { LineChart } from '../../../ui/charts/line-chart.tsx'
import { Explain } from '../../../ui/explain.tsx'
import { explained } from '../number-card.tsx'
import styles from '../scores.module.css'
import { chartPoints } from '../trend/trend-box.tsx'
import type { Comparison } from './compare-snapshots.ts'

interface Line {
  name: string
  /** Of each snapshot; null: withheld. */
  values: readonly (string | null)[]
  definition?: ScoreDefinition
}

const told = (values: readonly (number | null)[], say: (value: number) => string): (string | null)[] =>
  values.map((value) => (value === null ? null : say(value)))

/** Several snapshots of one series over time; else why they are not compared. */
export function SnapshotComparison({ comparison }: { comparison: Comparison }) {
  if (comparison.refused !== null)
    return (
      <div className={styles.banner} data-tone="amber" role="status">
        {comparison.refused}
      </div>
    )
  const { days, summary, trend, scopes } = comparison
  const { average, scored, counted, below } = scoreDefinitions
  const line = (
    definition: ScoreDefinition,
    key: 'average' | 'withScore' | 'users' | 'below',
    say: (value: number) => string = count,
  ): Line => ({
    name: definition.name,
    values: told(
      summary.map((one) => one[key]),
      say,
    ),
    definition,
  })
  const rows = [
    line(average, 'average', averageScore),
    line(scored, 'withScore'),
    line(counted, 'users'),
    line(below, 'below'),
  ]
  return (
    <>
      <section className={styles.box} aria-label="Average score over all snapshots">
        <LineChart
          label="Average score over all snapshots."
          gaps={{ days: 14, words: 'no number', alone: 'The snapshots hold one day.' }}
          lines={[{ label: 'Average', points: chartPoints(trend) }]}
        />
      </section>
      <Over name="Numbers of each snapshot" days={days} lines={rows} />
      {scopes.length > 0 && (
        <Over
          name="Average score of each department and group"
          days={days}
          lines={scopes.map(({ name, averages }): Line => ({ name, values: told(averages, averageScore) }))}
        />
      )}
    </>
  )
}

/** A table with a column for each snapshot. */
function Over({ name, days, lines }: { name: string; days: readonly (string | null)[]; lines: readonly Line[] }) {
  return (
    <section className={styles.box} aria-label={name}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls */}
      <div className={styles.scroll} tabIndex={0}>
        <table className={`${styles.table} numbers`}>
          <thead>
            <tr>
              <th scope="col">
                {name}
                {lines[0]?.definition === undefined && (
                  <Explain
                    what={name.toLowerCase()}
                    explanation={explained(scoreDefinitions.average, 'Each as of its own day.')}
                  />
                )}
              </th>
              {days.map((day, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two snapshots may be of one day
                <th key={at} scope="col" data-number>
                  {day === null ? 'no day' : shortDay(day)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map(({ name: line, values, definition }) => (
              <tr key={line}>
                <td>
                  {inOrder(line)}
                  {definition && (
                    <Explain what={line.toLowerCase()} explanation={explained(definition, 'Each as of its own day.')} />
                  )}
                </td>
                {values.map((value, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the place is the snapshot
                  <td key={at} data-number>
                    {value ?? 'withheld'}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
