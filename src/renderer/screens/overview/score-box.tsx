import { useState } from 'react'
import type { Input, Output } from '../../../contract/calls.ts'
import { scoreDefinitions } from '../../../contract/scores/score-definitions.ts'
import { joinedWords } from '../../features/scores/joined-words.ts'
import { explained } from '../../features/scores/number-card.tsx'
import { ScoreRing } from '../../features/scores/score-ring.tsx'
import scores from '../../features/scores/scores.module.css'
import { useToday } from '../../features/scores/today.ts'
import { chartPoints, dayBefore, TrendBox } from '../../features/scores/trend/trend-box.tsx'
import { useRead } from '../../lib/application/queries.ts'
import { Explain } from '../../ui/explain.tsx'
import { MonthChange } from './month.tsx'

/** How many days the line goes back before anybody chose. */
const usualDays = 90

/** What is asked of the line. */
export const lineBefore = (today: number, days = usualDays): Input<'scores.trend'> => ({ from: dayBefore(today, days) })

/** The organisation's score as it is, and the line of how it was. */
export function ScoreBox({
  average,
  settings,
  computed,
}: {
  average: number | null
  settings: Output<'scores.settings'>
  computed: string
}) {
  const today = useToday()
  const [days, setDays] = useState(usualDays)
  const kept = useRead('scores.trend', lineBefore(today, days), { keep: true })
  const trend = kept.data?.points ?? []
  return (
    <section className={`${scores.box} ${scores.head}`} aria-label="Organisation score">
      <div>
        <header>
          <h2>Organisation score</h2>
          <Explain
            what="the organisation score"
            explanation={explained(scoreDefinitions.average, `${computed}${joinedWords(kept.data?.joined)}`)}
          />
        </header>
        <ScoreRing value={average} target={settings.target?.value ?? null} bands={settings} />
      </div>
      <TrendBox
        title={<MonthChange />}
        label={`Average score of everyone, ${trend.length} ${trend.length === 1 ? 'day' : 'days'}.`}
        lines={[{ label: 'Average', points: chartPoints(trend) }]}
        target={settings.target}
        days={days}
        onDays={setDays}
        read={kept}
      />
    </section>
  )
}
