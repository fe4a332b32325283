import { ActionIcon, Button, Modal, NumberInput, Radio, SegmentedControl, TextInput } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useMemo, useRef, useState } from 'react'
import type { EvidenceControl } from '../../../../contract/audit/audit.ts'
import type { Output } from '../../../../contract/calls.ts'
import { spanWords } from '../../../features/audit/event-times.ts'
import { failureOf } from '../../../lib/application/client.ts'
import { act, useRead } from '../../../lib/application/queries.ts'
import { useAction } from '../../../lib/use-action.ts'
import { count } from '../../../lib/words/format.ts'
import { FailureState } from '../../../ui/states.tsx'
import styles from './evidence.module.css'
import { controlNames, numberWords, packFiles, rowsOf } from './evidence-words.ts'
import { PackWritten } from './pack-written.tsx'
import { PeriodCoverage } from './period-coverage.tsx'
import { PeriodReviews } from './period-reviews.tsx'
import { dayField, type PeriodName, periodBetween, periodNames, periodOf } from './periods.ts'

const controls = Object.keys(controlNames) as EvidenceControl[]
const mostSample = 1000
const newSeed = (): string => {
  const [one = 0, other = 0] = crypto.getRandomValues(new Uint16Array(2))
  return [one, other].map((part) => part.toString(16).padStart(4, '0')).join('-')
}

