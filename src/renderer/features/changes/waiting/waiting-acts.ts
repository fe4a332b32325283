import { call } from '../../../lib/application/client.ts'
import { readAll } from '../../../lib/application/pages.ts'
import { act } from '../../../lib/application/queries.ts'
import { toastDone, toastFailure } from '../../../lib/toast.ts'
import { absolute, plural } from '../../../lib/words/format.ts'
import { watchJob } from '../job/job-toast.tsx'
import { showPlan } from '../open-dialogs.ts'
import { stillToMake, type WaitingPlan } from './waiting-words.ts'

/** Previews those changes of a waiting plan anew that cannot go as they are; the plan itself stays as it is. */
export async function previewAgain(plan: string): Promise<void> {
  try {
    const blocked = await readAll('changes.plan', { plan, verdict: 'blocked' })
    showPlan({ changes: blocked.map(({ change }) => change) })
  } catch (error) {
    toastFailure('They could not be previewed', error)
  }
}

/** Drops a plan that waits; it can be previewed anew. */
export async function discardPlan(plan: string): Promise<void> {
  try {
    await act('changes.discard', { plan })
    toastDone('Discarded. Nothing was sent.')
  } catch (error) {
    toastFailure('It was not discarded', error)
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
        : ` LastPass could not be reached: this is based on what was read on ${absolute(asOf)}.`
    toastDone(`${plural(dropped, 'change was', 'changes were')} already done. ${rest}${by}`)
  } catch (error) {
    toastFailure('Nothing was removed', error)
  }
}

/**
 * Sends a waiting plan at once where every row is as it was seen, no more are open than the list says, and nothing in it takes
 * something away; otherwise shows it.
 */
export async function applyWaiting(waiting: WaitingPlan): Promise<void> {
  const { plan, title } = waiting
  const show = () => showPlan({ plan, title, compare: true })
  // What takes something away is always shown first, and so is what of it has expired.
  if (waiting.destructive > 0) return show()
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
