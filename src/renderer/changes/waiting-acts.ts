import { notifications } from '@mantine/notifications'
import type { Output } from '../../contract/calls.ts'
import { call, failureOf } from '../lib/client.ts'
import { absolute, plural } from '../lib/format.ts'
import { act } from '../lib/queries.ts'
import { showPlan } from './flow.ts'
import { watchJob } from './job-toast.tsx'

/** A plan that waits. */
export type WaitingPlan = Output<'changes.waiting'>['plans'][number]

/** How many of its changes are still to be made, by what is known here. */
export const stillToMake = ({ rows, standing }: Pick<WaitingPlan, 'rows' | 'standing'>): number =>
  rows - standing['already-done']

/** Drops a plan that waits; it can be previewed anew. */
export async function discardPlan(plan: string): Promise<void> {
  try {
    await act('changes.discard', { plan })
    notifications.show({ message: 'Discarded. Nothing was sent.' })
  } catch (error) {
    notifications.show({ color: 'red', title: 'It was not discarded', message: failureOf(error).message })
  }
}

/** Takes what is so already off a plan that waits, and the plan off the list when nothing is left. */
export async function dropDone(plan: string): Promise<void> {
  try {
    const { dropped, left, read, asOf } = await act('changes.dropDone', { plan })
    const rest = left === 0 ? 'Nothing was left to send.' : `${plural(left, 'change waits', 'changes wait')} still.`
    const by =
      read || asOf === null
        ? ''
        : ` LastPass could not be asked: this is by what was read from it on ${absolute(asOf)}.`
    notifications.show({ message: `${plural(dropped, 'change was', 'changes were')} done already. ${rest}${by}` })
  } catch (error) {
    notifications.show({ color: 'red', title: 'Nothing was taken off', message: failureOf(error).message })
  }
}

/**
 * Sends a waiting plan at once where every row is as it was seen, no more are open than the list says, and nothing in it takes
 * something away; otherwise shows it.
 */
export async function applyWaiting(waiting: WaitingPlan): Promise<void> {
  const { plan, title } = waiting
  const show = () => showPlan({ plan, title, compare: true })
  try {
    const { enabledUntil } = await call('writing.state', {})
    if (enabledUntil === null) return show()
    const { rows } = await act('changes.compare', { plan })
    const open = rows.filter(({ kind }) => kind !== 'already-done')
    if (open.length === 0) return await dropDone(plan)
    const { confirm, stopped, reasonRequired, needsSecondPerson } = await call('changes.plan', { plan, limit: 0 })
    const asTold = open.length <= stillToMake(waiting)
    const clean = asTold && open.every((row) => !row.destructive && row.kind === 'clean')
    if (!clean || confirm !== null || stopped !== null || reasonRequired || needsSecondPerson) return show()
    const { job } = await act('changes.apply', { plan })
    watchJob(job)
  } catch {
    // The dialog says what stands in the way, with the way on.
    show()
  }
}
