import { Button, TextInput } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { Output } from '../../../../contract/calls.ts'
import type { Failure } from '../../../../contract/failure.ts'
import { showPlan } from '../../../features/changes/open-dialogs.ts'
import layout from '../../../features/people-list/list-layout.module.css'
import { sourceOf } from '../../../features/people-list/sources.ts'
import texts from '../../../features/people-list/texts.module.css'
import { failureOf } from '../../../lib/application/client.ts'
import { act, useRead } from '../../../lib/application/queries.ts'
import { listed, people, plural } from '../../../lib/words/format.ts'
import { keyName } from '../../../lib/words/key-names.ts'
import { FailureState } from '../../../ui/states.tsx'
import { closeCases, openCases } from '../cases/close-cases.tsx'
import { forgetList, type PartProps } from '../screen-part.ts'
import { type Chosen, LeaveChoices } from './leave-choices.tsx'
import styles from './leave-form.module.css'
import { noteOf } from './left-out-words.ts'
import { Losses } from './losses.tsx'

const verbs: Record<Chosen['action'], (number: number) => string> = {
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
  const reasonRequired = useRead('guards.get', {}).data?.reasonRequired ?? false
  const [chosen, setChosen] = useState<Chosen>({
    action: 'disable',
    groups: false,
    steps: new Set(['end-sessions']),
    wait: true,
  })
  const { action } = chosen
  const [why, setWhy] = useState({ reason: '', ticket: '', requestedBy: '', requestedAt: '' })
  const [short, setShort] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  /** The batch that was previewed from here and not sent. */
  const unsent = useRef<string | null>(null)
  const comparison = sourceOf(list)?.comparison
  const reasoned = !reasonRequired || why.reason.trim() !== '' || why.ticket.trim() !== ''
  const able =
    number > 0 && reasoned && !busy && choices?.actions.find((one) => one.action === action)?.allowed === true

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
      if (unsent.current !== null)
        await closeCases(await openCases(unsent.current), 'Planned again with other choices.')
      unsent.current = null
      const started = await act('leavers.start', {
        list,
        action,
        removeFromGroups: chosen.groups,
        console: [...chosen.steps],
        waitForConsole: chosen.wait,
        ...given,
        ...(why.requestedAt ? { requestedAt: new Date(why.requestedAt).toISOString() } : {}),
        ...(comparison ? { comparison, acceptShort: short } : {}),
      })
      const opened = () => {
        unsent.current = null
        forgetList()
        go({ part: 'cases', batch: started.batch })
      }
      unsent.current = started.batch
      if (started.plan === null) opened()
      else showPlan({ plan: started.plan, batch: started.batch, onSent: opened, ...(await noteOf(started.batch)) })
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
        <section className={styles.why} aria-label="For the record">
          <h2>For the record</h2>
          {reasonRequired && <p className={texts.note}>A reason or a ticket is asked for here.</p>}
          {text('reason', 'Reason or note')}
          <div className={styles.pair}>
            {text('ticket', 'Ticket')}
            {text('requestedBy', 'Who asked')}
          </div>
          {text('requestedAt', 'Asked on', 'datetime-local')}
          {choices && (
            <p className={texts.note}>
              On days {listed(choices.checkDays.map(String))} after, each account is checked again: still disabled, and
              no login since?
            </p>
          )}
        </section>
        <section>
          <h2>What leaving does</h2>
          {impact ? <Losses impact={impact} list={list} go={go} /> : <p className={texts.note}>Weighing</p>}
        </section>
        {choices && <LeaveChoices choices={choices} chosen={chosen} number={number} onChoose={setChosen} />}
      </div>
      <footer className={styles.formFoot}>
        {failure && <FailureState failure={failure} compact />}
        {failure?.code === 'suspicious' && (
          <label className={layout.tick}>
            <input type="checkbox" checked={short} onChange={(event) => setShort(event.currentTarget.checked)} />
            The staff list is right, though it is short
          </label>
        )}
        {undecided > 0 && (
          <p className={texts.warn}>
            <button
              type="button"
              className={texts.link}
              onClick={() => go({ list, result: 'choose' }, { replace: true })}
            >
              {plural(undecided, 'row has', 'rows have')} to be decided
            </button>
            ; until then {undecided === 1 ? 'it is' : 'they are'} left out.
          </p>
        )}
        <Button
          fullWidth
          disabled={!able}
          loading={busy}
          title={`${keyName('Mod Enter')}. Nothing is sent yet`}
          onClick={() => void preview()}
        >
          {number === 0
            ? 'Nobody to disable yet'
            : reasoned
              ? verbs[action](number)
              : 'Give a reason or a ticket first'}
        </Button>
      </footer>
    </aside>
  )
}
