import type { Company } from '../company/company.ts'
import type { Happenings } from '../events/event-line.ts'

/** What a write works on. */
export interface Desk {
  company: Company
  happenings: Happenings
  /** Epoch milliseconds. */
  now: number
}

/** What came of a write: the answer, and the part of the request that was carried out (null: nothing was). */
export interface Outcome {
  answer: Record<string, unknown>
  carriedOut: unknown
}

/** Carries out one command. It depends on nothing but the desk and the data, so that a replay ends in the same state. */
export type Write = (desk: Desk, data: unknown) => Outcome

/** The answer of most commands. */
export const ok = { status: 'OK' }

/** Nothing was carried out. */
export function refused(error: string | string[]): Outcome {
  return { answer: { status: 'FAIL', error }, carriedOut: null }
}

/** Writes a line of the log about what a call did. */
export function note(desk: Desk, action: string, data: string): void {
  desk.happenings.add(desk.now, { username: 'API', action, data })
}

/** Blocks or unblocks somebody's login from the desk's time on. */
export function setDisabled({ company, now }: Desk, index: number, disabled: boolean): void {
  const at = Math.floor(now / 1000)
  const before = company.patchOf(index).away ?? []
  const away: [number, number][] = disabled
    ? [...before, [at, Number.POSITIVE_INFINITY]]
    : before.map(([from, to]) => [from, Math.min(to, at)])
  company.change(index, { disabled, away })
}

/** Puts somebody into groups and takes them out of others; groups that do not exist come back. */
export function changeGroups(desk: Desk, index: number, add: readonly string[], remove: readonly string[]): string[] {
  const { company } = desk
  const before = company.account(index, desk.now / 1000).groups
  const unknown = [...add, ...remove].filter((group) => !company.groups.has(group))
  const added = [...new Set(add)].filter((group) => company.groups.has(group) && !before.includes(group))
  const removed = before.filter((group) => remove.includes(group) && !add.includes(group))
  if (added.length + removed.length > 0) {
    company.change(index, { groups: [...before.filter((group) => !removed.includes(group)), ...added] })
    const username = company.username(index)
    for (const group of added) note(desk, 'Adding user to group', `${username} - ${group}`)
    for (const group of removed) note(desk, 'Remove from group', `'${group}' '${username}'`)
  }
  return unknown
}
