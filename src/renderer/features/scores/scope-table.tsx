import { type ReactNode, useState } from 'react'
import type { ScoreScope } from '../../../contract/calls/scores.ts'
import { bandNames } from '../../../contract/scores/scores.ts'
import { averageScore, count, score, shortDay } from '../../lib/words/format.ts'
import { BandStrip } from '../../ui/charts/band-strip.tsx'
import { Change } from './change.tsx'
import styles from './scores.module.css'

/** Departments or groups with their score, how it is spread, and how it moved; `nameOf` draws the first cell, `below` adds the threshold's column. */
export function ScopeTable({
  rows,
  nameOf,
  since,
  below,
}: {
  rows: readonly ScoreScope[]
  nameOf: (name: string) => ReactNode
  /** The day that the changes are counted from; null: none was kept before today. */
  since: string | null | undefined
  /** The threshold, where how many are below it is shown. */
  below?: number
}) {
  const [inNumbers, setInNumbers] = useState(false)
  return (
    <table className={`${styles.table} numbers`}>
      <thead>
        <tr>
          <th scope="col">
            Name{' '}
            <button
              type="button"
              className={styles.link}
              aria-pressed={inNumbers}
              onClick={() => setInNumbers(!inNumbers)}
            >
              bands in numbers
            </button>
          </th>
          <th scope="col" data-number>
            Score
          </th>
          <th scope="col" data-number className={styles.since}>
            {since ? (
              <>
                Since <span className={styles.whole}>{shortDay(since)}</span>
              </>
            ) : (
              'Change'
            )}
          </th>
          {below !== undefined && (
            <th scope="col" data-number>
              Below {score(below)}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name}>
            <td>
              {nameOf(row.name)}
              {inNumbers ? (
                <span className={styles.note}>
                  {bandNames.map((name, band) => `${name}:\u00a0${count(row.distribution[band] ?? 0)}`).join(' · ')}
                </span>
              ) : (
                <BandStrip bands={row.distribution} />
              )}
            </td>
            <td data-number>{row.average === null ? 'none' : averageScore(row.average)}</td>
            <td data-number>
              <Change change={row.change} />
            </td>
            {below !== undefined && <td data-number>{count(row.below)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
