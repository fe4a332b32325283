import { Button, Tabs, TextInput } from '@mantine/core'
import { IconClockHour4, IconLock } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { failureOf } from '../../../lib/application/client.ts'
import { act, useRead } from '../../../lib/application/queries.ts'
import { toastDone } from '../../../lib/toast.ts'
import { useAction } from '../../../lib/use-action.ts'
import { absolute } from '../../../lib/words/format.ts'
import { isMac, keyName } from '../../../lib/words/key-names.ts'
import { FailureState } from '../../../ui/states.tsx'
import { RelativeTime } from '../../../ui/time.tsx'
import { useTenant } from '../../session/open-company.ts'
import { useMay } from '../../session/use-seat.ts'
import parts from '../dialog-parts.module.css'
import { watchJob } from '../job/job-toast.tsx'
import { applyLabel, kindWords } from '../kind-words.ts'
import { closePlan, type PlanAsked, showPlan } from '../open-dialogs.ts'
import { enableChanges, useWriting } from '../safe-mode/safe-mode.tsx'
import texts from '../texts.module.css'
import { restWords } from '../words.ts'
import { AskSecond, Decide } from './approval.tsx'
import { usePlanKinds } from './plan-kinds.ts'
import { gaveReason, PlanReason, type ReasonGiven } from './plan-reason.tsx'
import { PlanRequests } from './plan-requests.tsx'
import { PlanRows } from './plan-rows.tsx'
import styles from './plan-view.module.css'

