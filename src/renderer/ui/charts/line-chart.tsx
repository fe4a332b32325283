import { useElementSize } from '@mantine/hooks'
import { scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'
import { type KeyboardEvent, useId, useMemo, useState } from 'react'
import { averageScore, shortDay } from '../../lib/words/format.ts'
import styles from './score-charts.module.css'

/** One line of a chart: values by day; a day without a value has none. */
export interface ChartLine {
  label: string
  points: readonly { day: string; value: number | null }[]
}

const dayMs = 86_400_000
const dashes = ['', '', '6 4', '2 4', '10 4 2 4']
/** How many days without a value are a gap (a weekend is none), what the chart says of it, and of a line of one day. */
interface Gaps {
  days: number
  words: string
  alone: string
}
const usualGaps: Gaps = {
  days: 4,
  words: 'not synced',
  alone: 'One day is kept so far. The line grows with the refreshes of further days.',
}
const dayOf = (text: string) => Math.round(Date.parse(`${text}T00:00:00Z`) / dayMs)
const textOf = (day: number) => new Date(day * dayMs).toISOString().slice(0, 10)
const left = 34

/** Lines of scores over days: gaps are gaps, the axis says where it begins, arrow keys read every value. */
export function LineChart({
  label,
  lines,
  target,
  height = 150,
  gaps: asked = usualGaps,
}: {
  label: string
  lines: readonly ChartLine[]
  target?: { value: number; words: string } | null
  height?: number
  gaps?: Gaps
}) {
  const hatch = useId()
  // Drawn at its own size, so that letters are as large as everywhere.
  const { ref, width: measured } = useElementSize<HTMLElement>()
  const width = Math.max(220, measured || 430)
  const [at, setAt] = useState<number | null>(null)
  const days = useMemo(
    () => [...new Set(lines.flatMap(({ points }) => points.map(({ day }) => dayOf(day))))].sort((a, b) => a - b),
    [lines],
  )
  const byDay = useMemo(
    () => lines.map(({ points }) => new Map(points.map(({ day, value }) => [dayOf(day), value]))),
    [lines],
  )
  const values = lines.flatMap(({ points }) => points.flatMap(({ value }) => (value === null ? [] : [value])))
  const [first, last] = [days[0], days.at(-1)]
  if (first === undefined || last === undefined || values.length === 0) return null
  const all = target ? [...values, target.value] : values
  const right = lines.length > 1 ? 130 : 12
  const bottom = height - 20
  const x = scaleLinear([first, Math.max(last, first + 1)], [left, width - right])
  const y = scaleLinear([Math.max(0, Math.min(...all) - 2), Math.min(100, Math.max(...all) + 2)], [bottom, 8]).nice(4)
  const gaps = days.flatMap((day, index) => {
    const before = days[index - 1]
    return before !== undefined && day - before > asked.days ? [{ from: before, to: day }] : []
  })
  const shown = at === null ? null : (days[Math.min(at, days.length - 1)] ?? null)
  const said = (day: number) =>
    `${shortDay(textOf(day))}: ${lines
      .map(({ label: name }, index) => {
        const value = byDay[index]?.get(day)
        return `${lines.length > 1 ? `${name} ` : ''}${value === undefined || value === null ? 'no value' : averageScore(value)}`
      })
      .join(', ')}`
  const onKey = (event: KeyboardEvent) => {
    const from = at ?? days.length - 1
    const next = { ArrowLeft: from - 1, ArrowRight: at === null ? from : from + 1, Home: 0, End: days.length - 1 }[
      event.key
    ]
    if (event.key === 'Escape' && at !== null) setAt(null)
    else if (next === undefined) return
    else setAt(Math.max(0, Math.min(days.length - 1, next)))
    event.preventDefault()
  }
  const ends = endLabels(lines, byDay, days, y)
  return (
    <figure ref={ref} className={styles.chart} aria-label={label}>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        style={{ height }}
        role="img"
        aria-label={`${label} Arrow keys read each day.`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: so that its values can be reached
        tabIndex={0}
        onKeyDown={onKey}
        onBlur={() => setAt(null)}
        onMouseLeave={() => setAt(null)}
        onMouseMove={(event) => {
          const box = event.currentTarget.getBoundingClientRect()
          const day = x.invert(((event.clientX - box.left) / box.width) * width)
          setAt(
            days.reduce(
              (best, each, index) => (Math.abs(each - day) < Math.abs((days[best] ?? 0) - day) ? index : best),
              0,
            ),
          )
        }}
      >
        <defs>
          <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="2" height="6" fill="var(--chart-grid)" />
          </pattern>
        </defs>
        {y.ticks(4).map((tick) => (
          <g key={tick}>
            <line className={styles.grid} x1={left} x2={width - right} y1={y(tick)} y2={y(tick)} />
            <text x={left - 8} y={y(tick) + 4} textAnchor="end">
              {tick}
            </text>
          </g>
        ))}
        {gaps.map(({ from, to }) => (
          <g key={from}>
            <rect x={x(from)} width={x(to) - x(from)} y={8} height={bottom - 8} fill={`url(#${hatch})`} />
            {x(to) - x(from) > 60 && (
              <text x={(x(from) + x(to)) / 2} y={bottom - 4} textAnchor="middle">
                {asked.words}
              </text>
            )}
          </g>
        ))}
        {target && (
          <g>
            <line className={styles.target} x1={left} x2={width - right} y1={y(target.value)} y2={y(target.value)} />
            <text x={left + 4} y={y(target.value) - 4}>
              {target.words}
            </text>
          </g>
        )}
        {lines.map(({ label: name }, hue) => (
          <g key={name}>
            {runsOf(days, byDay[hue], asked.days).map((run) => (
              <path
                key={run[0]?.[0]}
                className={styles.line}
                data-hue={hue}
                strokeWidth={hue === 0 && lines.length > 1 ? 3 : 2}
                strokeDasharray={dashes[hue]}
                d={
                  line<[number, number]>(
                    ([day]) => x(day),
                    ([, value]) => y(value),
                  )(run) ?? ''
                }
              />
            ))}
            {runsOf(days, byDay[hue], asked.days)
              .filter((run) => run.length === 1)
              .map(([[day, value] = [0, 0]]) => (
                <circle key={day} className={styles.dot} data-hue={hue} cx={x(day)} cy={y(value)} r={2.5} />
              ))}
            {ends[hue] && (
              <>
                <circle className={styles.dot} data-hue={hue} cx={x(ends[hue].day)} cy={y(ends[hue].value)} r={3.5} />
                {lines.length > 1 && (
                  <text x={width - right + 8} y={ends[hue].at + 4}>
                    {name.length > 15 ? `${name.slice(0, 14)}…` : name} {averageScore(ends[hue].value)}
                  </text>
                )}
              </>
            )}
          </g>
        ))}
        {shown !== null && <line className={styles.cross} x1={x(shown)} x2={x(shown)} y1={8} y2={bottom} />}
        <text x={left} y={height - 4}>
          {shortDay(textOf(first))}
        </text>
        {last > first && (
          <text x={width - right} y={height - 4} textAnchor="end">
            {shortDay(textOf(last))}
          </text>
        )}
      </svg>
      <figcaption className={`${styles.reading} numbers`} aria-live="polite">
        {shown !== null ? said(shown) : days.length === 1 ? asked.alone : ''}
      </figcaption>
    </figure>
  )
}

/** Parts of a line without a gap in them. */
function runsOf(
  days: readonly number[],
  values: ReadonlyMap<number, number | null> | undefined,
  longest: number,
): [number, number][][] {
  const runs: [number, number][][] = []
  let before: number | null = null
  for (const day of days) {
    const value = values?.get(day)
    if (value === undefined || value === null) continue
    if (before === null || day - before > longest) runs.push([])
    runs.at(-1)?.push([day, value])
    before = day
  }
  return runs
}

/** Where each line ends, and a place for its name where it stands on no other. */
function endLabels(
  lines: readonly ChartLine[],
  byDay: readonly ReadonlyMap<number, number | null>[],
  days: readonly number[],
  y: (value: number) => number,
): ({ day: number; value: number; at: number } | undefined)[] {
  const ends = lines.map((_, index) => {
    const day = days.findLast((each) => typeof byDay[index]?.get(each) === 'number')
    const value = day === undefined ? undefined : byDay[index]?.get(day)
    return day === undefined || typeof value !== 'number' ? undefined : { day, value, at: y(value) }
  })
  let lowest = Number.NEGATIVE_INFINITY
  for (const end of ends.filter((each) => each !== undefined).sort((a, b) => a.at - b.at)) {
    end.at = Math.max(end.at, lowest + 15)
    lowest = end.at
  }
  return ends
}
