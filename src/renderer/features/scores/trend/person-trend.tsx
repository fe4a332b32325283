import { useRead } from '../../../lib/application/queries.ts'
import { Waiting } from '../../../ui/states.tsx'
import { ChartOrTable } from '../chart-or-table.tsx'
import styles from '../scores.module.css'
import { useToday } from '../today.ts'
import { Unread } from '../unread.tsx'
import { chartPoints, dayBefore } from './trend-box.tsx'

/** The chart's height, which it takes before it is there as well. */
const height = 110

/** One person's score over the last year, under whichever accounts they had. */
export function PersonTrend({ username }: { username: string }) {
  const today = useToday()
  const read = useRead('scores.trend', { username, from: dayBefore(today, 365) })
  if (read.error !== null) return <Unread reads={[read]} />
  if (read.data === undefined)
    return (
      <div style={{ height }}>
        <Waiting />
      </div>
    )
  const { points } = read.data
  if (!points.some(({ average }) => average !== null))
    return <p className={styles.note}>No day of the last year has a score.</p>
  return (
    <ChartOrTable
      label={`Score of ${username}.`}
      lines={[{ label: 'Score', points: chartPoints(points) }]}
      height={height}
    />
  )
}
