import { useRead } from '../../lib/application/queries.ts'
import { LineChart } from '../../ui/charts/line-chart.tsx'
import styles from './scores.module.css'
import { useToday } from './today.ts'
import { chartPoints, dayBefore } from './trend-box.tsx'

/** One person's score over the last year, under whichever accounts they had. */
export function PersonTrend({ username }: { username: string }) {
  const today = useToday()
  const points = useRead('scores.trend', { username, from: dayBefore(today, 365) }).data?.points
  if (!points?.some(({ average }) => average !== null))
    return <p className={styles.note}>No day of the last year has a score.</p>
  return (
    <LineChart label={`Score of ${username}.`} lines={[{ label: 'Score', points: chartPoints(points) }]} height={110} />
  )
}
