import { Suspense, useEffect } from 'react'
import { scoreDefinitions } from '../../../contract/scores/score-definitions.ts'
import { explained } from '../../features/scores/number-card.tsx'
import { ReportButton } from '../../features/scores/report/report-button.tsx'
import scores from '../../features/scores/scores.module.css'
import { SnapshotButton } from '../../features/scores/snapshots/snapshot-button.tsx'
import { useToday } from '../../features/scores/today.ts'
import { dayBefore } from '../../features/scores/trend/trend-box.tsx'
import { wholeSummary } from '../../features/scores/whole-summary.ts'
import { NothingRead } from '../../features/session/nothing-read.tsx'
import { useTenant } from '../../features/session/open-company.ts'
import { useMay } from '../../features/session/use-seat.ts'
import { failureOf } from '../../lib/application/client.ts'
import { readAhead, useRead } from '../../lib/application/queries.ts'
import { latePart } from '../../lib/late-parts.ts'
import { absolute, averageScore, plural, shortDay } from '../../lib/words/format.ts'
import { BandBars } from '../../ui/charts/band-bars.tsx'
import { Explain } from '../../ui/explain.tsx'
import { ScreenHead } from '../../ui/screen/screen-head.tsx'
import { EmptyState, FailureState, Waiting } from '../../ui/states.tsx'
import { MonthMovers, MonthWords, monthBefore } from './month.tsx'
import { NumberCards } from './number-cards.tsx'
import styles from './overview.module.css'
import { ScheduleNote } from './schedule-note.tsx'
import { lineBefore, ScoreBox } from './score-box.tsx'

const Attention = latePart(() => import('./attention/attention.tsx'), 'Attention')
const LowestScopes = latePart(() => import('./lowest-scopes.tsx'), 'LowestScopes')
const SinceLooked = latePart(() => import('./since-looked.tsx'), 'SinceLooked')
const LiveNumbers = latePart(() => import('../../features/scores/live-numbers.tsx'), 'LiveNumbers')

/** The first screen: how the company stands; for a seat that sees people, what changed, and what needs somebody. */
export function Overview() {
  const may = useMay()
  if (may('scores.change')) return <FullOverview />
  return (
    <div className={styles.screen}>
      <div className={styles.main}>
        <ScreenHead title="Overview" />
        <div className={scores.content}>
          <Suspense fallback={null}>{may('snapshots.live') && <LiveNumbers />}</Suspense>
        </div>
      </div>
    </div>
  )
}

function FullOverview() {
  const tenant = useTenant()
  const may = useMay()
  const today = useToday()
  const summary = useRead('scores.summary', {})
  const read = useRead('scores.settings', {})
  const settings = read.data
  useEffect(() => {
    // Who draws on these comes with the summary; they do not wait for it.
    readAhead('scores.trend', lineBefore(today))
    readAhead('scores.change', monthBefore(today))
  }, [today])
  const people = may('users.page')
  const sum = wholeSummary(summary.data)
  const failed = [summary, read].find(({ error }) => error !== null)
  if (failed || !sum || !tenant || !settings)
    return (
      <div className={styles.main}>
        <ScreenHead title="Overview" />
        {failed ? (
          <FailureState failure={failureOf(failed.error)} onRetry={() => void failed.refetch()} />
        ) : (
          <div className={scores.content}>
            <Waiting />
          </div>
        )}
      </div>
    )
  const computed = sum.asOf === null ? 'Nothing was read yet.' : `As of ${absolute(sum.asOf)}.`
  const nobody = sum.users === 0
  return (
    <div className={styles.screen}>
      <div className={styles.main}>
        <ScreenHead title="Overview" count={shortDay(dayBefore(today, 0))}>
          {may('scores.report') && !nobody && <ReportButton />}
          {may('snapshots.write') && !nobody && <SnapshotButton />}
        </ScreenHead>
        <div className={scores.content}>
          <ScheduleNote />
          {sum.asOf === null ? (
            <NothingRead />
          ) : nobody ? (
            <EmptyState title="LastPass named no people">
              There is nobody whose score could be shown. Invited people count once they have an account.
            </EmptyState>
          ) : (
            <>
              <ScoreBox average={sum.average} settings={settings} computed={computed} />
              <MonthWords />
              <NumberCards sum={sum} people={people} computed={computed} />
              <div className={scores.pair}>
                <section className={scores.box} aria-label="Scores of people">
                  <header>
                    <h2>Scores of people</h2>
                    <Explain what="scores of people" explanation={explained(scoreDefinitions.distribution, computed)} />
                  </header>
                  <BandBars bands={sum.distribution} without={sum.withoutScore} />
                  {sum.zeroFewSites > 0 && (
                    <span className={styles.note}>
                      {`${plural(sum.zeroFewSites, 'score of 0 has', 'scores of 0 have')} fewer than 5 sites: perhaps no data. Without ${sum.zeroFewSites === 1 ? 'it' : 'them'} the average is ${sum.averageWithoutZeros === null ? 'none' : averageScore(sum.averageWithoutZeros)}.`}
                    </span>
                  )}
                </section>
                <Suspense fallback={<section className={scores.box} />}>
                  <LowestScopes computed={computed} />
                </Suspense>
              </div>
              <Suspense fallback={null}>
                <MonthMovers />
                {people && <SinceLooked key={`${tenant.id} ${sum.asOf}`} tenant={tenant.id} asOf={sum.asOf} />}
              </Suspense>
            </>
          )}
        </div>
      </div>
      {may('scores.attention') && !nobody && (
        <Suspense fallback={<aside className={styles.attention} aria-busy="true" />}>
          <Attention threshold={sum.threshold} />
        </Suspense>
      )}
    </div>
  )
}
