import { Button } from '@mantine/core'
import { IconCloudDownload, IconPlayerStop } from '@tabler/icons-react'
import type { Output } from '../../../contract/calls.ts'
import { askedSpans, gapsBetween, spansOf, stretchesOf } from '../../features/audit/coverage.ts'
import { dayAndMinute, spanWords } from '../../features/audit/event-times.ts'
import {
  type CutOff,
  dismissCutOff,
  fetchSpans,
  stopFetching,
  useCutOff,
  useIsFetching,
} from '../../features/audit/fetching.ts'
import { useRead } from '../../lib/application/queries.ts'
import { count, plural } from '../../lib/words/format.ts'
import { FailureState } from '../../ui/states.tsx'
import styles from './audit.module.css'

type Status = Output<'audit.status'>

const day = 86_400_000
/** LastPass keeps events for about two years; a month more costs a few empty answers. */
const keptMs = 760 * day
/** Events can come late by this much: what was fetched last is looked at again. */
const lateMs = 3_600_000

export const everything = (): { from: string } => ({
  from: new Date(Math.floor((Date.now() - keptMs) / day) * day).toISOString(),
})

/** Fetches what is new, or everything where nothing is kept yet; while it goes on, stops it. */
export function FetchButton({ company, status }: { company: string; status: Status }) {
  const coverage = useRead('audit.coverage', {}).data
  const isFetching = useIsFetching(company) || status.fetching !== null
  if (isFetching)
    return (
      <Button
        variant="default"
        leftSection={<IconPlayerStop size={15} stroke={1.7} />}
        title="What has come is kept"
        onClick={stopFetching}
      >
        Stop fetching
      </Button>
    )
  const last = coverage?.spans.at(-1)
  const span = last ? { from: new Date(Date.parse(last.to) - lateMs).toISOString() } : everything()
  return (
    <Button
      variant="default"
      leftSection={<IconCloudDownload size={15} stroke={1.7} />}
      disabled={coverage === undefined}
      onClick={() => void fetchSpans(company, [span])}
    >
      {last ? 'Fetch new events' : 'Fetch all events'}
    </Button>
  )
}

const stretchWords = (missing: readonly { from: number; to: number }[]): string => {
  const [{ from, to } = { from: 0, to: 0 }] = missing
  return missing.length === 1
    ? spanWords(from, to)
    : `${count(missing.length)} stretches, the oldest ${spanWords(from, to)}`
}

/** What of a fetch that was cut off was not fetched. */
function missingWords({ from, to }: CutOff, asked: readonly { from: number; to: number }[]): string {
  const first = Date.parse(from)
  const end = to === undefined ? asked.at(-1)?.to : Date.parse(to)
  if (end === undefined || end < first) return `Not fetched: from ${dayAndMinute(first)} on.`
  const missing = gapsBetween(asked, { from: first, to: end })
  return missing.length === 0 ? '' : `Not fetched: ${stretchWords(missing)}.`
}

/** How far a fetch is, and how the last one was cut off. */
export function FetchLines({ company, status }: { company: string; status: Status }) {
  const cutOff = useCutOff(company)
  const coverage = useRead('audit.coverage', {}).data
  const { fetching } = status
  if (fetching !== null) {
    const [from, to, at] = [fetching.from, fetching.to, fetching.doneDownTo].map((one) => Date.parse(one)) as [
      number,
      number,
      number,
    ]
    const share = to > from ? Math.min(1, Math.max(0, (to - at) / (to - from))) : 0
    return (
      <div className={styles.fetching} role="status">
        <progress value={share} max={1} aria-label="Fetched so far" />
        <span className="numbers">
          Fetching from LastPass, newest first: {plural(fetching.received, 'event', 'events')} received, back to{' '}
          {dayAndMinute(at)}
        </span>
      </div>
    )
  }
  if (cutOff === null) return <DamagedLine company={company} status={status} />
  return (
    <div className={styles.cutOff}>
      <FailureState
        compact
        failure={cutOff.failure}
        action={
          <>
            <Button
              variant="default"
              onClick={() =>
                void fetchSpans(company, [
                  cutOff.to === undefined ? { from: cutOff.from } : { from: cutOff.from, to: cutOff.to },
                ])
              }
            >
              Resume fetching
            </Button>
            <Button variant="subtle" color="gray" onClick={dismissCutOff}>
              Dismiss
            </Button>
          </>
        }
      >
        <p>
          {status.events === 0 ? 'No event is kept yet.' : `${plural(status.events, 'event is', 'events are')} kept.`}{' '}
          {coverage !== undefined && missingWords(cutOff, askedSpans(coverage).asked)}
        </p>
      </FailureState>
    </div>
  )
}

/** What was found damaged on this computer and was not fetched again since. */
function DamagedLine({ company, status: { damaged } }: { company: string; status: Status }) {
  const coverage = useRead('audit.coverage', {}).data
  const isFetching = useIsFetching(company)
  if (coverage === undefined || damaged.length === 0) return null
  const { asked } = askedSpans(coverage)
  const missing = stretchesOf(damaged).flatMap((span) => gapsBetween(asked, span))
  if (missing.length === 0) return null
  const spans = spansOf(missing)
  return (
    <div className={styles.fetching} role="status">
      <span>
        Events on this computer were damaged and set aside: {stretchWords(missing)}. They come back as far as LastPass
        still keeps them.
      </span>
      <Button variant="default" size="compact-sm" loading={isFetching} onClick={() => void fetchSpans(company, spans)}>
        Fetch them again
      </Button>
    </div>
  )
}
