import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useState } from 'react'
import { showPlan } from '../../../features/changes/open-dialogs.ts'
import { useMay } from '../../../features/session/use-seat.ts'
import { failureOf } from '../../../lib/application/client.ts'
import { readAll } from '../../../lib/application/pages.ts'
import { act, useRead } from '../../../lib/application/queries.ts'
import { toastDone } from '../../../lib/toast.ts'
import { useAction } from '../../../lib/use-action.ts'
import { count, dayAndTime, plural } from '../../../lib/words/format.ts'
import { ScreenHead } from '../../../ui/screen/screen-head.tsx'
import { EmptyState, FailureState } from '../../../ui/states.tsx'
import { ReviewTable } from './review-table.tsx'
import styles from './reviews.module.css'

/** Lines that are drawn at once. */
const together = 200
type Shown = 'all' | 'open' | 'keep' | 'remove'

/** One access review: its lines to decide, and, once all are, the signing; signed, its removals as a plan and its record. */
export function Review({ id, onBack }: { id: string; onBack: () => void }) {
  const [shown, setShown] = useState<Shown>('all')
  const [offset, setOffset] = useState(0)
  const [name, setName] = useState('')
  const may = useMay()
  const read = useRead(
    'reviews.get',
    { review: id, ...(shown === 'all' ? {} : { decision: shown }), offset, limit: together },
    { keep: true },
  )
  const review = read.data
  const decide = useAction(
    (lines: number[], decision: 'keep' | 'remove' | null, reason: string) =>
      act('reviews.decide', { review: id, lines, decision, reason }),
    { failed: 'Nothing was decided', inTurn: true },
  )
  const keepRest = useAction(
    async () => {
      const open = await readAll('reviews.get', { review: id, decision: 'open' as const })
      if (open.length > 0)
        await act('reviews.decide', { review: id, lines: open.map(({ line }) => line), decision: 'keep' })
    },
    { failed: 'Nothing was decided' },
  )
  const sign = useAction(() => act('reviews.sign', { review: id, name: name.trim() }))
  const plan = useAction(async () => {
    const made = await act('reviews.plan', { review: id, limit: 0 })
    showPlan({
      plan: made.plan,
      title: made.title,
      ...(made.byHand.length === 0
        ? {}
        : {
            note: `${plural(made.byHand.length, 'access was', 'accesses were')} given in person, which only LastPass’ own console takes away: ${made.byHand
              .slice(0, 5)
              .map(({ username }) => username)
              .join(', ')}${made.byHand.length > 5 ? ' and others' : ''}.`,
          }),
    })
  })
  const write = useAction(
    async (format: 'csv' | 'record') => {
      const { path, rows } = await act('reviews.export', { review: id, format })
      if (path !== null) toastDone(`${plural(rows, 'line', 'lines')} in ${path}`, 'The review was exported')
    },
    { failed: 'Nothing was exported' },
  )
  const discard = useAction(
    async () => {
      await act('reviews.discard', { review: id })
      onBack()
    },
    { failed: 'The review was not discarded' },
  )
  if (read.error) return <FailureState failure={failureOf(read.error)} onRetry={() => void read.refetch()} />
  if (review === undefined) return null
  const isSigned = review.signedAt !== null
  const decided = review.kept + review.removed
  return (
    <div className={styles.screen}>
      <ScreenHead title={review.title} count={plural(review.lines, 'line', 'lines')}>
        <Button variant="default" leftSection={<IconArrowLeft size={15} stroke={1.7} />} onClick={onBack}>
          All reviews
        </Button>
        {may('reviews.export') && (
          <Button variant="default" loading={write.pending} onClick={() => void write.run('csv')}>
            Export {plural(review.lines, 'line', 'lines')}
          </Button>
        )}
        {isSigned && may('reviews.export') && (
          <Button variant="default" onClick={() => void write.run('record')}>
            Export the signed record
          </Button>
        )}
      </ScreenHead>
      <div className={styles.bar}>
        <SegmentedControl
          aria-label="Lines shown"
          value={shown}
          onChange={(value) => {
            setShown(value as Shown)
            setOffset(0)
          }}
          data={[
            { value: 'all', label: `All ${count(review.lines)}` },
            { value: 'open', label: `To decide ${count(review.open)}` },
            { value: 'keep', label: `Keep ${count(review.kept)}` },
            { value: 'remove', label: `Remove ${count(review.removed)}` },
          ]}
        />
        <span className={styles.quiet}>
          As it was {review.asOf === null ? 'when it began' : dayAndTime(review.asOf)}, begun by {review.startedBy}
        </span>
        {review.total > together && (
          <span className={`${styles.pair} ${styles.end}`}>
            <Button
              variant="default"
              size="compact-sm"
              disabled={offset === 0}
              onClick={() => setOffset(Math.max(0, offset - together))}
            >
              Lines before
            </Button>
            <span className="numbers">
              {count(offset + 1)} to {count(Math.min(review.total, offset + together))} of {count(review.total)}
            </span>
            <Button
              variant="default"
              size="compact-sm"
              disabled={offset + together >= review.total}
              onClick={() => setOffset(offset + together)}
            >
              Next lines
            </Button>
          </span>
        )}
      </div>
      {review.rows.length === 0 ? (
        <EmptyState title="No such lines">Choose other lines above.</EmptyState>
      ) : (
        <ReviewTable
          key={`${shown} ${offset}`}
          label={review.title}
          rows={review.rows}
          open={!isSigned}
          onDecide={(line, decision, reason) => void decide.run([line], decision, reason)}
        />
      )}
      {isSigned ? (
        <footer className={styles.foot}>
          <span role="status">
            {review.intact
              ? `Signed off by ${review.signedBy} on ${dayAndTime(review.signedAt ?? '')}. It is as the journal says.`
              : 'This review is not as it was signed off: the journal says otherwise. Nothing can be planned by it.'}
          </span>
          <span className={styles.quiet} title={review.sha256 ?? undefined}>
            SHA-256 {review.sha256?.slice(0, 16)}…
          </span>
          {plan.failure && <FailureState failure={plan.failure} compact />}
          {may('reviews.plan') && review.removed > 0 && (
            <Button className={styles.end} loading={plan.pending} onClick={() => void plan.run()}>
              Preview {plural(review.removed, 'removal', 'removals')}
            </Button>
          )}
        </footer>
      ) : (
        <form
          className={styles.foot}
          onSubmit={(event) => {
            event.preventDefault()
            if (review.open === 0 && name.trim() !== '') void sign.run()
          }}
        >
          <span className="numbers" role="status">
            {count(decided)} of {count(review.lines)} decided
          </span>
          <span className={styles.quiet}>
            <kbd>K</kbd> keep <kbd>R</kbd> remove <kbd>U</kbd> take back
          </span>
          {review.open > 0 && (
            <Button variant="default" size="compact-sm" loading={keepRest.pending} onClick={() => void keepRest.run()}>
              Keep the {count(review.open)} not decided
            </Button>
          )}
          <Button variant="subtle" color="gray" size="compact-sm" onClick={() => void discard.run()}>
            Discard the review
          </Button>
          {sign.failure && <FailureState failure={sign.failure} compact />}
          {may('reviews.sign') && (
            <>
              <TextInput
                className={styles.end}
                aria-label="Your name"
                placeholder="Your name, to sign"
                maxLength={200}
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
              />
              <Button type="submit" loading={sign.pending} disabled={review.open > 0 || name.trim() === ''}>
                Sign off {plural(review.lines, 'line', 'lines')}
              </Button>
            </>
          )}
        </form>
      )}
    </div>
  )
}
