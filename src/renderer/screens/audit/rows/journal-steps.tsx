import { Link } from '@tanstack/react-router'
import type { AuditEvent } from '../../../../contract/calls/audit/audit.ts'
import type { JournalLine } from '../../../../contract/change.ts'
import { toTheSecond } from '../../../features/audit/event-times.ts'
import { recordedAbout } from '../../../features/audit/event-words.ts'
import { changeTitle } from '../../../features/changes/kind-words.ts'
import { outcomeWords } from '../../../features/changes/words.ts'
import { useRead } from '../../../lib/application/queries.ts'
import styles from './opened.module.css'

type Recorded = NonNullable<AuditEvent['recorded']>

function words({ kind, change, data }: JournalLine): string {
  if (kind === 'intent') return `Provost was about to send: ${change === null ? 'a change' : changeTitle(change)}`
  const outcome = typeof data.outcome === 'string' ? data.outcome : ''
  return outcome in outcomeWords ? outcomeWords[outcome as keyof typeof outcomeWords].label : outcome
}

/** What Provost's journal has about an event, with the event among its steps. */
export function JournalSteps({ event, recorded }: { event: AuditEvent; recorded: Recorded }) {
  const { line, job } = recorded
  const who = event.parsed.person ?? event.parsed.people?.[0]
  const read = useRead(
    'journal.page',
    { offset: 0, limit: 50, ...(job === null ? {} : { job }), ...(who === undefined ? {} : { username: who }) },
    { enabled: job !== null },
  )
  const lines = (read.data?.rows ?? []).filter(({ kind }) => kind === 'intent' || kind === 'outcome')
  const steps = [
    ...lines.map((one) => ({ key: String(one.seq), time: one.time, words: words(one) })),
    { key: 'event', time: event.time, words: 'LastPass logged it' },
  ].sort((one, other) => (one.time < other.time ? -1 : one.time > other.time ? 1 : 0))
  return (
    <>
      <span className={styles.quiet}>{recordedAbout(recorded)}</span>
      <ol className={styles.steps}>
        {steps.map((step) => (
          <li key={step.key} data-event={step.key === 'event' || undefined}>
            <time dateTime={step.time} className="numbers">
              {toTheSecond(step.time, true)}
            </time>{' '}
            {step.words}
          </li>
        ))}
      </ol>
      <Link to="/changes" search={{ part: 'journal', line }} className={styles.link}>
        Open the journal at line {line}
      </Link>
    </>
  )
}
