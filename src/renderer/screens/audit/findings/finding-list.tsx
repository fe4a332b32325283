import { Button, NativeSelect, SegmentedControl, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { type FindingRule, ruleNames } from '../../../../contract/audit/findings.ts'
import { useMay } from '../../../features/session/use-seat.ts'
import { failureOf } from '../../../lib/application/client.ts'
import { act, useRead } from '../../../lib/application/queries.ts'
import { useAction } from '../../../lib/use-action.ts'
import { count, plural, shortDay } from '../../../lib/words/format.ts'
import { EmptyState, FailureState } from '../../../ui/states.tsx'
import styles from './findings.module.css'
import { Severity } from './findings-strip.tsx'

const step = 50
const most = 500

/** All that rules found, newest first: what is open, or what was muted, of all rules or of one. */
export function FindingList({ onOpen }: { onOpen: (key: string) => void }) {
  const may = useMay()
  const [muted, setMuted] = useState(false)
  const [rule, setRule] = useState<FindingRule | null>(null)
  const [limit, setLimit] = useState(step)
  const read = useRead(
    'findings.page',
    { muted, ...(rule === null ? {} : { rules: [rule] }), offset: 0, limit },
    { keep: true },
  )
  if (read.error) return <FailureState failure={failureOf(read.error)} onRetry={() => void read.refetch()} />
  if (!read.data)
    return (
      <div className={styles.panel} aria-busy>
        <header>
          <h2>Findings</h2>
          <p className={styles.about} role="status">
            The rules go through the events that are kept. The first time takes longest.
          </p>
        </header>
      </div>
    )
  const { rows, total, byRule } = read.data
  const all = { open: sumOf(byRule, 'open'), muted: sumOf(byRule, 'muted') }
  const which = muted ? 'muted' : 'open'
  return (
    <div className={styles.panel}>
      <header>
        <h2>Findings</h2>
        <p className={styles.about}>What rules found in the fetched events. Muting one needs a reason.</p>
        <SegmentedControl
          size="xs"
          aria-label="Which findings"
          value={which}
          data={[
            { value: 'open', label: `Open ${count(all.open)}` },
            { value: 'muted', label: `Muted ${count(all.muted)}` },
          ]}
          onChange={(value) => {
            setMuted(value === 'muted')
            setLimit(step)
          }}
        />
        <NativeSelect
          className={styles.wide}
          label="Rule"
          value={rule ?? ''}
          data={[
            { value: '', label: `All rules (${count(all[which])})` },
            ...byRule
              .filter((one) => one[which] > 0 || one.rule === rule)
              .map((one) => ({ value: one.rule, label: `${ruleNames[one.rule]} (${count(one[which])})` })),
          ]}
          onChange={(event) => {
            const chosen = event.currentTarget.value
            setRule(byRule.find((one) => one.rule === chosen)?.rule ?? null)
            setLimit(step)
          }}
        />
        {may('findings.setRule') && (
          <Link to="/settings" search={{ part: 'findings' }}>
            Change the rules
          </Link>
        )}
      </header>
      {total === 0 && (
        <EmptyState title={muted ? 'Nothing is muted' : 'Nothing is open'}>
          {muted ? 'A finding is muted in its own panel, with a reason.' : 'Among the events that were fetched.'}
        </EmptyState>
      )}
      {may('findings.muteAll') && total > 0 && (
        <MuteAll key={`${which} ${rule}`} count={total} rule={rule} isMuted={muted} />
      )}
      <ol className={styles.list} aria-label={muted ? 'Muted findings' : 'Open findings'}>
        {rows.map((finding) => (
          <li key={finding.key}>
            <button type="button" onClick={() => onOpen(finding.key)}>
              <span className={styles.line}>
                <Severity rule={finding.rule} /> <strong>{ruleNames[finding.rule]}</strong>
                <time className={styles.day} dateTime={finding.to}>
                  {shortDay(finding.to)}
                </time>
              </span>
              <span className={styles.why}>{finding.explanation}</span>
              {finding.reason !== null && <span className={styles.about}>Muted: {finding.reason}</span>}
            </button>
          </li>
        ))}
      </ol>
      {rows.length < total && (
        <section>
          <Button
            variant="default"
            disabled={limit >= most}
            onClick={() => setLimit((before) => Math.min(most, before + step))}
          >
            {limit >= most
              ? `The ${count(most)} newest are listed`
              : `Show ${count(Math.min(step, total - rows.length))} more`}
          </Button>
        </section>
      )}
    </div>
  )
}

const sumOf = (byRule: readonly { open: number; muted: number }[], which: 'open' | 'muted'): number =>
  byRule.reduce((sum, one) => sum + one[which], 0)

/** Takes all that are listed out of sight at once, as what lies before one's own time; or shows them again. */
function MuteAll({ count: many, rule, isMuted }: { count: number; rule: FindingRule | null; isMuted: boolean }) {
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const first = useRef<HTMLFormElement>(null)
  useEffect(() => {
    // The button that was pressed is gone.
    if (open) first.current?.querySelector<HTMLElement>('input, button')?.focus()
  }, [open])
  const words = plural(many, 'finding', 'findings')
  const run = useAction(async () => {
    const of = rule === null ? {} : { rules: [rule] }
    await act('findings.muteAll', { ...of, count: many, reason: isMuted ? null : reason.trim() })
    setOpen(false)
  })
  if (!open)
    return (
      <section>
        <Button variant="default" size="compact-sm" onClick={() => setOpen(true)}>
          {isMuted ? `Show ${words} again` : `Mute ${words}`}
        </Button>
      </section>
    )
  return (
    <section>
      <form
        ref={first}
        className={styles.mute}
        onSubmit={(event) => {
          event.preventDefault()
          if (isMuted || reason.trim() !== '') void run.run()
        }}
      >
        {!isMuted && (
          <TextInput
            label={`Reason for ${words}${rule === null ? '' : ` of “${ruleNames[rule]}”`}`}
            maxLength={1000}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        )}
        <p className={styles.about}>
          {isMuted
            ? 'Their reasons are removed here; the journal keeps them.'
            : 'What rules find later is not muted by it. The reason is kept in the journal.'}
        </p>
        <span className={styles.choices}>
          <Button type="submit" disabled={!isMuted && reason.trim() === ''} loading={run.pending}>
            {isMuted ? `Show ${words} again` : `Mute ${words}`}
          </Button>
          <Button variant="default" onClick={() => setOpen(false)}>
            Leave them
          </Button>
        </span>
        {run.failure && <FailureState failure={run.failure} compact />}
      </form>
    </section>
  )
}
