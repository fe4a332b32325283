import { SegmentedControl } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Output } from '../../../contract/calls.ts'
import { scoreDefinitions } from '../../../contract/score-definitions.ts'
import { scoreBand } from '../../features/people/scores.ts'
import { Change, changeWords } from '../../features/scores/change.tsx'
import { explained, NumberCard } from '../../features/scores/number-card.tsx'
import scores from '../../features/scores/scores.module.css'
import { SnapshotButton } from '../../features/scores/snapshot-dialog.tsx'
import { dayBefore, TrendBox } from '../../features/scores/trend-box.tsx'
import { useTenant } from '../../features/session/companies.ts'
import { useMay } from '../../features/session/seat.ts'
import { failureOf } from '../../lib/client.ts'
import { absolute, averageScore, count, inOrder, plural, score, shortDay } from '../../lib/format.ts'
import { useNow } from '../../lib/now.ts'
import { useRead } from '../../lib/queries.ts'
import { BandBars } from '../../ui/charts/band-bars.tsx'
import { Ring } from '../../ui/charts/ring.tsx'
import { Explain } from '../../ui/explain.tsx'
import { ScreenHead } from '../../ui/screen/screen-head.tsx'
import { EmptyState, FailureState } from '../../ui/states.tsx'
import { Attention } from './attention.tsx'
import styles from './overview.module.css'
import { SinceLooked } from './since-looked.tsx'

const counted = { notStatus: ['disabled', 'invited'] } as const satisfies { notStatus: ('disabled' | 'invited')[] }

/** The first screen: how the company stands, what changed, and what needs somebody. */
export function Overview() {
  const tenant = useTenant()
  const may = useMay()
  const now = useNow()
  const summary = useRead('scores.summary', {})
  const settings = useRead('scores.settings', {}).data
  const [days, setDays] = useState(90)
  const today = Math.floor(now / 86_400_000) * 86_400_000
  const trend = useRead('scores.trend', { from: dayBefore(today, days) }, { keep: true }).data?.points ?? []
  const month = useRead('scores.change', { from: dayBefore(today, 30), to: dayBefore(today, -1), movers: 5 }).data
  const people = may('users.page')
  if (summary.error) return <FailureState failure={failureOf(summary.error)} onRetry={() => void summary.refetch()} />
  const sum = summary.data
  if (!sum || !tenant) return null
  const band = scoreBand(sum.average)
  const words = changeWords(month ?? { change: null, rose: none, fell: none, came: none, left: none })
  const computed = sum.asOf === null ? 'Nothing was read yet.' : `As of ${absolute(sum.asOf)}.`
  const nobody = sum.users === 0
  return (
    <div className={styles.screen}>
      <div className={styles.main}>
        <ScreenHead title="Overview" count={shortDay(new Date(now).toISOString())}>
          {may('snapshots.write') && !nobody && <SnapshotButton />}
        </ScreenHead>
        <div className={styles.content}>
          {nobody ? (
            <EmptyState title={sum.asOf === null ? 'Scores come with the first refresh' : 'LastPass named no people'}>
              {sum.asOf === null
                ? 'Provost reads everybody from LastPass now. How the company stands is shown here then.'
                : 'There is nobody whose score could be shown. Invited people count once they have an account.'}
            </EmptyState>
          ) : (
            <>
              <section className={`${scores.box} ${scores.head}`} aria-label="Organisation score">
                <div>
                  <header>
                    <h2>Organisation score</h2>
                    <Explain
                      what="the organisation score"
                      explanation={explained(scoreDefinitions.average, computed)}
                    />
                  </header>
                  <Ring
                    value={sum.average}
                    word={band.word}
                    tone={ringTone(band.tone)}
                    target={settings?.target?.value ?? null}
                  />
                </div>
                <TrendBox
                  title={
                    <span>
                      {month && month.change !== null && (
                        <>
                          <Change change={month.change} /> <strong>in 30 days</strong>
                        </>
                      )}
                    </span>
                  }
                  label={`Average score of everyone, ${trend.length} ${trend.length === 1 ? 'day' : 'days'}.`}
                  lines={[{ label: 'Average', points: trend.map(({ day, average }) => ({ day, value: average })) }]}
                  target={
                    settings?.target
                      ? {
                          value: settings.target.value,
                          words: `target ${score(settings.target.value)} by ${shortDay(settings.target.by)}`,
                        }
                      : null
                  }
                  days={days}
                  onDays={setDays}
                />
              </section>
              {words !== null && <p className={styles.note}>{`In 30 days: ${words}`}</p>}
              <Cards sum={sum} people={people} computed={computed} />
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
                <Scopes computed={computed} />
              </div>
              {month && month.up.length + month.down.length > 0 && <Movers month={month} />}
              {people && <SinceLooked key={`${tenant.id} ${sum.asOf}`} tenant={tenant.id} asOf={sum.asOf} />}
            </>
          )}
        </div>
      </div>
      {may('scores.attention') && !nobody && <Attention threshold={sum.threshold} />}
    </div>
  )
}

const none = { people: 0, points: null }
const ringTone = (tone: string): 'red' | 'amber' | 'green' | 'slate' =>
  tone === 'red' || tone === 'amber' || tone === 'green' ? tone : 'slate'

/** "14 %", or nothing: of nobody there is no percentage. */
const share = (part: number, of: number): string => (of === 0 ? '' : `${Math.round((part / of) * 100)} %`)

