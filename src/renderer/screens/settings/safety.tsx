import { Button, NumberInput, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Input, Output } from '../../../contract/calls.ts'
import { useTenant } from '../../features/session/open-company.ts'
import { fixedWords, useMay, useSeat } from '../../features/session/use-seat.ts'
import { failureOf } from '../../lib/application/client.ts'
import { act, useRead } from '../../lib/application/queries.ts'
import { toastDone } from '../../lib/toast.ts'
import { useAction } from '../../lib/use-action.ts'
import sections from '../../ui/sheets/sections.module.css'
import { FailureState } from '../../ui/states.tsx'

type Guards = Output<'guards.get'>

/** What keeps changes from doing harm; an admin seat sets it, a policy of the machine fixes parts of it. */
export function Safety() {
  const tenant = useTenant()
  const read = useRead('guards.get', {}, { enabled: tenant !== null })
  const may = useMay()
  if (tenant === null) return <p className={sections.note}>It belongs to a company; none is open.</p>
  if (read.error) return <FailureState failure={failureOf(read.error)} onRetry={() => void read.refetch()} compact />
  if (!read.data) return null
  return <Form key={JSON.stringify(read.data)} guards={read.data} mayEdit={may('guards.set')} />
}

const addresses = (text: string): string[] =>
  text
    .split(/[\s,;]+/)
    .map((one) => one.trim())
    .filter(Boolean)

function Form({ guards, mayEdit }: { guards: Guards; mayEdit: boolean }) {
  const [mine, setMine] = useState(guards.mine ?? '')
  const [guarded, setGuarded] = useState(guards.protected.join('\n'))
  const [cap, setCap] = useState(guards.cap)
  const [hold, setHold] = useState(guards.holdSeconds)
  const [second, setSecond] = useState<number | null>(guards.secondPersonAbove)
  const [reason, setReason] = useState(guards.reasonRequired)
  const off = (part: keyof Guards) => !mayEdit || guards.fixed.includes(part)
  const policy = useSeat().data?.policy.fixed ?? []
  // What is fixed and not by the policy came with the seat file.
  const by = (part: string) => (policy.some((fixed) => fixed.part === part) ? fixedWords : 'Fixed by the seat file.')
  const fixed = (part: keyof Guards, words: string) => (guards.fixed.includes(part) ? `${words} ${by(part)}` : words)
  const save = useAction(async () => {
    const all: Input<'guards.set'> = {
      mine: mine.trim() === '' ? null : mine.trim(),
      protected: addresses(guarded),
      cap,
      holdSeconds: hold,
      secondPersonAbove: second,
      reasonRequired: reason,
    }
    const free = Object.entries(all).filter(([part]) => !guards.fixed.includes(part))
    await act('guards.set', Object.fromEntries(free))
    toastDone('Kept, and noted in the journal.')
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save.run()
  }
  const number = (value: string | number, least: number) => Math.max(least, Number(value) || least)
  return (
    <form className={sections.form} onSubmit={submit}>
      {!mayEdit && <p className={sections.note}>An admin seat sets these.</p>}
      <TextInput
        label="My own account"
        description={fixed('mine', 'Nothing here can lock it out or take something from it.')}
        type="email"
        maxLength={320}
        disabled={off('mine')}
        value={mine}
        onChange={(event) => setMine(event.currentTarget.value)}
      />
      <Textarea
        label="Protected accounts"
        description={fixed(
          'protected',
          'For emergencies: one address a line. They are blocked in every plan, as the last admin is.',
        )}
        autosize
        minRows={2}
        maxRows={8}
        disabled={off('protected')}
        value={guarded}
        onChange={(event) => setGuarded(event.currentTarget.value)}
      />
      <NumberInput
        label="Ask for the typed count above"
        description={fixed('cap', 'Changes in one plan that take something away from people.')}
        min={1}
        max={10_000}
        disabled={off('cap')}
        value={cap}
        onChange={(value) => setCap(number(value, 1))}
      />
      <NumberInput
        label="Seconds before anything is sent"
        description={fixed('holdSeconds', 'The time in which everything can be called back. 0: none.')}
        min={0}
        max={60}
        disabled={off('holdSeconds')}
        value={hold}
        onChange={(value) => setHold(number(value, 0))}
      />
      <label className={sections.guard}>
        <input
          type="checkbox"
          checked={reason}
          disabled={off('reasonRequired')}
          onChange={(event) => setReason(event.currentTarget.checked)}
        />
        {fixed('reasonRequired', 'Ask for a reason or a ticket before anything is sent.')}
      </label>
      <label className={sections.guard}>
        <input
          type="checkbox"
          checked={second !== null}
          disabled={off('secondPersonAbove')}
          onChange={(event) => setSecond(event.currentTarget.checked ? Math.max(guards.cap, 10) : null)}
        />
        {fixed('secondPersonAbove', 'Larger plans need a second admin, who opens a request file and approves it.')}
      </label>
      {second !== null && (
        <NumberInput
          label="A second admin above"
          min={1}
          max={10_000}
          disabled={off('secondPersonAbove')}
          value={second}
          onChange={(value) => setSecond(number(value, 1))}
        />
      )}
      {save.failure && <FailureState failure={save.failure} compact />}
      {mayEdit && (
        <div className={sections.actions}>
          <Button type="submit" loading={save.pending}>
            Keep these safety settings
          </Button>
        </div>
      )}
    </form>
  )
}
