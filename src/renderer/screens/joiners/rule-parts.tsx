import { Button } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import type { JoinerSettings } from '../../../contract/calls/joiner-rules.ts'
import type { Change } from '../../../contract/change.ts'
import { showPlan } from '../../features/changes/open-dialogs.ts'
import { readAll } from '../../lib/application/pages.ts'
import { useRead } from '../../lib/application/queries.ts'
import { useAction } from '../../lib/use-action.ts'
import { count, people, plural } from '../../lib/words/format.ts'
import styles from './joiners.module.css'
import rules from './rules.module.css'
import { seatTrend } from './seat-trend.ts'

interface RulePreviewProps {
  departments: JoinerSettings['departments']
  /** They are not saved as they stand. */
  changed: boolean
}

/** Whom the rules as they stand in the form would touch, before they are saved. */
export function RulePreview({ departments, changed }: RulePreviewProps) {
  const [asked] = useDebouncedValue(departments, 200)
  const read = useRead('joiners.rulePreview', { departments: asked }, { enabled: changed, keep: true })
  const touched = changed ? (read.data?.departments ?? []) : []
  if (touched.length === 0) return null
  return (
    <section className={rules.touched} aria-label="Whom this would touch">
      <h3>Before you save: whom this would touch</h3>
      <ul className={rules.drift}>
        {touched.map(({ name, added, removed, people: all, now, afterwards, some }) => (
          <li key={name}>
            <strong>{name}</strong>: {people(all)} in it.{' '}
            {afterwards === 0
              ? 'Everybody would be in the groups of the rule.'
              : `${people(afterwards)} would not be in all groups of the rule (${count(now)} now): ${some.join(', ')}${afterwards > some.length ? ` and ${count(afterwards - some.length)} more` : ''}.`}{' '}
            <span className={styles.quiet}>
              {[
                added.length > 0 && `New: ${added.join(', ')}.`,
                removed.length > 0 && `No more: ${removed.join(', ')}; who is in it stays.`,
              ]
                .filter(Boolean)
                .join(' ')}
            </span>
          </li>
        ))}
      </ul>
      <p className={styles.quiet}>
        Saving changes nobody’s groups. It decides what joiners are offered, and who is listed as drifted.
      </p>
    </section>
  )
}

/** How the seats in use went, by the history that is kept here, and when they would be used up at that pace. */
export function SeatTrend({ seats, used }: { seats: number | null; used: number }) {
  const points = useRead('scores.trend', {}).data?.points ?? []
  const trend = seatTrend(
    points.flatMap(({ day, users }) => (users === null ? [] : [{ day, users }])),
    seats === null ? null : seats - used,
  )
  const over =
    seats !== null && used > seats ? (
      <p className={styles.asks} role="status">
        {count(used - seats)} more {used - seats === 1 ? 'is' : 'are'} in use than were bought.
      </p>
    ) : null
  if (trend === null)
    return (
      <>
        {over}
        <p className={styles.quiet}>No trend yet: the history that is kept here spans less than a week.</p>
      </>
    )
  const { from, to, before, after, perMonth, fullIn } = trend
  return (
    <>
      {over}
      <p className={styles.quiet}>
        Accounts that are not disabled: {count(before)} on {from}, {count(after)} on {to}:{' '}
        {perMonth === 0
          ? 'as many as before'
          : `${count(Math.abs(perMonth))} ${perMonth > 0 ? 'more' : 'fewer'} in 30 days at this pace`}
        .{fullIn !== null && ` At this pace the seats are used up in ${plural(fullIn, 'day', 'days')}.`}
      </p>
    </>
  )
}

/** So many people are named; the rest are counted. */
const named = 50

/** Who is in a department and not in its groups; nothing is changed by looking. */
export function Drift() {
  const drift = useRead('joiners.drift', { limit: named }).data
  const plan = useAction(
    async () => {
      const changes = (await readAll('joiners.drift', {})).map(
        ({ username, missing }): Change => ({ kind: 'groups', username, add: missing, remove: [] }),
      )
      showPlan({ changes })
    },
    { failed: 'Nothing was planned' },
  )
  if (!drift || drift.total === 0) return null
  return (
    <section className={styles.card} aria-label="Not as the rules say">
      <h2>Not as the rules say: {people(drift.total)}</h2>
      <ul className={rules.drift}>
        {drift.rows.map(({ username, fullname, department, missing }) => (
          <li key={username}>
            <bdi>{fullname || username}</bdi>{' '}
            <span className={styles.quiet}>
              in {department}, not in {missing.join(', ')}
            </span>
          </li>
        ))}
        {drift.total > drift.rows.length && (
          <li className={styles.quiet}>and {count(drift.total - drift.rows.length)} more</li>
        )}
      </ul>
      <Button variant="default" loading={plan.pending} onClick={() => void plan.run()}>
        Preview: give {people(drift.total)} the groups of the rules
      </Button>
    </section>
  )
}
