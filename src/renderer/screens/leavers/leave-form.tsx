import { Button, TextInput } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { Input, Output } from '../../../contract/calls.ts'
import type { Failure } from '../../../contract/failure.ts'
import { showPlan } from '../../changes/flow.ts'
import { failureOf } from '../../lib/client.ts'
import { count, people, plural } from '../../lib/format.ts'
import { act, useRead } from '../../lib/queries.ts'
import { FailureState } from '../../ui/states.tsx'
import { closeCases, openCases } from './close-cases.tsx'
import styles from './leavers.module.css'
import type { PartProps } from './part.ts'
import { sourceOf } from './sources.ts'

type Start = Input<'leavers.start'>
type Action = NonNullable<Start['action']>
type ConsoleStep = NonNullable<Start['console']>[number]

const verbs: Record<Action, (number: number) => string> = {
  disable: (number) => `Preview: disable ${people(number)}`,
  remove: (number) => `Preview: disable ${people(number)}, then remove`,
  delete: (number) => `Preview: disable ${people(number)}, then delete`,
}

interface LeaveFormProps extends PartProps {
  list: string
  people: number
  undecided: number
  impact: Output<'leavers.impact'> | undefined
}

/** What is lost, what becomes of the accounts, and why; then the plan. Each choice says what it does. */
export function LeaveForm({ list, people: number, undecided, impact, go }: LeaveFormProps) {
  const choices = useRead('leavers.choices', {}).data
  const [action, setAction] = useState<Action>('disable')
  const [groups, setGroups] = useState(false)
  const [steps, setSteps] = useState<ReadonlySet<ConsoleStep>>(new Set(['end-sessions']))
  const [wait, setWait] = useState(true)
  const [why, setWhy] = useState({ reason: '', ticket: '', requestedBy: '', requestedAt: '' })
  const [short, setShort] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  /** The batch that was previewed from here and not sent. */
  const unsent = useRef<string | null>(null)
  const comparison = sourceOf(list)?.comparison
  const able = number > 0 && !busy && choices?.actions.find((one) => one.action === action)?.allowed === true

  const preview = async () => {
    setBusy(true)
    setFailure(null)
    const given = Object.fromEntries(
      (['reason', 'ticket', 'requestedBy'] as const).flatMap((key) =>
        why[key].trim() ? [[key, why[key].trim()]] : [],
      ),
    )
    try {
      // What was previewed before and not sent is not left behind beside the new plan.
      if (unsent.current !== null) await closeCases(await openCases(unsent.current), 'Planned anew with other choices.')
      unsent.current = null
      const started = await act('leavers.start', {
        list,
        action,
        removeFromGroups: groups,
        console: [...steps],
        waitForConsole: wait,
        ...given,
        ...(why.requestedAt ? { requestedAt: new Date(why.requestedAt).toISOString() } : {}),
        ...(comparison ? { comparison, acceptShort: short } : {}),
      })
      const opened = () => {
        unsent.current = null
        go({ part: 'cases', batch: started.batch })
      }
      unsent.current = started.batch
      if (started.plan === null) opened()
      else showPlan({ plan: started.plan, batch: started.batch, onSent: opened })
    } catch (error) {
      setFailure(failureOf(error))
    } finally {
      setBusy(false)
    }
  }
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isPreview = event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.repeat
      if (!isPreview || !able || event.defaultPrevented || document.querySelector('[role="dialog"]')) return
      event.preventDefault()
      void preview()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })
  const text = (key: keyof typeof why, label: string, type = 'text') => (
    <TextInput
      label={label}
      type={type}
      maxLength={key === 'reason' ? 1000 : 200}
      value={why[key]}
      onChange={(event) => {
        const { value } = event.currentTarget
        setWhy((before) => ({ ...before, [key]: value }))
      }}
    />
  )

  return (
    <aside className={styles.form} aria-label="What leaving does, and the plan">
      <div className={styles.formBody}>
        <section>
          <h2>What leaving does</h2>
          {impact ? <Losses impact={impact} list={list} go={go} /> : <p className={styles.note}>Weighing</p>}
        </section>
        {choices && (
          <>
            <fieldset className={styles.choiceList}>
              <legend>What becomes of the {number === 1 ? 'account' : 'accounts'}</legend>
              {choices.actions.map((one) => (
                <label
                  key={one.action}
                  data-off={!one.allowed || undefined}
                  data-final={one.action !== 'disable' || undefined}
                >
                  <input
                    type="radio"
                    name="action"
                    checked={action === one.action}
                    disabled={!one.allowed}
                    onChange={() => setAction(one.action)}
                  />
                  <span className={styles.said}>
                    <strong>{one.title}</strong> {one.consequence} <em>{one.undo}</em> {one.why}
                  </span>
                </label>
              ))}
            </fieldset>
            <fieldset className={styles.choiceList}>
              <legend>Also</legend>
              <label data-off={!choices.groups.allowed || undefined}>
                <input
                  type="checkbox"
                  checked={groups}
                  disabled={!choices.groups.allowed}
                  onChange={(event) => setGroups(event.currentTarget.checked)}
                />
                <span className={styles.said}>
                  <strong>{choices.groups.title}</strong> {choices.groups.consequence} <em>{choices.groups.undo}</em>{' '}
                  {choices.groups.why}
                </span>
              </label>
            </fieldset>
            <fieldset className={styles.choiceList}>
              <legend>By hand, in LastPass’ own console</legend>
              {choices.console.map((one) => (
                <label key={one.step}>
                  <input
                    type="checkbox"
                    checked={steps.has(one.step)}
                    onChange={(event) => {
                      const next = new Set(steps)
                      if (event.currentTarget.checked) next.add(one.step)
                      else next.delete(one.step)
                      setSteps(next)
                    }}
                  />
                  <span className={styles.said}>
                    <strong>{one.title}</strong> {one.sentence}
                  </span>
                </label>
              ))}
              {action !== 'disable' && steps.size > 0 && (
                <label>
                  <input type="checkbox" checked={wait} onChange={(event) => setWait(event.currentTarget.checked)} />
                  <span className={styles.said}>
                    <strong>Wait for these</strong> The account is not {action === 'remove' ? 'removed' : 'deleted'}{' '}
                    before they are ticked off.
                  </span>
                </label>
              )}
            </fieldset>
          </>
        )}
        <section className={styles.why} aria-label="For the record">
          <h2>For the record</h2>
          {text('reason', 'Reason or note')}
          <div className={styles.pair}>
            {text('ticket', 'Ticket')}
            {text('requestedBy', 'Who asked')}
          </div>
          {text('requestedAt', 'Asked on', 'datetime-local')}
          {choices && (
            <p className={styles.note}>
              On day {choices.checkDays.join(', ')} after, each account is looked at again: still disabled, no login
              since?
            </p>
          )}
        </section>
      </div>
      <footer className={styles.formFoot}>
        {failure && <FailureState failure={failure} compact />}
        {failure?.code === 'suspicious' && (
          <label className={styles.tick}>
            <input type="checkbox" checked={short} onChange={(event) => setShort(event.currentTarget.checked)} />
            The staff list is right, though it is short
          </label>
        )}
        {undecided > 0 && (
          <p className={styles.warn}>
            {plural(undecided, 'row has', 'rows have')} to be decided; until then they are left out.
          </p>
        )}
        <Button
          fullWidth
          disabled={!able}
          loading={busy}
          title="Ctrl+Enter. Nothing is sent yet"
          onClick={() => void preview()}
        >
          {number === 0 ? 'Nobody to disable yet' : verbs[action](number)}
        </Button>
      </footer>
    </aside>
  )
}

