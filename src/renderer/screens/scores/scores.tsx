import { Checkbox, SegmentedControl, TextInput } from '@mantine/core'
import { useQueries } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { scoreDefinitions } from '../../../contract/score-definitions.ts'
import { Score } from '../../features/people/badges.tsx'
import { Change, changeWords } from '../../features/scores/change.tsx'
import { explained } from '../../features/scores/number-card.tsx'
import styles from '../../features/scores/scores.module.css'
import { SnapshotButton } from '../../features/scores/snapshot-dialog.tsx'
import { dayBefore, TrendBox } from '../../features/scores/trend-box.tsx'
import { useMay } from '../../features/session/seat.ts'
import { useAddress } from '../../lib/address.ts'
import { readScoresSearch } from '../../lib/addresses.ts'
import { failureOf } from '../../lib/client.ts'
import { absolute, ago, averageScore, count, inOrder, people, score, shortDay } from '../../lib/format.ts'
import { useNow } from '../../lib/now.ts'
import { reading, useRead } from '../../lib/queries.ts'
import { Address } from '../../ui/address.tsx'
import { ScreenHead } from '../../ui/screen/screen-head.tsx'
import { EmptyState, FailureState } from '../../ui/states.tsx'
import screen from './scores-screen.module.css'
import { Targets } from './targets.tsx'

const mostLines = 4

