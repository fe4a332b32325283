import type { ReactNode } from 'react'
import type { Input, Output } from '../../../../contract/calls.ts'
import texts from '../texts.module.css'
import styles from './leave-choices.module.css'

type Start = Input<'leavers.start'>
type ConsoleStep = NonNullable<Start['console']>[number]

/** What a person chose to become of the accounts. */
export interface Chosen {
  action: NonNullable<Start['action']>
  /** Whether they leave their groups as well. */
  groups: boolean
  /** What is to be done by hand. */
  steps: ReadonlySet<ConsoleStep>
  /** Whether removing or deleting waits until the steps by hand are ticked off. */
  wait: boolean
}

interface LeaveChoicesProps {
  choices: Output<'leavers.choices'>
  chosen: Chosen
  number: number
  onChoose: (chosen: Chosen) => void
}

/** The choices of a leaving; each says what it does, and whether there is a way back. */
export function LeaveChoices({ choices, chosen, number, onChoose }: LeaveChoicesProps) {
  const choose = (part: Partial<Chosen>) => onChoose({ ...chosen, ...part })
  const toggle = (step: ConsoleStep, on: boolean) => {
    const steps = new Set(chosen.steps)
    if (on) steps.add(step)
    else steps.delete(step)
    choose({ steps })
  }
  return (
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
              checked={chosen.action === one.action}
              disabled={!one.allowed}
              onChange={() => choose({ action: one.action })}
            />
            <Said title={one.title}>
              {one.consequence} <em>{one.undo}</em> {one.why}
            </Said>
          </label>
        ))}
      </fieldset>
      <fieldset className={styles.choiceList}>
        <legend>Also</legend>
        <label data-off={!choices.groups.allowed || undefined}>
          <input
            type="checkbox"
            checked={chosen.groups}
            disabled={!choices.groups.allowed}
            onChange={(event) => choose({ groups: event.currentTarget.checked })}
          />
          <Said title={choices.groups.title}>
            {choices.groups.consequence} <em>{choices.groups.undo}</em> {choices.groups.why}
          </Said>
        </label>
      </fieldset>
      <fieldset className={styles.choiceList}>
        <legend>By hand, in LastPass’ own console</legend>
        {choices.console.map((one) => (
          <label key={one.step}>
            <input
              type="checkbox"
              checked={chosen.steps.has(one.step)}
              onChange={(event) => toggle(one.step, event.currentTarget.checked)}
            />
            <Said title={one.title}>{one.sentence}</Said>
          </label>
        ))}
        {chosen.action !== 'disable' && chosen.steps.size > 0 && (
          <label>
            <input
              type="checkbox"
              checked={chosen.wait}
              onChange={(event) => choose({ wait: event.currentTarget.checked })}
            />
            <Said title="Wait for these">
              The account is not {chosen.action === 'remove' ? 'removed' : 'deleted'} before they are ticked off.
            </Said>
          </label>
        )}
      </fieldset>
    </>
  )
}

function Said({ title, children }: { title: string; children: ReactNode }) {
  return (
    <span className={texts.note}>
      <strong>{title}</strong> {children}
    </span>
  )
}
