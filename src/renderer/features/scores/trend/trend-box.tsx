import { SegmentedControl } from '@mantine/core'
import type { ReactNode } from 'react'
import type { ScoreTarget } from '../../../../contract/calls/scores.ts'
import { score, shortDay } from '../../../lib/words/format.ts'
import type { ChartLine } from '../../../ui/charts/line-chart.tsx'
import { Waiting } from '../../../ui/states.tsx'
import { ChartOrTable } from '../chart-or-table.tsx'
import styles from '../scores.module.css'
import { type PartRead, Unread } from '../unread.tsx'

/** More days than any history has. */
export const allDays = 5000

/** How far back lines go. */
export const spans = [
  { value: '30', label: '30 d' },
  { value: '90', label: '90 d' },
  { value: '365', label: '1 y' },
  { value: `${allDays}`, label: 'All' },
] as const

/** The name of the day so many days before another one, which is given by the midnight in UTC that begins it. */
export const dayBefore = (today: number, days: number): string =>
  new Date(today - Math.min(days, 20_000) * 86_400_000).toISOString().slice(0, 10)

/** The points of a line as the chart takes them. */
export const chartPoints = (points: readonly { day: string; average: number | null }[]): ChartLine['points'] =>
  points.map(({ day, average }) => ({ day, value: average }))

/** A target as the chart draws it. */
const targetLine = (target: ScoreTarget | null | undefined) =>
  target ? { value: target.value, words: `target ${score(target.value)} by ${shortDay(target.by)}` } : null

/** A chart of lines with its title, its span and its table. */
export function TrendBox({
  title,
  label,
  lines,
  target,
  days,
  onDays,
  read,
  height = 150,
}: {
  title: ReactNode
  label: string
  lines: readonly ChartLine[]
  target?: ScoreTarget | null | undefined
  days: number
  onDays: (days: number) => void
  /** How the lines were read: until they are here, nothing is said of them. */
  read: PartRead & { data: unknown }
  height?: number
}) {
  const kept = lines.some(({ points }) => points.length > 0)
  const some = lines.some(({ points }) => points.some(({ value }) => value !== null))
  return (
    <div style={{ minWidth: 0 }}>
      <header className={styles.end} style={{ marginLeft: 0, flexWrap: 'wrap' }}>
        {title}
        <span className={styles.end}>
          <SegmentedControl
            size="xs"
            aria-label="How far back"
            data={[...spans]}
            value={String(days)}
            onChange={(value) => onDays(Number(value))}
          />
        </span>
      </header>
      {read.error !== null ? (
        <Unread reads={[read]} />
      ) : read.data === undefined ? (
        <div style={{ height }}>
          <Waiting />
        </div>
      ) : !some ? (
        <p className={styles.note}>
          {kept
            ? 'Nobody had a score on the days that were kept of this time, so there is no line yet.'
            : 'Scores are kept with each refresh from LastPass. No day of this time was kept.'}
        </p>
      ) : (
        <ChartOrTable label={label} lines={lines} target={targetLine(target)} height={height} />
      )}
    </div>
  )
}