/** What was typed, without spaces around it; a count also as it is written out: "1,000" is 1000. */
const asTyped = (typed: string, asked: string | null): string =>
  asked !== null && /^\d+$/.test(asked) ? typed.replace(/[\s,.’']/g, '') : typed.trim()

interface PlanViewProps {
  plan: string
  asked: PlanAsked
  onTitle: (title: string) => void
}

/** One plan: verdict per row, the exact requests, what is asked of the person, and the button that sends it. */
export function PlanView({ plan: id, asked, onTitle }: PlanViewProps) {
  const seesRequests = useMay()('changes.requests')
  const { enabled } = useWriting()
  const tenant = useTenant()
  const read = useRead('changes.plan', { plan: id, limit: 0 }, { keep: true })
  const plan = read.data
  const { kinds, only } = usePlanKinds(id, plan?.counts.change ?? 0)
  const [typed, setTyped] = useState('')
  const [fewer, setFewer] = useState(false)
  const [why, setWhy] = useState<ReasonGiven | null>(null)
  const reason = why ?? plan?.reason ?? {}
  const [approved, setApproved] = useState(false)
  const { request } = asked
  const title = plan?.title
  const confirmField = useRef<HTMLInputElement>(null)
  const applyButton = useRef<HTMLButtonElement>(null)
  const enableButton = useRef<HTMLButtonElement>(null)
  const closeButton = useRef<HTMLButtonElement>(null)
  const asks = plan != null && plan.confirm !== null && plan.counts.change > 0
  // Where the person has to act next. Again once changes are enabled: the button that had the focus is gone.
  const known = plan !== undefined
  useEffect(() => {
    if (!known) return
    const next = asks ? confirmField.current : enabled ? applyButton.current : enableButton.current
    ;(next?.disabled ? closeButton.current : (next ?? closeButton.current))?.focus()
  }, [known, asks, enabled])
  useEffect(() => {
    if (title) onTitle(title)
  }, [title, onTitle])

  const sent = plan?.counts.change ?? 0
  const said = asTyped(typed, plan?.confirm ?? null)
  const confirmed = !plan?.confirm || said.toLowerCase() === plan.confirm.toLowerCase()
  // Who asks gave a reason, and it stays theirs.
  const saidBefore = request !== undefined && gaveReason(request.reason)
  const reasoned = !plan?.reasonRequired || asked.batch !== undefined || saidBefore || gaveReason(reason)
  const may =
    plan !== undefined &&
    sent > 0 &&
    confirmed &&
    reasoned &&
    (request ? approved : !plan.needsSecondPerson) &&
    (plan.stopped === null || fewer)

  const send = useAction(async () => {
    const confirm = said === '' ? {} : { confirm: said }
    const { job } =
      asked.batch === undefined
        ? await act('changes.apply', { plan: id, ...confirm, ...reason, acceptFewer: fewer })
        : await act('leavers.apply', { batch: asked.batch, ...confirm })
    asked.onSent?.(job)
    watchJob(job)
    const [next, ...then] = asked.then ?? []
    if (next === undefined) closePlan()
    else showPlan({ plan: next, then })
  })
  const { run } = send

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.repeat) return
      event.preventDefault()
      if (!enabled) void enableChanges()
      else if (may) void run()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [enabled, may, run])

  const keep = useAction(async () => {
    await act('changes.keep', { plan: id, ...reason })
    toastDone('Kept. It waits at the bottom of the window and under Changes; nothing is sent.')
    closePlan()
  })
  const failure = send.failure ?? keep.failure

  if (read.error) return <FailureState failure={failureOf(read.error)} compact />
  if (!plan) return null
  const fixed = request !== undefined || asked.batch !== undefined
  const rows = <PlanRows plan={id} counts={plan.counts} impact={plan.impact} fixed={fixed} />
  const note = typeof asked.note === 'function' ? asked.note(plan) : asked.note
  const final = [...kinds].some((kind) => kindWords[kind].weight === 'final')
  return (
    <>
      {[note, restWords(plan.counts)].map(
        (line) =>
          line && (
            <p key={line} className={parts.strip} data-tone="amber">
              {line}
            </p>
          ),
      )}
      <p className={texts.quiet}>
        {plan.asOf === null ? (
          'Nothing has been read from LastPass yet.'
        ) : (
          <>
            Compared with what LastPass said{' '}
            <span title={absolute(plan.asOf)}>
              <RelativeTime instant={plan.asOf} />
            </span>
            . Each account is read again after it was changed. Looking sends nothing.
          </>
        )}
        {plan.expires && (
          <span className={texts.warn}>
            {' '}
            <IconClockHour4 size={13} aria-hidden /> Waits until {absolute(plan.expires)}.
          </span>
        )}
      </p>
      {seesRequests ? (
        <Tabs defaultValue="words" keepMounted={false} className={styles.planTabs}>
          <Tabs.List>
            <Tabs.Tab value="words">In words</Tabs.Tab>
            <Tabs.Tab value="requests">Exact API requests</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="words" className={styles.planPanel}>
            {rows}
          </Tabs.Panel>
          <Tabs.Panel value="requests" className={styles.planPanel}>
            <PlanRequests plan={id} />
          </Tabs.Panel>
        </Tabs>
      ) : (
        <div className={styles.planPanel}>{rows}</div>
      )}

      {sent > 0 && asked.batch === undefined && !saidBefore && (
        <PlanReason value={reason} onChange={setWhy} required={plan.reasonRequired} />
      )}
      {plan.stopped && (
        <label className={parts.strip} data-tone="amber">
          <input type="checkbox" checked={fewer} onChange={(event) => setFewer(event.currentTarget.checked)} />
          <span>
            <strong>{plan.stopped}</strong> Tick this if the shorter list is right; otherwise go back and check it.
          </span>
        </label>
      )}
      {plan.needsSecondPerson && request === undefined && <AskSecond plan={id} reason={reason} reasoned={reasoned} />}
      {request && !approved && (
        <Decide
          plan={id}
          request={request}
          onDecided={(yes) => {
            if (yes) setApproved(true)
            else closePlan()
          }}
        />
      )}
      {failure && <FailureState failure={failure} compact />}
      {sent > 0 && !enabled && (
        <div className={parts.strip} data-tone="slate">
          <IconLock size={16} stroke={1.8} aria-hidden />
          <span>
            <strong>Provost is read-only, as at every start.</strong> Nothing can be sent until you enable changes.
          </span>
          <Button ref={enableButton} variant="default" onClick={() => void enableChanges()}>
            Enable changes
          </Button>
        </div>
      )}
      <footer className={parts.footer}>
        {plan.confirm !== null && sent > 0 && (
          <TextInput
            className={styles.confirm}
            label={plan.confirmWords ?? `Type ${plan.confirm}`}
            autoComplete="off"
            spellCheck={false}
            data-autofocus
            ref={confirmField}
            maxLength={400}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        {sent > 0 && tenant && (
          <p className={styles.company}>
            Sent to <strong>{tenant.label}</strong>
            {tenant.kind === 'demo' ? ', the made-up company' : `, account ${tenant.cid}`}
          </p>
        )}
        <div className={parts.footerActions}>
          <Button ref={closeButton} variant="default" onClick={closePlan}>
            Close
          </Button>
          {sent > 0 && plan.firstPassword !== true && (
            <Button variant="default" loading={keep.pending} onClick={() => void keep.run()}>
              Keep for later
            </Button>
          )}
          <Button
            ref={applyButton}
            className={styles.apply}
            color={final ? 'red' : undefined}
            data-key={sent > 0 ? keyName('Mod Enter') : undefined}
            // Enter that is still held from the menu must not send.
            onKeyDown={(event) => event.repeat && event.preventDefault()}
            disabled={!may || !enabled}
            loading={send.pending}
            title={`${keyName('Mod Enter')}. Nothing leaves before the hold is over; it can be called back until then.`}
            aria-keyshortcuts={isMac ? 'Meta+Enter' : 'Control+Enter'}
            onClick={() => void run()}
          >
            {sent === 0 ? 'Nothing to send' : applyLabel(kinds, sent, only)}
          </Button>
        </div>
      </footer>
    </>
  )
}
