import type { z } from 'zod'
import type { Change } from '../../../contract/change.ts'
import type { CaseDetail } from '../../../contract/leaver-case.ts'
import { actionWords, consoleWords, groupsWords } from './choices.ts'

type Detail = z.output<typeof CaseDetail>
type Shown = Detail['steps'][number]
export type Action = Detail['action']
export type ConsoleStep = NonNullable<Shown['consoleStep']>
export type StepState = Shown['state']

/** One step of a case as kept. */
export interface Step {
  kind: Shown['kind']
  consoleStep: ConsoleStep | null
  /** Whether the steps before have to be confirmed first. */
  gated: boolean
  state: StepState
  message: string | null
  time: string | null
  plan: string | null
  job: string | null
}

/** What was chosen for a batch. */
export interface Choice {
  action: Action
  removeFromGroups: boolean
  console: readonly ConsoleStep[]
  waitForConsole: boolean
}

/** What became of a step, in words. */
export const stateWords: Readonly<Record<StepState, string>> = {
  waiting: 'comes later',
  held: 'waits for an earlier step',
  planned: 'planned, not sent',
  sent: 'sent, being checked',
  confirmed: 'confirmed',
  failed: 'failed',
  unknown: 'outcome unknown',
  skipped: 'not sent',
  'not-needed': 'not needed',
  blocked: 'blocked',
  'by-hand': 'by hand, not ticked off',
  'done-by-hand': 'done by hand',
}

const fresh = (kind: Step['kind'], more: Partial<Step> = {}): Step => ({
  kind,
  consoleStep: null,
  gated: false,
  state: 'waiting',
  message: null,
  time: null,
  plan: null,
  job: null,
  ...more,
})

/** The steps of one person's leaving, in order. Disabling comes first, whatever comes after: it has a way back. */
export function makeSteps(choice: Choice, groups: readonly string[]): Step[] {
  const steps = [fresh('disable')]
  if (choice.removeFromGroups)
    steps.push(
      fresh('groups', {
        gated: true,
        ...(groups.length === 0 ? { state: 'not-needed' as const, message: 'Is in no group.' } : {}),
      }),
    )
  for (const consoleStep of new Set(choice.console)) steps.push(fresh('console', { consoleStep, state: 'by-hand' }))
  if (choice.action !== 'disable') steps.push(fresh(choice.action, { gated: true }))
  steps.push(fresh('rotation', { state: 'by-hand' }))
  return steps
}

const isChange = ({ kind }: Step) => kind !== 'console' && kind !== 'rotation'
/** Whether a step is over, so that the next may follow. */
export const isOver = ({ state }: Step): boolean =>
  state === 'confirmed' || state === 'not-needed' || state === 'done-by-hand'

/** States from which a step can be planned, again or for the first time. */
const plannable: ReadonlySet<StepState> = new Set(['waiting', 'held', 'blocked', 'failed', 'skipped'])

/** What comes next for somebody: the first change that is not over, and why it may not be taken yet (null: it may). */
export function nextStep(
  steps: readonly Step[],
  waitForConsole: boolean,
): { index: number; step: Step; under: boolean; reason: string | null } | null {
  // The first: no change is ever taken before every change before it is confirmed.
  const index = steps.findIndex((step) => isChange(step) && !isOver(step))
  const step = steps[index]
  if (step === undefined) return null
  if (!plannable.has(step.state))
    return { index, step, under: true, reason: `"${titleOf(step)}" is under way and not confirmed.` }
  const open = steps.slice(0, index).find((each) => each.kind === 'console' && !isOver(each))
  const waits = waitForConsole && (step.kind === 'remove' || step.kind === 'delete') && open !== undefined
  return { index, step, under: false, reason: waits ? `"${titleOf(open)}" is not ticked off.` : null }
}

/** The change that a step sends. */
export function changeOf(step: Step, username: string, groups: readonly string[]): Change | null {
  switch (step.kind) {
    case 'disable':
    case 'remove':
    case 'delete':
      return { kind: step.kind, username }
    case 'groups':
      // 500: the most that one change of groups can name; who is in more needs a second round.
      return { kind: 'groups', username, add: [], remove: groups.slice(0, 500) }
    case 'console':
    case 'rotation':
      return null
  }
}

/** What a step is called where people see it. */
export function titleOf({ kind, consoleStep }: Pick<Step, 'kind' | 'consoleStep'>): string {
  if (kind === 'console') return consoleWords[consoleStep ?? 'end-sessions'].title
  if (kind === 'rotation') return 'Change the passwords that the person could reach'
  return kind === 'groups' ? groupsWords.title : actionWords[kind].title
}

/** What a step does, in plain words. */
export function consequenceOf({ kind, consoleStep }: Pick<Step, 'kind' | 'consoleStep'>): string {
  if (kind === 'console') return consoleWords[consoleStep ?? 'end-sessions'].sentence
  if (kind === 'rotation')
    return 'A disabled account no longer opens the vault, but what the person remembers or copied still works until it is changed.'
  return kind === 'groups' ? groupsWords.consequence : actionWords[kind].consequence
}
