import { averageScore, count, inOrder, shortDay } from '../../../lib/words/format.ts'
import { LineChart } from '../../../ui/charts/line-chart.tsx'
import styles from '../scores.module.css'
import { chartPoints } from '../trend/trend-box.tsx'
import type { Comparison } from './compare-snapshots.ts'

type Line = readonly [string, readonly (string | null)[]]

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
  const rows: Line[] = [
    [
      'Average score',
      told(
        summary.map(({ average }) => average),
        averageScore,
      ),
    ],
    [
      'People with a score',
      told(
        summary.map(({ withScore }) => withScore),
        count,
      ),
    ],
    [
      'Accounts that are not disabled',
      told(
        summary.map(({ users }) => users),
        count,
      ),
    ],
    [
      'Below the threshold',
      told(
        summary.map(({ below }) => below),
        count,
      ),
    ],
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
          lines={scopes.map(({ name, averages }): Line => [name, told(averages, averageScore)])}
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
              <th scope="col">{name}</th>
              {days.map((day, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two snapshots may be of one day
                <th key={at} scope="col" data-number>
                  {day === null ? 'no day' : shortDay(day)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map(([line, values]) => (
              <tr key={line}>
                <td>{inOrder(line)}</td>
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
