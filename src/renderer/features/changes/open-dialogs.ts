import { useSyncExternalStore } from 'react'
import type { Output } from '../../../contract/calls.ts'
import type { Change, PlanSource } from '../../../contract/change.ts'

/** What a request file says of itself. */
export type RequestShown = Extract<Output<'approvals.open'>, { kind: 'request' }>['request']

/** What a person asked to look at before anything is sent. */
export interface PlanAsked {
  /** Changes to preview; left out: a plan that is there. */
  changes?: readonly Change[]
  plan?: string
  title?: string
  /** What to know before all else: who of the list is not in the plan. */
  note?: string | ((plan: Output<'changes.plan'>) => string)
  source?: PlanSource
  /** The plan has waited: read the accounts again and compare first. */
  compare?: boolean
  /** The leavers' batch that the plan belongs to. */
  batch?: string
  /** The plan came in another admin's request file, and has to be decided on. */
  request?: RequestShown
  /** Further plans, to be shown one after the other once this one is sent. */
  then?: readonly string[]
  onSent?: (job: string) => void
  /** Its dialog was closed, sent or not. */
  onClose?: () => void
}

interface Opened {
  plan: (PlanAsked & { key: number }) | null
  job: string | null
}

let opened: Opened = { plan: null, job: null }
let keys = 0
const listeners = new Set<() => void>()
function set(next: Opened): void {
  opened = next
  for (const listener of listeners) listener()
}
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Opens the plan dialog, from wherever: a menu, the palette, a toast. */
export function showPlan(asked: PlanAsked): void {
  keys += 1
  set({ plan: { ...asked, key: keys }, job: null })
}
export function closePlan(): void {
  opened.plan?.onClose?.()
  set({ ...opened, plan: null })
}
/** Opens the drawer of one job; null closes it. */
export const showJob = (job: string | null): void => set({ ...opened, job })
/** Closes everything: another company is open. */
export const closeAll = (): void => set({ plan: null, job: null })

export const usePlanAsked = (): Opened['plan'] => useSyncExternalStore(subscribe, () => opened.plan)
export const useJobShown = (): string | null => useSyncExternalStore(subscribe, () => opened.job)
