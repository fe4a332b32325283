import { averageScore, score } from '../../lib/words/format.ts'
import styles from './score-charts.module.css'

const size = 140
const radius = 60
/** Three quarters of a circle, open at the bottom, in degrees. */
const span = 270
const degreesOf = (value: number) => (span * Math.max(0, Math.min(100, value))) / 100
/** A part of the ring, from its beginning on. */
const drawn = (degrees: number) => ({
  r: radius,
  fill: 'none',
  strokeWidth: 10,
  pathLength: 360,
  strokeDasharray: `${degrees} 360`,
  transform: 'rotate(135)',
})

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
      ? `No score to show: ${word}`
      : `${averageScore(value)} of 100, ${word}${target === null ? '' : `, target ${score(target)}`}`
  const tick = target === null ? null : ((135 + degreesOf(target)) * Math.PI) / 180
  return (
    <figure className={styles.chart} aria-label={said}>
      <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={said} style={{ maxWidth: 160 }}>
        <g transform={`translate(${size / 2} ${size / 2})`}>
          {value === null ? (
            <circle className={styles.track} r={radius} strokeWidth={3} strokeDasharray="4 6" />
          ) : (
            <circle {...drawn(span)} stroke="var(--chart-track)" />
          )}
          {value !== null && (
            <circle {...drawn(degreesOf(value))} stroke={`var(--mark-${tone === 'slate' ? 'amber' : tone})`} />
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
          {value !== null && (
            <text textAnchor="middle" y={26}>
              of 100
            </text>
          )}
          <text
            textAnchor="middle"
            y={value === null ? 26 : 46}
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
