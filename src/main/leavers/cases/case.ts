import type { z } from 'zod'
import type { CaseDetail } from '../../../contract/leaver-case.ts'
import { type AccountEvent, endsAccount, eventWords } from './account-event.ts'
import { checkDays } from './choices.ts'
import { type Choice, isOver, type Step, stateWords, titleOf } from './steps.ts'

type Detail = z.output<typeof CaseDetail>
/** What a check found, as kept: whether it still holds is found out when it is shown. */
export type Check = Omit<Detail['checks'][number], 'void'>

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
  /** LastPass' number of the account that leaves; left out in cases of earlier versions, which know it by its address alone. */
  account?: string | null
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
  /** What became of the account apart from these steps, oldest first; left out in cases of earlier versions. */
  since?: readonly AccountEvent[]
  lastCheck: Check | null
  /** Nobody goes on with it. */
  closed: { time: string; by: string; reason: string } | null
}

/** Whether an account is another than the one that left: its address went on. Of an account that is gone, a new one may be the same person's. */
export const isAnother = ({ account, ended }: Case, id: string | null): boolean =>
  account != null && ended === null && id !== account

/** When a step of the case last changed whether there is an account that can log in; null: none was confirmed. */
const steppedAt = ({ disabled, ended }: Case): string | null => ended ?? disabled

/** What became of the account last, apart from the steps of the case; null: nothing that is known, or a step came after it. */
export function latestOf(one: Case): AccountEvent | null {
  const last = one.since?.at(-1) ?? null
  return last === null || last.time < (steppedAt(one) ?? '') ? null : last
}

/** Whether nobody can tell any more from a check how things are: the account was changed after it. */
export const isVoid = (one: Case, { time }: Pick<Check, 'time'>): boolean =>
  (steppedAt(one) ?? '') > time || (one.since?.at(-1)?.time ?? '') > time

/** The newest check, where it still holds. */
export const lastCheckOf = (one: Case): Check | null =>
  one.lastCheck === null || isVoid(one, one.lastCheck) ? null : one.lastCheck

/** When Provost enabled the account again, by whichever job; null: it did not, or the account was disabled again since. */
export function undoneAt(one: Case): string | null {
  const latest = latestOf(one)
  if (latest !== null) return latest.kind === 'enabled' && latest.by !== null ? latest.time : null
  return one.undo[0]?.confirmed ?? null
}

/** When the account was confirmed gone, by a step of the case or by another job of Provost; null: it was not. */
export function endedAt(one: Case): string | null {
  const latest = latestOf(one)
  if (latest !== null && latest.by !== null && endsAccount(latest)) return latest.time
  return one.ended
}

const troubled = new Set(['failed', 'unknown', 'blocked', 'skipped'])
const badFindings = new Set(['enabled-again', 'back'])

/** What is wrong with a case; null: nothing. */
export function troubleOf(one: Case): string | null {
  const latest = latestOf(one)
  if (undoneAt(one) !== null || (latest?.by != null && latest.kind !== 'disabled')) return null
  const step = one.steps.find(({ state }) => troubled.has(state))
  if (step !== undefined) return `${titleOf(step)}: ${step.message ?? stateWords[step.state]}`
  const check = lastCheckOf(one)
  if (check === null) return latest !== null && brings.has(latest.kind) ? `${eventWords(latest)}.` : null
  return badFindings.has(check.finding) || check.loginSince !== null ? check.message : null
}
/** What must not happen to somebody who has left, unless Provost did it; after the last, the account cannot be looked at any more. */
const brings: ReadonlySet<AccountEvent['kind']> = new Set(['enabled', 'back', 'added', 'passed-on'])

export function stateOf(one: Case): Detail['state'] {
  if (undoneAt(one) !== null) return 'done'
  const latest = latestOf(one)
  if (latest !== null && latest.by !== null && latest.kind !== 'disabled') return 'done'
  // What is found after closing still wants a person.
  const found = [one.lastCheck?.time, latest?.time].some(
    (time) => time !== undefined && time > (one.closed?.time ?? ''),
  )
  if (one.closed !== null && !found) return 'done'
  if (troubleOf(one) !== null) return 'attention'
  return one.closed !== null || one.steps.every((step) => step.kind === 'rotation' || isOver(step)) ? 'done' : 'open'
}

/** Where a case stands, in a few words. */
export function summaryOf(one: Case): string {
  const latest = latestOf(one)
  if (undoneAt(one) !== null) return latest === null ? 'Undone: the account is enabled again' : eventWords(latest)
  if (latest !== null && latest.by !== null && latest.kind !== 'disabled') return eventWords(latest)
  if (one.closed !== null && stateOf(one) === 'done') return `Closed: ${one.closed.reason}`
  const trouble = troubleOf(one)
  if (trouble !== null) return trouble
  const before = latest === null ? '' : `${eventWords(latest)}. `
  const next = one.steps.find((step) => step.kind !== 'rotation' && !isOver(step))
  if (next === undefined)
    return (
      before.replace(/\. $/, '') ||
      (one.ended !== null ? 'All steps are over; the account is gone' : 'All steps are over; the account is disabled')
    )
  const doing =
    next.state === 'sent'
      ? 'sent, not yet confirmed'
      : next.state === 'planned'
        ? 'planned, not sent'
        : next.state === 'by-hand'
          ? 'to be done by hand'
          : 'comes next'
  return `${before}${titleOf(next)}: ${doing}`
}

/** The day from which after-checks are counted: when the account was last disabled, or confirmed gone. */
export function countedFrom(one: Case): string | null {
  const again = one.since?.findLast(({ kind }) => kind === 'disabled')?.time ?? null
  const first = one.disabled ?? one.ended
  return again !== null && (first === null || again > first) ? again : first
}

/** The days that checks have answered for, of those that were made since the days are counted. */
export function answeredDays(one: Case, checks: readonly Check[]): Set<number> {
  const from = countedFrom(one) ?? ''
  return new Set(checks.flatMap(({ day, time }) => (day === null || time < from ? [] : [day])))
}

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
