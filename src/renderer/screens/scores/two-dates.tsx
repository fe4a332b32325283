import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { scoreDefinitions } from '../../../contract/scores/score-definitions.ts'
import { Change, changeWords, movedExplanation } from '../../features/scores/change.tsx'
import { Movers } from '../../features/scores/movers.tsx'
import styles from '../../features/scores/scores.module.css'
import { dayBefore } from '../../features/scores/trend/trend-box.tsx'
import { Unread } from '../../features/scores/unread.tsx'
import { useRead } from '../../lib/application/queries.ts'
import { averageScore, shortDay } from '../../lib/words/format.ts'
import { isWrittenDay } from '../../lib/words/written-day.ts'
import { Explain } from '../../ui/explain.tsx'
import { Waiting } from '../../ui/states.tsx'
import type { PickedScope } from './picked-scope.ts'

/** Two days side by side: of everyone, or of the department or group that was picked last. */
export function TwoDates({ today, scope }: { today: number; scope: PickedScope | null }) {
  const [from, setFrom] = useState(dayBefore(today, 30))
  const [to, setTo] = useState(dayBefore(today, 0))
  const written = isWrittenDay(from) && isWrittenDay(to)
  const valid = written && from < to
  const asked = { from, to, movers: 10, ...(scope === null ? {} : { [scope.kind]: scope.name }) }
  const read = useRead('scores.change', asked, { enabled: valid, keep: true })
  const change = valid && read.error === null ? read.data : undefined
  const words = changeWords(change)
  const field = (label: string, value: string, set: (value: string) => void) => (
    <TextInput
      size="xs"
      style={{ width: 110 }}
      aria-label={label}
      value={value}
      error={!isWrittenDay(value)}
      onChange={({ currentTarget }) => set(currentTarget.value.trim())}
    />
  )
  return (
    <>
      <section className={styles.box} aria-label="Two dates">
        <header>
          <h2>{`Two dates, ${scope?.name ?? 'everyone'}`}</h2>
          <Explain
            what="the change between two dates"
            explanation={{ ...movedExplanation(change), denominator: scoreDefinitions.average.denominator }}
          />
          <span className={styles.end}>
            {field('First day', from, setFrom)} to {field('Last day', to, setTo)}
          </span>
        </header>
        {!written ? (
          <p className={styles.note}>Write the days as 2027-03-31.</p>
        ) : !valid ? (
          <p className={styles.note}>The last day has to be after the first.</p>
        ) : read.error !== null ? (
          <Unread reads={[read]} />
        ) : change === undefined ? (
          <Waiting words="Comparing the two days …" />
        ) : change.from && change.to ? (
          <>
            <table className={`${styles.table} numbers`}>
              <thead>
                <tr>
                  <th scope="col">Average score</th>
                  <th scope="col" data-number>
                    {shortDay(change.from)}
                  </th>
                  <th scope="col" data-number>
                    {shortDay(change.to)}
                  </th>
                  <th scope="col" data-number>
                    Change
                  </th>
                </tr>
              </thead>
              <tbody>
                <tr>
                  <td>{scope?.name ?? 'Everyone'}</td>
                  <td data-number>{change.before === null ? 'none' : averageScore(change.before)}</td>
                  <td data-number>{change.after === null ? 'none' : averageScore(change.after)}</td>
                  <td data-number>
                    <Change change={change.change} />
                  </td>
                </tr>
              </tbody>
            </table>
            {words !== null && <p className={styles.note}>{words}</p>}
          </>
        ) : (
          <p className={styles.note}>Fewer than two days of this time were kept: there is nothing to compare.</p>
        )}
      </section>
      {change && change.up.length + change.down.length > 0 && (
        <Movers title="Moved most between the two dates" change={change} />
      )}
    </>
  )
}
