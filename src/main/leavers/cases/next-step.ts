import type { Change } from '../../../contract/change.ts'
import type { Changes } from '../../changes/changes.ts'
import { keyOf } from '../../text/user-key.ts'
import { type Batch, type Case, endedAt, latestOf } from './case.ts'
import { changeOf, nextStep, type Step } from './steps.ts'

/** What is next for the people of a batch. */
export interface Next {
  changes: Change[]
  /** Whose step is in the plan: its index in the case's steps, beside `changes`. */
  steps: { one: Case; index: number }[]
  /** `under`: the step is under way, and stays as it is. */
  held: { one: Case; index: number; under: boolean; reason: string }[]
}

/** Whether somebody brings the account back, or has: then nothing goes on, unless it was disabled once more. */
function isUndone(one: Case): boolean {
  const latest = latestOf(one)
  return latest === null ? one.undo.length > 0 : latest.kind !== 'disabled'
}

/** Gathers everybody's next step; who may not go on yet is held, with the reason. Pure. */
export function gatherNext(cases: readonly Case[], { waitForConsole }: Pick<Batch, 'waitForConsole'>): Next {
  const next: Next = { changes: [], steps: [], held: [] }
  for (const one of cases) {
    if (isUndone(one) || endedAt(one) !== null || one.closed !== null) continue
    const found = nextStep(one.steps, waitForConsole)
    if (found === null) continue
    const { index, step, under, reason } = found
    const change = changeOf(step, one.username, one.groupsBefore)
    if (reason !== null) next.held.push({ one, index, under, reason })
    else if (change !== null) {
      next.changes.push(change)
      next.steps.push({ one, index })
    }
  }
  return next
}

type PlanRows = Awaited<ReturnType<Changes['plans']['plan']>>['rows']

/** A case with one step replaced. */
export const withStep = (one: Case, index: number, part: Partial<Step>): Case => ({
  ...one,
  steps: one.steps.map((step, at) => (at === index ? { ...step, ...part } : step)),
})

/** Notes in the cases which plan their next steps are in, and what the preview said of them. Pure. */
export function notePlan({ steps, held }: Next, plan: string, rows: PlanRows, time: string): Case[] {
  const byKey = new Map(rows.map((row) => [keyOf(row.change.username), row]))
  const planned = steps.map(({ one, index }): Case => {
    const row = byKey.get(keyOf(one.username))
    if (row === undefined)
      return withStep(one, index, { state: 'blocked', message: 'Was not in the preview.', time, plan, job: null })
    const message = row.reason ?? null
    if (row.verdict === 'change')
      return withStep(one, index, { state: 'planned', message: row.warning ?? null, time, plan, job: null })
    if (row.verdict === 'blocked') return withStep(one, index, { state: 'blocked', message, time, plan, job: null })
    const done = { state: 'not-needed', message: message ?? 'No change was needed.', time, plan, job: null } as const
    const next = withStep(one, index, done)
    // After-checks count from when it was seen, since nobody knows when it was done.
    return one.steps[index]?.kind === 'disable' ? { ...next, disabled: time } : next
  })
  return [
    ...planned,
    ...held
      .filter(({ under }) => !under)
      .map(({ one, index, reason }) => withStep(one, index, { state: 'held', message: reason })),
  ]
}

/** Takes steps out of a plan that will not be sent. Pure. */
export const unplan = (cases: readonly Case[], plan: string): Case[] =>
  cases
    .filter((one) => one.steps.some((step) => step.plan === plan && step.state === 'planned'))
    .map((one) => ({
      ...one,
      steps: one.steps.map(
        (step): Step =>
          step.plan === plan && step.state === 'planned'
            ? { ...step, state: 'waiting', plan: null, message: null }
            : step,
      ),
    }))
