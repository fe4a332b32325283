import { arc } from 'd3-shape'
import { averageScore, score } from '../../lib/format.ts'
import styles from './score-charts.module.css'

const size = 140
const radius = 60
/** Three quarters of a circle, open at the bottom. */
const start = -0.75 * Math.PI
const span = 1.5 * Math.PI
const angleOf = (value: number) => start + (span * Math.max(0, Math.min(100, value))) / 100
const shape = (to: number) =>
  arc()({ innerRadius: radius - 5, outerRadius: radius + 5, startAngle: start, endAngle: to }) ?? ''

/** One score out of 100 as a ring, with its word; without one it is dashed. */
export function Ring({
  value,
  word,
  tone,
  target,
}: {
  value: number | null
  word: string
  tone: 'red' | 'amber' | 'green' | 'slate'
  target: number | null
}) {
  const said =
    value === null
      ? 'No score yet'
      : `${averageScore(value)} of 100, ${word}${target === null ? '' : `, target ${score(target)}`}`
  const tick = target === null ? null : angleOf(target) - Math.PI / 2
  return (
    <figure className={styles.chart} aria-label={said}>
      <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={said} style={{ maxWidth: 160 }}>
        <g transform={`translate(${size / 2} ${size / 2})`}>
          {value === null ? (
            <circle className={styles.track} r={radius} strokeWidth={3} strokeDasharray="4 6" />
          ) : (
            <path d={shape(angleOf(100))} fill="var(--chart-track)" />
          )}
          {value !== null && (
            <path d={shape(angleOf(value))} fill={`var(--mark-${tone === 'slate' ? 'amber' : tone})`} />
          )}
          {tick !== null && (
            <line
              className={styles.tick}
              x1={Math.cos(tick) * (radius - 9)}
              y1={Math.sin(tick) * (radius - 9)}
              x2={Math.cos(tick) * (radius + 9)}
              y2={Math.sin(tick) * (radius + 9)}
            />
          )}
          <text className={styles.ringNumber} textAnchor="middle" y={8}>
            {value === null ? '–' : averageScore(value)}
          </text>
          <text textAnchor="middle" y={26}>
            of 100
          </text>
          <text
            textAnchor="middle"
            y={46}
            style={{ fill: tone === 'slate' ? undefined : `var(--${tone})`, fontWeight: 600 }}
          >
            {word}
          </text>
          {target !== null && (
            <text textAnchor="middle" y={62}>
              target {score(target)}
            </text>
          )}
        </g>
      </svg>
    </figure>
  )
}
