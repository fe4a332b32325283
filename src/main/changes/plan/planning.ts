import type { Parsed, Returned } from '../../../contract/calls.ts'
import type { Change } from '../../../contract/change.ts'
import { Refusal } from '../../../contract/failure.ts'
import { inSlices } from '../../cooperative/slices.ts'
import type { Room } from '../context.ts'
import { showRequest, toRequests } from '../requests.ts'
import { apply } from './apply.ts'
import { makePlan } from './make-plan.ts'
import { reasonOf } from './reason.ts'
import { standingRows, toSend } from './revalidate.ts'
import type { Told } from './shown-as-done.ts'
import type { Pending } from './store/plan-lock.ts'
import { type PlanView, viewOf } from './store/plan-view.ts'

/** Which rows of a plan are wanted. */
export interface PlanRange {
  verdict?: PlanView['rows'][number]['verdict'] | undefined
  offset: number
  limit: number
}

/** Plans, from the preview to their being sent. */
export interface PlanActs {
  /** Previews changes and keeps the plan; `further`: rows that only say why nothing is done. `toBeSent`: told what its rows would send. */
  plan(
    given: Parameters<typeof makePlan>[1],
    range: PlanRange,
    signal: AbortSignal,
    toBeSent?: (changes: readonly Change[]) => void,
  ): Promise<PlanView>
  /** A plan with its rows as they stand now. @throws Refusal `not-found` */
  shown(plan: string, range: PlanRange, signal: AbortSignal): Promise<PlanView>
  /** The requests of a plan as they would leave, the hash masked. */
  requests(
    plan: string,
    range: { offset: number; limit: number },
    signal: AbortSignal,
  ): Promise<Returned<'changes.requests'>>
  /** Makes a job of a plan. @throws Refusal where a guard, a demand or the plan's state forbids it */
  apply(
    input: Omit<Parsed<'changes.apply'>, 'acceptFewer'> & { acceptFewer?: boolean },
    signal: AbortSignal,
  ): Promise<{ job: string }>
  /** Lets a plan wait. */
  keep(input: Parsed<'changes.keep'>): void
  /** @throws Refusal `conflict` when it was sent or discarded already */
  discard(plan: string): void
}

const notKept =
  'A plan with a first password cannot wait: the password is in memory only, and nothing may keep it. Send the plan now, or preview it without one.'

/** `told`: what was shown as done already. */
export function createPlanActs(room: Room, pending: Pending, told: Told): PlanActs {
  const { plans, service } = room
  const standing = async (id: string, signal: AbortSignal) => {
    const plan = plans.get(id)
    return { plan, rows: await standingRows(room, plan, await inSlices(plans.rows(id)), signal) }
  }
  return {
    async plan(given, range, signal, toBeSent) {
      const { plan, rows } = await makePlan(room, given, signal)
      toBeSent?.(toSend(rows).flatMap(({ send }) => send ?? []))
      return viewOf(room, plan, rows, range)
    },
    async shown(id, range, signal) {
      const { plan, rows } = await standing(id, signal)
      const view = viewOf(room, plan, rows, range)
      told.show(view)
      return view
    },
    async requests(id, { offset, limit }, signal) {
      const { rows } = await standing(id, signal)
      const requests = toRequests(toSend(rows).flatMap(({ row, send }) => (send === null ? [] : [{ row, send }])))
      return {
        rows: requests.slice(offset, offset + limit).map((request) => showRequest(request, service())),
        total: requests.length,
      }
    },
    apply: ({ acceptFewer = false, ...input }, signal) =>
      pending.send(input.plan, async (plan) => {
        const job = await apply(room, plan, { ...input, acceptFewer }, told, signal)
        told.forget(plan.id)
        return job
      }),
    keep({ plan: id, ...given }) {
      const plan = pending.get(id)
      if (plan.firstPassword === true) throw new Refusal('conflict', notKept)
      if (plan.state !== 'kept' && plans.waiting().length >= 200)
        throw new Refusal('conflict', '200 plans are already waiting. Send or discard one first.')
      plans.update({ ...plan, state: 'kept', reason: { ...plan.reason, ...reasonOf(given) } })
      room.changed('changes')
    },
    discard(id) {
      const plan = pending.get(id)
      plans.update({ ...plan, state: 'discarded' })
      told.forget(id)
      room.passwords.drop(id)
      room.changed('changes')
    },
  }
}
