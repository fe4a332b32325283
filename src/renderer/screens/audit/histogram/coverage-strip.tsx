import { askedSpans, gapsBetween, type Stretch, within } from '../../../features/audit/coverage.ts'
import { useRead } from '../../../lib/application/queries.ts'
import styles from './histogram.module.css'
import { barsHeight } from './use-histogram.ts'

interface TimeScale {
  (at: number): number
  domain: () => Date[]
}

/** What of a span was not fetched, what LastPass gave nothing of and may have dropped, and what comes after the last fetch. */
export interface Coverage {
  gaps: Stretch[]
  empty: Stretch[]
  later: Stretch | null
}

/** What is known of a span; null: nothing yet. */
export function useCoverage(from: number, to: number): Coverage | null {
  const coverage = useRead('audit.coverage', {}, { keep: true }).data
  if (!coverage) return null
  const { asked, empty } = askedSpans(coverage)
  const last = asked.at(-1)?.to
  if (last === undefined) return { gaps: [{ from, to }], empty: [], later: null }
  return {
    gaps: gapsBetween(asked, { from, to: Math.min(to, last) }),
    empty: within(empty, { from, to }),
    later: to > last ? { from: Math.max(from, last), to } : null,
  }
}

const domainOf = (x: TimeScale): [number, number] => {
  const [from, to] = x.domain()
  return [from?.getTime() ?? 0, to?.getTime() ?? 0]
}
/** Two pixels are seen at least. */
const place = (x: TimeScale, { from, to }: Stretch) => ({ x: x(from), width: Math.max(2, x(to) - x(from)) })
/** So many pixels the words need, turned by a quarter. */
const wordsRoom = 14

const hatched = (coverage: Coverage | null) => [
  ...(coverage?.gaps ?? []).map((gap) => ({ gap, words: 'not fetched' })),
  ...(coverage?.empty ?? []).map((gap) => ({ gap, words: 'nothing given' })),
]

/** Where nothing was fetched, through the height of the bars: no bar and no event are not the same. */
export function Gaps({ id, x }: { id: string; x: TimeScale }) {
  const coverage = useCoverage(...domainOf(x))
  return (
    <>
      <defs>
        <pattern id={`${id}hatch`} width={6} height={6} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width={2} height={6} className={styles.hatch} />
        </pattern>
      </defs>
      {hatched(coverage).map(({ gap, words }) => {
        const { x: left, width } = place(x, gap)
        return (
          <g key={gap.from}>
            <rect x={left} y={4} width={width} height={barsHeight} fill={`url(#${id}hatch)`} />
            {width >= wordsRoom && (
              <text
                className={styles.gapWords}
                transform={
                  width > 90 ? `translate(${left + width / 2} 48)` : `translate(${left + width / 2 + 4} 48) rotate(-90)`
                }
              >
                {words}
              </text>
            )}
          </g>
        )
      })}
    </>
  )
}

/** What was fetched, on the axis of the bars: solid fetched, hatched not, dashed still to come. */
export function Strip({ id, x, top }: { id: string; x: TimeScale; top: number }) {
  const [from, to] = domainOf(x)
  const coverage = useCoverage(from, to)
  if (coverage === null) return null
  const whole = place(x, { from, to: coverage.later?.from ?? to })
  return (
    <g transform={`translate(0 ${top})`}>
      <rect {...whole} y={0} height={6} className={styles.covered} />
      {hatched(coverage).map(({ gap }) => (
        <g key={gap.from}>
          <rect {...place(x, gap)} y={-1} height={8} className={styles.uncovered} />
          <rect {...place(x, gap)} y={-1} height={8} fill={`url(#${id}hatch)`} className={styles.outline} />
        </g>
      ))}
      {coverage.later && <rect {...place(x, coverage.later)} y={0.5} height={5} className={styles.later} />}
    </g>
  )
}
