import type { z } from 'zod'
import type { CaseDetail } from '../../../contract/leaver-case.ts'
import { checkDays } from './choices.ts'
import { type Choice, isOver, type Step, stateWords, titleOf } from './steps.ts'

type Detail = z.output<typeof CaseDetail>
/** What a check found. */
export type Check = Detail['checks'][number]

/** Why people leave, and who decided it; the same for all of a batch. */
export interface Batch extends Choice {
  id: string
  title: string
  created: string
  people: number
  reason: string | null
  ticket: string | null
  requestedBy: string | null
  requestedAt: string | null
  /** Who started it, at which workstation, with which seat. */
  operator: string
  seat: string
}

/** One person who leaves. */
export interface Case {
  id: string
  batch: string
  username: string
  fullname: string
  created: string
  wasAdmin: boolean
  lastLoginBefore: string | null
  groupsBefore: string[]
  foldersBefore: { id: string; name: string; canAdminister: boolean; readOnly: boolean }[]
  steps: Step[]
  /** When the account was confirmed disabled; null: not yet. */
  disabled: string | null
  /** When it was confirmed removed or deleted. */
  ended: string | null
  undo: { plan: string; job: string | null; confirmed: string | null }[]
  lastCheck: Check | null
  /** Nobody goes on with it. */
  closed: { time: string; by: string; reason: string } | null
}

/** When a person was confirmed to be back as before, after an undo; null: was not undone. */
export const undoneAt = ({ undo }: Case): string | null => undo[0]?.confirmed ?? null

const troubled = new Set(['failed', 'unknown', 'blocked', 'skipped'])
const badFindings = new Set(['enabled-again', 'back'])

/** What is wrong with a case; null: nothing. */
export function troubleOf(one: Case): string | null {
  if (undoneAt(one) !== null) return null
  const step = one.steps.find(({ state }) => troubled.has(state))
  if (step !== undefined) return `${titleOf(step)}: ${step.message ?? stateWords[step.state]}`
  const check = one.lastCheck
  return check !== null && (badFindings.has(check.finding) || check.loginSince !== null) ? check.message : null
}

export function stateOf(one: Case): Detail['state'] {
  if (undoneAt(one) !== null) return 'done'
  // What a check finds after closing still wants a person.
  if (one.closed !== null && (one.lastCheck === null || one.lastCheck.time <= one.closed.time)) return 'done'
  if (troubleOf(one) !== null) return 'attention'
  return one.steps.every((step) => step.kind === 'rotation' || isOver(step)) ? 'done' : 'open'
}

/** Where a case stands, in a few words. */
export function summaryOf(one: Case): string {
  const undone = undoneAt(one)
  if (undone !== null) return 'Undone: the account is enabled again'
  if (one.closed !== null && stateOf(one) === 'done') return `Closed: ${one.closed.reason}`
  const trouble = troubleOf(one)
  if (trouble !== null) return trouble
  const next = one.steps.find((step) => step.kind !== 'rotation' && !isOver(step))
  if (next === undefined)
    return one.ended !== null
      ? 'All steps are over; the account is gone'
      : 'All steps are over; the account is disabled'
  const doing =
    next.state === 'sent'
      ? 'sent, not yet confirmed'
      : next.state === 'planned'
        ? 'planned, not sent'
        : next.state === 'by-hand'
          ? 'to be done by hand'
          : 'comes next'
  return `${titleOf(next)}: ${doing}`
}

/** The day from which after-checks are counted. */
export const countedFrom = ({ disabled, ended }: Case): string | null => disabled ?? ended

const dayMs = 86_400_000

/** When the next after-check is due, by the days that were answered for; null: none will be. */
export function nextCheckAt(one: Case, answered: ReadonlySet<number>): string | null {
  const from = countedFrom(one)
  if (from === null || undoneAt(one) !== null) return null
  const day = checkDays.find((each) => !answered.has(each))
  return day === undefined ? null : new Date(Date.parse(from) + day * dayMs).toISOString()
}

/** The days whose checks are due by a moment and were not answered for. */
export function dueDays(one: Case, answered: ReadonlySet<number>, now: number): number[] {
  const from = countedFrom(one)
  if (from === null || undoneAt(one) !== null) return []
  return checkDays.filter((day) => !answered.has(day) && Date.parse(from) + day * dayMs <= now)
}
