import type { ReactNode } from 'react'
import type { Input, Output } from '../../../../contract/calls.ts'
import texts from '../../../features/people-list/texts.module.css'
import { listed } from '../../../lib/words/format.ts'
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
  const forbidden = [...choices.actions, choices.groups].flatMap(({ allowed, title }) =>
    allowed ? [] : [title.toLowerCase()],
  )
  return (
    <>
      <fieldset className={styles.choiceList}>
        <legend>What becomes of the {number === 1 ? 'account' : 'accounts'}</legend>
        {choices.actions
          .filter(({ allowed }) => allowed)
          .map((one) => (
            <label key={one.action} data-final={one.action !== 'disable' || undefined}>
              <input
                type="radio"
                name="action"
                checked={chosen.action === one.action}
                onChange={() => choose({ action: one.action })}
              />
              <Said title={one.title} open={chosen.action === one.action}>
                {one.consequence} <em>{one.undo}</em>
              </Said>
            </label>
          ))}
      </fieldset>
      {choices.groups.allowed && (
        <fieldset className={styles.choiceList}>
          <legend>Also</legend>
          <label>
            <input
              type="checkbox"
              checked={chosen.groups}
              onChange={(event) => choose({ groups: event.currentTarget.checked })}
            />
            <Said title={choices.groups.title} open={chosen.groups}>
              {choices.groups.consequence} <em>{choices.groups.undo}</em>
            </Said>
          </label>
        </fieldset>
      )}
      {forbidden.length > 0 && (
        <p className={texts.note}>Not with this workstation’s seat: {listed(forbidden)}. An admin seat can.</p>
      )}
      <fieldset className={styles.choiceList}>
        <legend>By hand, in LastPass’ own console</legend>
        {choices.console.map((one) => (
          <label key={one.step}>
            <input
              type="checkbox"
              checked={chosen.steps.has(one.step)}
              onChange={(event) => toggle(one.step, event.currentTarget.checked)}
            />
            <Said title={one.title} open={chosen.steps.has(one.step)}>
              {one.sentence}
            </Said>
          </label>
        ))}
        {chosen.action !== 'disable' && chosen.steps.size > 0 && (
          <label>
            <input
              type="checkbox"
              checked={chosen.wait}
              onChange={(event) => choose({ wait: event.currentTarget.checked })}
            />
            <Said title="Wait for these" open>
              The account is not {chosen.action === 'remove' ? 'removed' : 'deleted'} before they are ticked off.
            </Said>
          </label>
        )}
      </fieldset>
    </>
  )
}

/** A choice by its name; what it does is folded away until it is chosen or pointed at. */
function Said({ title, open, children }: { title: string; open: boolean; children: ReactNode }) {
  return (
    <span className={texts.note} data-open={open || undefined}>
      <strong>{title}</strong> <span className={styles.said}>{children}</span>
    </span>
  )
}