/** Makes an evidence pack: what it proves, of which time, with what drawn; what comes out and what is missing stands beside it. */
export function EvidenceDialog({ company, onClose }: { company: string; onClose: () => void }) {
  const [now] = useState(() => new Date())
  const [control, setControl] = useState<EvidenceControl>('access removal')
  const [named, setNamed] = useState<PeriodName>('last-quarter')
  const [days, setDays] = useState({ first: dayField(new Date(now.getTime() - 30 * 86_400_000)), last: dayField(now) })
  const [sample, setSample] = useState<number | string>(25)
  const [seed, setSeed] = useState(newSeed)
  const [done, setDone] = useState<Output<'audit.pack'> | null>(null)
  const period = useMemo(
    () => periodOf(named, now) ?? periodBetween(days.first, days.last),
    [named, now, days.first, days.last],
  )
  const span = period && { from: period.from.toISOString(), to: period.to.toISOString() }
  const asked = useRead('audit.population', span ?? { from: now.toISOString(), to: now.toISOString() }, {
    enabled: span !== null,
    keep: true,
  })
  const events = asked.data?.controls.find((one) => one.control === control)?.events
  const isSample = typeof sample === 'number' && Number.isInteger(sample) && sample >= 0 && sample <= mostSample
  const isReview = control === 'access review'
  const stop = useRef<AbortController | null>(null)
  const write = useAction(async () => {
    if (span === null || !isSample) return
    stop.current = new AbortController()
    try {
      const made = await act('audit.pack', { ...span, control, sample, seed: seed.trim() }, stop.current.signal)
      if (made.path !== null) setDone(made)
    } catch (error) {
      if (failureOf(error).code !== 'cancelled') throw error
    }
  })
  if (done !== null) return <PackWritten made={done} control={control} onClose={onClose} />
  return (
    <Modal opened onClose={onClose} size={960} title="Evidence pack">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void write.run()
        }}
      >
        <div className={styles.sides}>
          <div className={styles.side}>
            <Radio.Group
              label="What it proves"
              value={control}
              onChange={(next) => setControl(next as EvidenceControl)}
            >
              <div className={styles.controls}>
                {controls.map((one) => {
                  const number = asked.data?.controls.find((each) => each.control === one)?.events
                  return (
                    <Radio.Card
                      key={one}
                      value={one}
                      className={styles.control}
                      data-chosen={one === control || undefined}
                    >
                      <Radio.Indicator />
                      <span>
                        <strong>{controlNames[one].name}</strong>
                        <span className={styles.quiet}>{controlNames[one].about}</span>
                      </span>
                      <span className="numbers">
                        {number === undefined ? '' : numberWords(one, number, asked.data?.gaps)}
                      </span>
                    </Radio.Card>
                  )
                })}
              </div>
            </Radio.Group>
            <div>
              <p className={styles.label} id="evidence-period">
                Period
              </p>
              <SegmentedControl
                fullWidth
                size="xs"
                aria-labelledby="evidence-period"
                data={Object.entries(periodNames).map(([value, label]) => ({ value, label }))}
                value={named}
                onChange={(next) => setNamed(next as PeriodName)}
              />
              {named === 'own' && (
                <div className={styles.pair}>
                  <TextInput
                    type="date"
                    label="First day"
                    value={days.first}
                    onChange={(event) => setDays({ ...days, first: event.currentTarget.value })}
                  />
                  <TextInput
                    type="date"
                    label="Last day"
                    value={days.last}
                    error={period === null ? 'Choose two days, the last one not before the first.' : undefined}
                    onChange={(event) => setDays({ ...days, last: event.currentTarget.value })}
                  />
                </div>
              )}
              {period && (
                <p className={styles.quiet}>
                  {spanWords(period.from.getTime(), period.to.getTime())} on this computer’s clock
                </p>
              )}
            </div>
          </div>
          <div className={styles.side}>
            {asked.error && (
              <FailureState failure={failureOf(asked.error)} compact onRetry={() => void asked.refetch()} />
            )}
            {period && asked.data && isReview && <PeriodReviews {...asked.data.reviews} />}
            {period && asked.data && !isReview && (
              <PeriodCoverage period={period} gaps={asked.data.gaps} company={company} />
            )}
            <div>
              <h3 className={styles.label}>In the pack</h3>
              <table className={styles.files}>
                <tbody>
                  {packFiles({ control, events, sample: isSample ? sample : 0 }).map(({ name, about, rows }) => (
                    <tr key={name}>
                      <th scope="row">
                        <code>{name}</code>
                      </th>
                      <td>{about}</td>
                      <td className="numbers">{rows}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            <div>
              <div className={styles.pair}>
                <NumberInput
                  label={events === undefined ? 'Sample' : `Sample, of ${count(events)}`}
                  min={0}
                  max={mostSample}
                  allowDecimal={false}
                  value={sample}
                  error={isSample ? undefined : 'A whole number up to 1,000.'}
                  onChange={setSample}
                />
                <TextInput
                  label="Seed"
                  maxLength={100}
                  value={seed}
                  error={seed.trim() === '' ? 'The sample is drawn by it.' : undefined}
                  onChange={(event) => setSeed(event.currentTarget.value)}
                  rightSection={
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      aria-label="Another seed"
                      title="Another seed"
                      onClick={() => setSeed(newSeed())}
                    >
                      <IconRefresh size={15} stroke={1.7} />
                    </ActionIcon>
                  }
                />
              </div>
              <p className={styles.quiet}>
                The same seed draws the same {isReview ? 'decisions' : 'events'} again, on any machine.
              </p>
            </div>
            <p className={styles.quiet}>
              It is signed with the key of this workstation and checked with <code>provost verify FILE</code>, here, or
              with any tool for SHA-256 and Ed25519. No network is needed for that.
            </p>
          </div>
        </div>
        {write.failure && <FailureState failure={write.failure} compact />}
        <footer className={styles.foot}>
          <span className={styles.quiet}>It holds names of people. Writing it is a line of the journal.</span>
          <Button variant="default" onClick={() => (write.pending ? stop.current?.abort() : onClose())}>
            {write.pending ? 'Stop writing' : 'Close'}
          </Button>
          <Button
            type="submit"
            loading={write.pending}
            disabled={
              span === null || !isSample || seed.trim() === '' || events === undefined || asked.isPlaceholderData
            }
          >
            Write the pack{events === undefined ? '' : `, ${rowsOf(control, events)}`}
          </Button>
        </footer>
      </form>
    </Modal>
  )
}
