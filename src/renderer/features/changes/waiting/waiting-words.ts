import type { Output } from '../../../../contract/calls.ts'
import { count, plural } from '../../../lib/words/format.ts'

/** A plan that waits. */
export type WaitingPlan = Output<'changes.waiting'>['plans'][number]
type Counted = Pick<WaitingPlan, 'rows' | 'standing' | 'expired' | 'destructive'>

/** How many of its changes can still be made, by what is known here: neither made already nor impossible by now. */
export const stillToMake = ({ rows, standing }: Pick<Counted, 'rows' | 'standing'>): number =>
  rows - standing['already-done'] - standing.impossible

/** Whether everything in it is so already, so that it can be taken off the list. */
export const allMade = ({ rows, standing }: Pick<Counted, 'rows' | 'standing'>): boolean =>
  standing['already-done'] === rows

/** How much waits in all plans together, in a sentence's beginning; the number is the one on the buttons. */
export function waitingWords(plans: readonly Pick<Counted, 'rows' | 'standing'>[]): string {
  const sum = (number: (plan: Pick<Counted, 'rows' | 'standing'>) => number) =>
    plans.reduce((total, plan) => total + number(plan), 0)
  const open = sum(stillToMake)
  if (open > 0) return plural(open, 'change waits', 'changes wait')
  const impossible = sum(({ standing }) => standing.impossible)
  if (impossible > 0) return `${plural(impossible, 'change is', 'changes are')} no longer possible`
  const made = sum(({ rows }) => rows)
  return `${plural(made, 'change', 'changes')} already made`
}

/** How many of its changes waited for so long that they are not sent any more. */
export const expiredIn = ({ expired, destructive }: Pick<Counted, 'expired' | 'destructive'>): number =>
  expired ? destructive : 0

/** How many of its changes can still go. */
export const stillToSend = (plan: Counted): number => stillToMake(plan) - expiredIn(plan)

/** The button that previews anew what has expired. */
export const againWords = (plan: Counted): string => `Preview ${count(expiredIn(plan))} expired again`

/** What has expired in a plan, and what becomes of the rest. */
export function expiredWords(plan: Counted): string {
  const expired = plural(expiredIn(plan), 'change that takes', 'changes that take')
  const rest = stillToSend(plan)
  const goes = rest === 0 ? '' : ` The other ${rest === 1 ? 'one' : count(rest)} can still go.`
  return `More than 72 hours have passed: ${expired} something away can no longer be sent as planned, only previewed again.${goes}`
}