function Losses({ impact, list, go }: Pick<PartProps, 'go'> & { impact: Output<'leavers.impact'>; list: string }) {
  const facts: [string, string, boolean, (() => void) | null][] = [
    [
      'Active admins left',
      impact.admins.left === impact.admins.now
        ? `${count(impact.admins.left)}, as now`
        : `${count(impact.admins.left)} of ${count(impact.admins.now)}`,
      impact.admins.left === 0 || impact.admins.left < impact.admins.now,
      null,
    ],
    [
      'Folders without an administrator',
      count(impact.foldersWithoutAdmin),
      impact.foldersWithoutAdmin > 0,
      () => go({ list, view: 'folders' }, { replace: true }),
    ],
    [
      'Folders without anybody',
      count(impact.foldersWithoutMember),
      impact.foldersWithoutMember > 0,
      () => go({ list, view: 'folders' }, { replace: true }),
    ],
    ['Accounts that a directory seems to own', count(impact.directoryOwned), impact.directoryOwned > 0, null],
  ]
  return (
    <>
      <dl className={styles.losses}>
        {facts.map(([term, value, warn, show]) => (
          <div key={term} data-warn={warn || undefined}>
            <dt>{term}</dt>
            <dd className="numbers">
              {show && warn ? (
                <button type="button" className={styles.lossLink} onClick={show}>
                  {value}
                </button>
              ) : (
                value
              )}
            </dd>
          </div>
        ))}
      </dl>
      {impact.directoryOwned > 0 && (
        <p className={styles.note}>Disable those in the directory too, or it may enable them again.</p>
      )}
      {impact.leftOut.length > 0 && (
        <details className={styles.note}>
          <summary>{people(impact.leftOut.length)} left out</summary>
          <ul>
            {impact.leftOut.slice(0, 50).map((one) => (
              <li key={one.username}>
                {one.username}: {one.reason}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}
