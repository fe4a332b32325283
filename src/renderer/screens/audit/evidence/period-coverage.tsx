import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { askedSpans, gapsBetween, spansOf, stretchesOf } from '../../../features/audit/coverage.ts'
import { dayAndMinute, spanWords } from '../../../features/audit/event-times.ts'
import { fetchSpans, useIsFetching } from '../../../features/audit/fetching.ts'
import { useRead } from '../../../lib/application/queries.ts'
import { count, shortDay } from '../../../lib/words/format.ts'
import styles from './evidence.module.css'
import type { Period } from './periods.ts'

const hour = 3_600_000
/** So long ago is a moment ago. */
const recentMs = 10 * 60_000
const words = (milliseconds: number): string => {
  const hours = milliseconds / hour
  if (hours >= 48) return `${count(Math.round(hours / 24))} days`
  return hours >= 1 ? `${count(Math.round(hours))} h` : `${count(Math.max(1, Math.round(hours * 60)))} min`
}

/** What of a period was fetched, drawn to scale, and what was not, in words with the way to fetch it. */
export function PeriodCoverage({
  period,
  gaps,
  company,
}: {
  period: Period
  gaps: readonly { from: string; to: string }[]
  company: string
}) {
  const isFetching = useIsFetching(company)
  const now = Date.now()
  const [from, to] = [period.from.getTime(), period.to.getTime()]
  const missing = stretchesOf(gaps)
  const total = missing.reduce((sum, gap) => sum + gap.to + 1000 - gap.from, 0)
  const share = (time: number) => `${(100 * (time - from)) / Math.max(1, to - from)}%`
  const [first] = missing
  const coverage = useRead('audit.coverage', {}, { keep: true }).data
  // What LastPass was asked for and gave nothing of: asking again brings nothing.
  const asked = coverage ? askedSpans(coverage).asked : []
  const askable = coverage ? missing.flatMap((gap) => gapsBetween(asked, gap)) : []
  const last = asked.at(-1)?.to ?? 0
  // A period that is not over is never fetched whole: that it was fetched a moment ago is all there can be.
  const isUpToNow = to > now - recentMs && last > now - recentMs && missing.every((gap) => gap.from > last)
  return (
    <div>
      <h3 className={styles.label}>Coverage of the period</h3>
      <div className={styles.strip} aria-hidden>
        {missing.map((gap) => (
          <span
            key={gap.from}
            style={{ left: share(gap.from), width: `max(2px, calc(${share(gap.to)} - ${share(gap.from)}))` }}
          />
        ))}
      </div>
      <p className={styles.ends}>
        <span>{shortDay(period.from.toISOString())}</span>
        <span>{shortDay(period.to.toISOString())}</span>
      </p>
      {first === undefined ? (
        <p className={styles.whole}>
          <IconCircleCheck size={16} stroke={1.7} aria-hidden /> All of it was fetched from LastPass.
        </p>
      ) : isUpToNow ? (
        <p className={styles.whole}>
          <IconCircleCheck size={16} stroke={1.7} aria-hidden /> Fetched up to {dayAndMinute(last)}. The rest of the
          period is not, and the pack will say so.
        </p>
      ) : (
        <div className={styles.missing} role="status">
          <IconAlertTriangle size={16} stroke={1.7} aria-hidden />
          <span>
            <strong>
              {words(total)} {askable.length > 0 ? 'not fetched' : 'of which LastPass gave nothing'}:
            </strong>{' '}
            {missing.length === 1
              ? spanWords(first.from, first.to)
              : `${count(missing.length)} gaps, the oldest ${spanWords(first.from, first.to)}`}
            . The pack will say so: nothing can be told of what happened then.
          </span>
          {askable.length > 0 && (
            <Button
              variant="default"
              size="compact-sm"
              loading={isFetching}
              onClick={() => void fetchSpans(company, spansOf(askable))}
            >
              Fetch it first
            </Button>
          )}
        </div>
      )}
    </div>
  )
}
