import type { ScoreTarget } from '../../../../contract/calls/scores.ts'
import { averageScore, plural, score, shortDay } from '../../../lib/words/format.ts'
import { signed } from '../change.tsx'
import styles from '../scores.module.css'
import { paceOf } from './pace.ts'

/** Whether the present pace reaches the target by its day. */
export function PaceLine({
  points,
  target,
}: {
  points: readonly { day: string; average: number | null }[]
  target: ScoreTarget | null | undefined
}) {
  const pace = target ? paceOf(points, target) : null
  if (!target || pace === null) return null
  return (
    <p className={styles.note}>
      {`At the pace of these ${plural(pace.days, 'day', 'days')} (${signed(pace.monthly)} in 30 days) the average would be ${averageScore(pace.expected)} on ${shortDay(target.by)}: the target of ${score(target.value)} ${pace.reached ? 'would be reached' : 'would not be reached'}.`}
    </p>
  )
}
