import type { Input } from '../../../contract/calls.ts'
import { Change, changeWords, movedExplanation } from '../../features/scores/change.tsx'
import { useToday } from '../../features/scores/today.ts'
import { dayBefore } from '../../features/scores/trend/trend-box.tsx'
import { Unread } from '../../features/scores/unread.tsx'
import { useRead } from '../../lib/application/queries.ts'
import { latePart } from '../../lib/late-parts.ts'
import { shortDay } from '../../lib/words/format.ts'
import { Explain } from '../../ui/explain.tsx'
import styles from './overview.module.css'

const Movers = latePart(() => import('../../features/scores/movers.tsx'), 'Movers')

/** What is asked of the last 30 days. */
export const monthBefore = (today: number): Input<'scores.change'> => ({
  from: dayBefore(today, 30),
  to: dayBefore(today, 0),
  movers: 5,
})

/** How the score moved in the last 30 days. Each part reads it by itself, so that its coming draws no other part anew. */
function useMonth() {
  const today = useToday()
  const read = useRead('scores.change', monthBefore(today))
  // A young history does not go back so far, and one with gaps begins where a day was kept.
  const since = read.data?.from ? `since ${shortDay(read.data.from)}` : null
  return { read, month: read.data, since }
}

/** By how much, for the head of the line. */
export function MonthChange() {
  const { month, since } = useMonth()
  return (
    <span>
      {month && month.change !== null && since !== null && (
        <>
          <Change change={month.change} /> <strong>{since}</strong>
        </>
      )}
    </span>
  )
}

/** What moved it, as a sum. */
export function MonthWords() {
  const { read, month, since } = useMonth()
  const words = changeWords(month)
  return (
    <>
      <Unread reads={[read]} />
      {words !== null && since !== null && (
        <p className={styles.note}>
          {`What moved the score ${since}: ${words} `}
          <Explain what="the change of the score" explanation={movedExplanation(month)} />
        </p>
      )}
    </>
  )
}

/** Whose score moved most. */
export function MonthMovers() {
  const { month, since } = useMonth()
  if (!month || month.up.length + month.down.length === 0 || since === null) return null
  return <Movers title={`Moved most ${since}`} change={month} />
}
