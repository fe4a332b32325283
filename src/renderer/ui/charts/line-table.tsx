import { averageScore, shortDay } from '../../lib/words/format.ts'
import type { ChartLine } from './line-chart.tsx'
import styles from './score-charts.module.css'

/** The values of a line chart as a table, the newest day first. */
export function LineTable({ lines }: { lines: readonly ChartLine[] }) {
  const days = [...new Set(lines.flatMap(({ points }) => points.map(({ day }) => day)))].sort().reverse()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
    <div className={styles.scroll} tabIndex={0}>
      <table className={`${styles.table} numbers`}>
        <thead>
          <tr>
            <th scope="col">Day</th>
            {lines.map(({ label }) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <tr key={day}>
              <td>{shortDay(day)}</td>
              {lines.map(({ label, points }) => {
                const value = points.find((point) => point.day === day)?.value
                return <td key={label}>{value === undefined || value === null ? 'none' : averageScore(value)}</td>
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
