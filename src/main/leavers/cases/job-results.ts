import type { Returned } from '../../../contract/calls.ts'
import { keyOf } from '../../text/user-key.ts'
import type { Case } from './case.ts'
import type { Step, StepState } from './steps.ts'

type JobView = Returned<'jobs.get'>
type JobRow = JobView['rows'][number]

/** Jobs that will not move on by themselves. */
const over = new Set(['done', 'cancelled'])

/** What a row of a job means for the step that it carries out. */
export function stepOf(row: JobRow, jobIsOver: boolean): Pick<Step, 'state' | 'message' | 'time'> {
  const message = row.message ?? null
  const state: StepState = row.outcome === 'waiting' ? (jobIsOver ? 'skipped' : 'planned') : row.outcome
  return {
    state,
    message: row.outcome === 'waiting' && jobIsOver ? 'Was not sent: the job was cancelled.' : message,
    time: row.time,
  }
}

/** Brings what a job did into the cases of its batch; gives the cases that changed, and whether nothing more is to come. Pure. */
export function settleJob(
  cases: readonly Case[],
  plan: string,
  { job, state, rows }: JobView,
): { changed: Case[]; open: boolean } {
  const jobIsOver = over.has(state)
  // One plan has one row for each person.
  const byKey = new Map(rows.map((row) => [keyOf(row.change.username), row]))
  const changed: Case[] = []
  for (const one of cases) {
    const row = byKey.get(keyOf(one.username))
    if (row === undefined) continue
    const undo = one.undo.map((each) =>
      each.plan === plan ? { ...each, job: job.id, confirmed: row.outcome === 'confirmed' ? row.time : null } : each,
    )
    const steps = one.steps.map(
      (step): Step =>
        step.plan === plan && step.state !== 'not-needed' && step.state !== 'blocked'
          ? { ...step, ...stepOf(row, jobIsOver), job: job.id }
          : step,
    )
    const next = { ...one, undo, steps, ...endsOf(steps, one) }
    if (JSON.stringify(next) !== JSON.stringify(one)) changed.push(next)
  }
  const open = !jobIsOver || rows.some(({ outcome }) => outcome === 'sent' || outcome === 'unknown')
  return { changed, open }
}

/** When the account was confirmed disabled, and when confirmed gone. */
export function endsOf(
  steps: readonly Step[],
  before: Pick<Case, 'disabled' | 'ended'>,
): Pick<Case, 'disabled' | 'ended'> {
  const timeOf = (kinds: readonly Step['kind'][]) =>
    steps.find(({ kind, state }) => kinds.includes(kind) && state === 'confirmed')?.time ?? null
  return { disabled: timeOf(['disable']) ?? before.disabled, ended: timeOf(['remove', 'delete']) ?? before.ended }
}