/** Scores of departments and groups over time, why they moved, and who has the lowest. */
export function Scores() {
  const may = useMay()
  const now = useNow()
  const [search, go] = useAddress(readScoresSearch)
  const { kind = 'department', pick = [], days = 90 } = search
  const [find, setFind] = useState('')
  const today = Math.floor(now / 86_400_000) * 86_400_000
  const span = { from: dayBefore(today, days) }
  const summary = useRead('scores.summary', {})
  const settings = useRead('scores.settings', {}).data
  const scopes = useRead('scores.scopes', { kind, days: Math.min(days, 5000) }, { keep: true }).data
  const everyone = useRead('scores.trend', span, { keep: true }).data?.points ?? []
  const lines = useQueries({ queries: pick.map((name) => reading('scores.trend', { ...span, [kind]: name })) })
  const last = pick.at(-1)
  const change = useRead('scores.change', {
    ...span,
    to: dayBefore(today, -1),
    movers: 0,
    ...(last === undefined ? {} : { [kind]: last }),
  }).data
  const sum = summary.data
  if (summary.error) return <FailureState failure={failureOf(summary.error)} onRetry={() => void summary.refetch()} />
  if (!sum) return null
  const computed = sum.asOf === null ? 'Nothing was read yet.' : `As of ${absolute(sum.asOf)}.`
  const words = changeWords(change ?? { change: null, rose: none, fell: none, came: none, left: none })
  const toggle = (name: string) =>
    go(
      { ...search, pick: pick.includes(name) ? pick.filter((one) => one !== name) : [...pick, name].slice(-mostLines) },
      { replace: true },
    )
  const wanted = find.trim().toLowerCase()
  const rows = (scopes?.rows ?? []).filter(({ name }) => name.toLowerCase().includes(wanted))
  return (
    <div className={screen.screen}>
      <ScreenHead
        title="Scores"
        count={`${count(sum.withScore)} of ${people(sum.counted)} have one`}
        explanation={explained(scoreDefinitions.average, computed)}
      >
        {may('scores.set') && settings && <Targets settings={settings} />}
        {may('snapshots.write') && sum.users > 0 && <SnapshotButton />}
      </ScreenHead>
      <div className={screen.content}>
        {sum.users === 0 ? (
          <EmptyState title="No scores yet">
            They come with the first refresh from LastPass that names people.
          </EmptyState>
        ) : (
          <>
            <div className={screen.pair}>
              <section className={styles.box} aria-label="Average score over time">
                <TrendBox
                  title={<strong>Average score{pick.length > 0 ? `, ${pick.length + 1} lines compared` : ''}</strong>}
                  label={`Average score of everyone${pick.length > 0 ? ` and ${pick.join(', ')}` : ''}.`}
                  lines={[
                    { label: 'Everyone', points: everyone.map(({ day, average }) => ({ day, value: average })) },
                    ...pick.map((name, index) => ({
                      label: name,
                      points: (lines[index]?.data?.points ?? []).map(({ day, average }) => ({ day, value: average })),
                    })),
                  ]}
                  target={
                    settings?.target
                      ? {
                          value: settings.target.value,
                          words: `target ${score(settings.target.value)} by ${shortDay(settings.target.by)}`,
                        }
                      : null
                  }
                  days={days}
                  onDays={(next) => go({ ...search, days: next }, { replace: true })}
                  height={270}
                />
                {words !== null && (
                  <p className={styles.note}>
                    <strong>{`${last ?? 'Everyone'} `}</strong>
                    <Change change={change?.change ?? null} />
                    {`: ${words} From ${shortDay(change?.from ?? '')} to ${shortDay(change?.to ?? '')}.`}
                  </p>
                )}
              </section>
              <section className={styles.box} aria-label="What to compare">
                <header>
                  <SegmentedControl
                    size="xs"
                    aria-label="Lines of what"
                    value={kind}
                    onChange={(value) =>
                      go({ kind: value === 'group' ? 'group' : 'department', days }, { replace: true })
                    }
                    data={[
                      { value: 'department', label: 'Departments' },
                      { value: 'group', label: 'Groups' },
                    ]}
                  />
                  <TextInput
                    size="xs"
                    style={{ width: 110 }}
                    aria-label={`Find a ${kind}`}
                    placeholder="Find"
                    data-search
                    value={find}
                    onChange={({ currentTarget }) => setFind(currentTarget.value)}
                  />
                  <span className={`${styles.note} ${styles.end}`}>
                    {scopes && scopes.without > 0 ? `${people(scopes.without)} in none · ` : ''}tick up to {mostLines}
                  </span>
                </header>
                <div className={styles.scroll}>
                  <table className={`${styles.table} numbers`}>
                    <thead>
                      <tr>
                        <th scope="col">Name</th>
                        <th scope="col" data-number>
                          Score
                        </th>
                        <th scope="col" data-number>
                          Change
                        </th>
                        <th scope="col" data-number>
                          Below 50
                        </th>
                      </tr>
                    </thead>
                    <tbody>
                      {rows.slice(0, 300).map(({ name, average, change: moved, below }) => (
                        <tr key={name}>
                          <td>
                            <Checkbox
                              size="xs"
                              label={inOrder(name)}
                              checked={pick.includes(name)}
                              onChange={() => toggle(name)}
                            />
                          </td>
                          <td data-number>{average === null ? 'none' : averageScore(average)}</td>
                          <td data-number>
                            <Change change={moved} />
                          </td>
                          <td data-number>{count(below)}</td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                  {rows.length === 0 && (
                    <p className={styles.note}>
                      {kind === 'department'
                        ? 'No account has a department. It is the attribute of that name, given at provisioning.'
                        : 'There are no groups.'}
                    </p>
                  )}
                </div>
              </section>
            </div>
            {may('users.page') && (
              <Lowest {...(last === undefined || kind !== 'group' ? {} : { group: last })} threshold={sum.threshold} />
            )}
          </>
        )}
      </div>
    </div>
  )
}

const none = { people: 0, points: null }

function Lowest({ group, threshold }: { group?: string; threshold: number }) {
  const now = useNow()
  const filter = {
    hasScore: true,
    notStatus: ['disabled', 'invited'] as ('disabled' | 'invited')[],
    ...(group === undefined ? {} : { group }),
  }
  const found = useRead(
    'users.page',
    { ...filter, sort: [{ by: 'score', direction: 'asc' }], offset: 0, limit: 12 },
    { keep: true },
  ).data
  if (!found) return null
  return (
    <section className={styles.box} aria-label="Lowest scores">
      <header>
        <h2>{group === undefined ? 'Lowest scores' : `Lowest scores in ${inOrder(group)}`}</h2>
        <Link className={styles.link} to="/users" search={{ ...filter, belowScore: threshold, sort: 'score.asc' }}>
          {`show all below ${score(threshold)}`}
        </Link>
        <span className={`${styles.note} ${styles.end}`}>a score is as old as the last login</span>
      </header>
      <table className={`${styles.table} numbers`}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">User name</th>
            <th scope="col" data-number>
              Score
            </th>
            <th scope="col">Last login</th>
            <th scope="col">
              <span className="unseen">Details</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {found.rows.map((row) => (
            <tr key={row.id ?? row.username}>
              <td>{inOrder(row.fullname) || 'no name'}</td>
              <td>
                <Address address={row.username} />
              </td>
              <td data-number>
                <Score score={row.score} />
              </td>
              <td>{row.lastLogin === null ? 'never' : ago(row.lastLogin, now)}</td>
              <td>
                <Link
                  className={styles.link}
                  to="/users"
                  search={{ person: row.username }}
                  aria-label={`View details of ${row.username}`}
                >
                  View details
                </Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
