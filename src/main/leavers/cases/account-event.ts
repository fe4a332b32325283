import type { z } from 'zod'
import type { ChangeKind } from '../../../contract/change.ts'
import type { AccountEvent as Shape } from '../../../contract/leaver-case.ts'

/** Something that became of an account after its case was opened: by Provost, as the journal tells, or outside it, as a reading showed. */
export type AccountEvent = z.output<typeof Shape>
export type EventKind = AccountEvent['kind']

/** What a confirmed change makes of an account, as far as a leaving is concerned. */
const madeBy: Partial<Record<ChangeKind, EventKind>> = {
  enable: 'enabled',
  disable: 'disabled',
  remove: 'removed',
  delete: 'deleted',
  uninvite: 'withdrawn',
  add: 'added',
}
export const eventOf = (kind: ChangeKind): EventKind | null => madeBy[kind] ?? null

const words: Readonly<Record<EventKind, string>> = {
  enabled: 'Enabled again',
  disabled: 'Disabled again',
  removed: 'Removed',
  deleted: 'Deleted',
  withdrawn: 'Invitation withdrawn',
  added: 'Invited again',
  gone: 'Gone from LastPass',
  back: 'In LastPass again',
  'passed-on': 'The address went to another account',
}

/** 2026-11-26 at 16:15 UTC */
const at = (instant: string): string => `${instant.slice(0, 10)} at ${instant.slice(11, 16)} UTC`

/** What became of an account, when and by whom, as a sentence without its full stop. */
export function eventWords({ kind, time, by, title }: AccountEvent): string {
  if (by === null) return `${words[kind]} outside Provost, seen on ${at(time)}`
  const what = kind === 'enabled' ? 'Undone: enabled again' : words[kind]
  return `${what} on ${at(time)} by ${by}${title === null ? '' : `, job “${title}”`}`
}

/** Kinds after which there is no account any more. */
const ends: ReadonlySet<EventKind> = new Set(['removed', 'deleted', 'withdrawn', 'gone'])
export const endsAccount = ({ kind }: AccountEvent): boolean => ends.has(kind)

/** 50: far more than ever happens to one account; the first and the last of more stay. */
const mostEvents = 50

/** Events in order with one more; the same when it is known already. Pure. */
export function withEvent(events: readonly AccountEvent[], event: AccountEvent): readonly AccountEvent[] {
  const known = events.some(
    ({ kind, time, job }) => kind === event.kind && job === event.job && (job !== null || time === event.time),
  )
  if (known) return events
  const all = [...events, event].sort((one, other) => one.time.localeCompare(other.time))
  return all.length > mostEvents ? [...all.slice(0, 1), ...all.slice(1 - mostEvents)] : all
}
