import { useQueries } from '@tanstack/react-query'
import { scoreDefinitions } from '../../../contract/scores/score-definitions.ts'
import { Change, changeWords, movedExplanation } from '../../features/scores/change.tsx'
import { joinedWords } from '../../features/scores/joined-words.ts'
import { explained } from '../../features/scores/number-card.tsx'
import { ReportButton } from '../../features/scores/report/report-button.tsx'
import styles from '../../features/scores/scores.module.css'
import { SnapshotButton } from '../../features/scores/snapshots/snapshot-button.tsx'
import { useToday } from '../../features/scores/today.ts'
import { PaceLine } from '../../features/scores/trend/pace-line.tsx'
import { allDays, chartPoints, dayBefore, TrendBox } from '../../features/scores/trend/trend-box.tsx'
import { Unread } from '../../features/scores/unread.tsx'
import { wholeSummary } from '../../features/scores/whole-summary.ts'
import { NothingRead } from '../../features/session/nothing-read.tsx'
import { useMay } from '../../features/session/use-seat.ts'
import { useAddress } from '../../lib/address.ts'
import { readScoresSearch } from '../../lib/addresses.ts'
import { failureOf } from '../../lib/application/client.ts'
import { reading, useRead } from '../../lib/application/queries.ts'
import { absolute, count, people, shortDay } from '../../lib/words/format.ts'
import { Explain } from '../../ui/explain.tsx'
import { ScreenHead } from '../../ui/screen/screen-head.tsx'
import { EmptyState, FailureState, Waiting } from '../../ui/states.tsx'
import { Lifts } from './lifts.tsx'
import { LowestScores } from './lowest-scores.tsx'
import { PickLines } from './pick-lines.tsx'
import screen from './scores-screen.module.css'
import { Targets } from './targets.tsx'
import { TwoDates } from './two-dates.tsx'

/** Scores of departments and groups over time, why they moved, and who has the lowest. */
export function Scores() {
  const may = useMay()
  const today = useToday()
  const [search, go] = useAddress(readScoresSearch)
  const { kind = 'department', pick = [], days = 90 } = search
  const span = { from: dayBefore(today, days) }
  const summary = useRead('scores.summary', {})
  const read = useRead('scores.settings', {})
  const settings = read.data
  const scopes = useRead('scores.scopes', { kind, days: Math.min(days, allDays) }, { keep: true })
  const kept = useRead('scores.trend', span, { keep: true })
  const everyone = kept.data?.points ?? []
  const lines = useQueries({ queries: pick.map((name) => reading('scores.trend', { ...span, [kind]: name })) })
  const last = pick.at(-1)
  const moved = useRead('scores.change', {
    ...span,
    to: dayBefore(today, 0),
    movers: 0,
    ...(last === undefined ? {} : { [kind]: last }),
  })
  const change = moved.data
  const sum = wholeSummary(summary.data)
  const failed = [summary, read].find(({ error }) => error !== null)
  if (failed || !sum || !settings)
    return (
      <div className={screen.screen}>
        <ScreenHead title="Scores" />
        {failed ? (
          <FailureState failure={failureOf(failed.error)} onRetry={() => void failed.refetch()} />
        ) : (
          <div className={styles.content}>
            <Waiting />
          </div>
        )}
      </div>
    )
  const computed = sum.asOf === null ? 'Nothing was read yet.' : `As of ${absolute(sum.asOf)}.`
  const words = changeWords(change)
  const scope = last === undefined ? null : { kind, name: last, attribute: scopes.data?.attribute ?? null }
  return (
    <div className={screen.screen}>
      <ScreenHead
        title="Scores"
        count={
          sum.asOf === null
            ? null
            : `${count(sum.withScore)} of ${people(sum.counted)} ${sum.withScore === 1 ? 'has' : 'have'} one`
        }
        explanation={explained(scoreDefinitions.average, `${computed}${joinedWords(kept.data?.joined)}`)}
      >
        {may('scores.set') && <Targets settings={settings} />}
        {may('scores.report') && sum.users > 0 && <ReportButton />}
        {may('snapshots.write') && sum.users > 0 && <SnapshotButton />}
      </ScreenHead>
      <div className={styles.content}>
        {sum.asOf === null ? (
          <NothingRead />
        ) : sum.users === 0 ? (
          <EmptyState title="LastPass named no people">There is nobody whose score could be shown.</EmptyState>
        ) : (
          <>
            <div className={screen.pair}>
              <section className={styles.box} aria-label="Average score over time">
                <TrendBox
                  title={<strong>Average score{pick.length > 0 ? `, ${pick.length + 1} lines compared` : ''}</strong>}
                  label={`Average score of everyone${pick.length > 0 ? ` and ${pick.join(', ')}` : ''}.`}
                  lines={[
                    { label: 'Everyone', points: chartPoints(everyone) },
                    ...pick.map((name, index) => ({
                      label: name,
                      points: chartPoints(lines[index]?.data?.points ?? []),
                    })),
                  ]}
                  target={settings.target}
                  days={days}
                  onDays={(next) => go({ ...search, days: next }, { replace: true })}
                  read={kept}
                  height={270}
                />
                <PaceLine points={everyone} target={settings.target} />
                <Unread reads={[moved, ...lines]} />
                {words !== null && (
                  <p className={styles.note}>
                    <strong>{`${last ?? 'Everyone'} `}</strong>
                    <Change change={change?.change ?? null} />
                    {`: ${words} From ${shortDay(change?.from ?? '')} to ${shortDay(change?.to ?? '')}. `}
                    <Explain what="the change of the score" explanation={movedExplanation(change)} />
                  </p>
                )}
              </section>
              <PickLines
                kind={kind}
                onKind={(next) => go({ kind: next, days }, { replace: true })}
                scopes={scopes}
                pick={pick}
                onPick={(next) => go({ ...search, pick: next }, { replace: true })}
                threshold={sum.threshold}
                computed={computed}
              />
            </div>
            <TwoDates key={last ?? ''} today={today} scope={scope} />
            {may('users.page') && <Lifts threshold={sum.threshold} scope={scope} />}
            {may('users.page') && <LowestScores threshold={sum.threshold} scope={scope} computed={computed} />}
          </>
        )}
      </div>
    </div>
  )
}
