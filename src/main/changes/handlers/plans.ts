import type { HandlersOf } from '../../dispatch.ts'
import type { LeaveOut } from '../plan/leave-out.ts'
import type { PlanActs } from '../plan/planning.ts'
import { reasonOf } from '../plan/reason.ts'
import type { WaitingPlans } from '../plan/store/waiting-plans.ts'

type PlanCall =
  | 'changes.preview'
  | 'changes.plan'
  | 'changes.requests'
  | 'changes.apply'
  | 'changes.keep'
  | 'changes.leaveOut'
  | 'changes.discard'
  | 'changes.waiting'
  | 'changes.dropDone'
  | 'changes.compare'
  | 'changes.resolve'

/** Handlers of what is planned, and of sending it. */
export const createPlanHandlers = (
  acts: PlanActs,
  waiting: WaitingPlans,
  leaveOut: LeaveOut,
): HandlersOf<PlanCall> => ({
  'changes.preview': ({ changes, title, source, limit, ...reason }, signal) =>
    acts.plan({ changes, reason: reasonOf(reason), title, source }, { offset: 0, limit }, signal),
  'changes.plan': ({ plan, ...range }, signal) => acts.shown(plan, range, signal),
  'changes.requests': ({ plan, ...range }, signal) => acts.requests(plan, range, signal),
  'changes.apply': acts.apply,
  'changes.keep': (input) => {
    acts.keep(input)
    return {}
  },
  'changes.leaveOut': leaveOut,
  'changes.discard': ({ plan }) => {
    acts.discard(plan)
    return {}
  },
  'changes.waiting': (_, signal) => waiting.list(signal),
  'changes.compare': ({ plan }, signal) => waiting.compare(plan, signal),
  'changes.dropDone': ({ plan }, signal) => waiting.dropDone(plan, signal),
  'changes.resolve': waiting.resolve,
})