function Cards({ sum, people, computed }: { sum: Output<'scores.summary'>; people: boolean; computed: string }) {
  const list = <T,>(search: T) => (people ? { path: '/users' as const, search } : undefined)
  const age =
    sum.scoreAgeDays === null ? '' : ` · ${plural(Math.round(sum.scoreAgeDays), 'day', 'days')} old on average`
  return (
    <div className={scores.cards}>
      <NumberCard
        definition={scoreDefinitions.users}
        value={count(sum.users)}
        note={`${count(sum.disabled)} disabled, ${count(sum.invited)} invited besides`}
        to={list({ notStatus: ['invited'] as 'invited'[] })}
        computed={computed}
      />
      <NumberCard
        definition={scoreDefinitions.active}
        value={count(sum.active30Days)}
        of={`of ${count(sum.counted)}`}
        note={`in 30 days · ${count(sum.activeAccounts)} ever logged in`}
        to={list({ activeDays: 30, ...counted })}
        computed={computed}
      />
      <NumberCard
        definition={scoreDefinitions.below}
        title={`Below ${score(sum.threshold)}`}
        value={count(sum.belowThreshold)}
        of={`of ${count(sum.withScore)}`}
        tone={sum.belowThreshold > 0 ? 'red' : undefined}
        note={share(sum.belowThreshold, sum.withScore) || 'nobody has a score'}
        to={list({ belowScore: sum.threshold, sort: 'score.asc', ...counted })}
        computed={computed}
      />
      <NumberCard
        definition={scoreDefinitions.average}
        value={sum.average === null ? 'none' : averageScore(sum.average)}
        of={sum.average === null ? undefined : 'of 100'}
        note={`${count(sum.withoutScore)} left out${age}`}
        to={list({ hasScore: true, sort: 'score.asc', ...counted })}
        computed={computed}
      />
      <NumberCard
        definition={scoreDefinitions.strong}
        value={share(sum.strongMasterPasswords, sum.withStrength) || 'none'}
        note={`${count(sum.strongMasterPasswords)} of ${count(sum.withStrength)}`}
        to={list({ sort: 'masterPasswordStrength.asc', ...counted })}
        computed={computed}
      />
      <NumberCard
        definition={scoreDefinitions.folders}
        value={count(sum.sharedFolders)}
        note="the sites in them are read under Leavers"
        to={people ? { path: '/folders' } : undefined}
        computed={computed}
      />
    </div>
  )
}

function Scopes({ computed }: { computed: string }) {
  const [kind, setKind] = useState<'department' | 'group'>('department')
  const departments = useRead('scores.scopes', { kind: 'department', days: 30 }).data
  const groups = useRead(
    'scores.scopes',
    { kind: 'group', days: 30 },
    { enabled: kind === 'group' || departments?.rows.length === 0 },
  ).data
  const shown = kind === 'group' || departments?.rows.length === 0 ? 'group' : 'department'
  const rows = (shown === 'group' ? groups : departments)?.rows ?? []
  return (
    <section className={scores.box} aria-label={shown === 'group' ? 'By group' : 'By department'}>
      <header>
        <h2>{shown === 'group' ? 'By group' : 'By department'}</h2>
        <Explain
          what="the scores by department or group"
          explanation={{
            ...explained(scoreDefinitions.average, computed),
            leftOut: `${scoreDefinitions.average.leftOut} A department is the one given at provisioning.`,
          }}
        />
        <span className={scores.end}>
          <SegmentedControl
            size="xs"
            aria-label="By what"
            value={shown}
            onChange={(value) => setKind(value === 'group' ? 'group' : 'department')}
            data={[
              { value: 'department', label: 'Department', disabled: departments?.rows.length === 0 },
              { value: 'group', label: 'Group' },
            ]}
          />
        </span>
      </header>
      <table className={`${scores.table} numbers`}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col" data-number>
              Score
            </th>
            <th scope="col" data-number>
              30 days
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, 5).map(({ name, average, change }) => (
            <tr key={name}>
              <td>
                <Link className={scores.link} to="/scores" search={{ kind: shown, pick: [name] }}>
                  {inOrder(name)}
                </Link>
              </td>
              <td data-number>{average === null ? 'none' : averageScore(average)}</td>
              <td data-number>
                <Change change={change} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > 5 && (
        <Link className={scores.link} to="/scores" search={{ kind: shown }}>
          {`${count(rows.length - 5)} more`}
        </Link>
      )}
    </section>
  )
}

function Movers({ month }: { month: Output<'scores.change'> }) {
  return (
    <section className={scores.box} aria-label="Moved most in 30 days">
      <header>
        <h2>Moved most in 30 days</h2>
        <Explain
          what="moved most"
          explanation={{
            definition:
              'Whose score rose or fell most between the first and the last day that were kept of the last 30.',
            leftOut: 'People who had no score on one of the two days.',
            ...(month.from && month.to ? { computed: `${shortDay(month.from)} and ${shortDay(month.to)}.` } : {}),
          }}
        />
      </header>
      <div className={scores.pair}>
        {(
          [
            ['Up', month.up],
            ['Down', month.down],
          ] as const
        ).map(([word, list]) => (
          <table key={word} className={`${scores.table} numbers`}>
            <thead>
              <tr>
                <th scope="col">{word}</th>
                <th scope="col" data-number>
                  Before → after
                </th>
                <th scope="col" data-number>
                  Change
                </th>
              </tr>
            </thead>
            <tbody>
              {list.map(({ username, fullname, before, after, change }) => (
                <tr key={username}>
                  <td>
                    <Link className={scores.link} to="/users" search={{ person: username }}>
                      {inOrder(fullname) || username}
                    </Link>
                  </td>
                  <td data-number>{`${score(before)} → ${score(after)}`}</td>
                  <td data-number>
                    <Change change={change} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        ))}
      </div>
    </section>
  )
}
