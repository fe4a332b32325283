import type { Change, PlanRow } from '../../../contract/change.ts'
import { unreadableRecord } from '../../directory/stored/unreadable-people.ts'
import type { LooksLike } from '../../text/look-alikes.ts'
import { keyOf } from '../../text/user-key.ts'
import { passwordGone } from '../first-passwords.ts'
import { type State, stateOf } from '../kinds/common/account-state.ts'
import { kindOf } from '../kinds/kinds.ts'
import { applied, judge, namesOf } from '../kinds/of-change.ts'
import type { Guard } from '../safety/guards.ts'
import { findConflicts } from './contradictions.ts'
import { newGroupTwins } from './new-group-twins.ts'

/** What evaluating asks of the directory. */
export interface Known {
  lookup: (usernames: readonly string[]) => readonly (readonly State[])[]
  groupNames: ReadonlySet<string>
  /** Whether somebody has this name whose record cannot be read. */
  isUnreadable?: (username: string) => boolean
  looksLike?: LooksLike
  /** Whether the first password that was entered for somebody is still here; left out: none is. */
  holds?: ((username: string) => boolean) | undefined
}

/** A row as a plan keeps it: what the page sees, and what sending, comparing and undoing need. */
export interface Row extends Omit<PlanRow, 'fullname' | 'status' | 'admin'> {
  /** The change reduced to what is left to do, under the account's own spelling; null: nothing is sent. */
  send: Change | null
  /** The account as the verdict saw it. */
  before: State | null
}

/** 50 names a look-up: some milliseconds. */
const together = 50

/**
 * Gives each change a verdict against the state known, in order, each seeing what the earlier ones of the same person will
 * have done. Yields now and then, so that ten thousand rows do not hold up everything else.
 */
export function* evaluate(changes: readonly Change[], known: Known, guard: Guard): Generator<void, Row[]> {
  const conflicts = new Map([...newGroupTwins(changes, known.groupNames, known.looksLike), ...findConflicts(changes)])
  const found = yield* findAll(changes, known)
  yield
  const rows: Row[] = []
  for (const [row, change] of changes.entries()) {
    rows.push(evaluateOne(row, change))
    if (row % 200 === 199) yield
  }
  return rows

  function evaluateOne(row: number, change: Change): Row {
    const unreadable = namesOf(change).find((name) => known.isUnreadable?.(name))
    if (unreadable !== undefined) {
      const none = { before: null, send: null, undo: null, differences: [] }
      return { row, change, verdict: 'blocked', reason: unreadableRecord(unreadable), ...none }
    }
    const judged = judge(change, {
      find: (name) => found.get(keyOf(name)) ?? [],
      groupNames: known.groupNames,
      looksLike: known.looksLike,
    })
    const base = { row, change, before: judged.before }
    const nothing = { ...base, send: null, undo: null, differences: [] }
    if (judged.verdict === 'blocked') {
      const { reason, instead } = judged
      return { ...nothing, verdict: 'blocked', reason, ...(instead === undefined ? {} : { instead }) }
    }
    if (judged.verdict === 'change' && wantsFirstPassword(change) && known.holds?.(change.username) !== true)
      return { ...nothing, verdict: 'blocked', reason: passwordGone }
    const conflict = conflicts.get(row)
    if (conflict !== undefined) return { ...nothing, verdict: 'blocked', reason: conflict }
    if (judged.verdict === 'unchanged') return { ...nothing, verdict: 'unchanged', reason: judged.reason }
    const { send, warning, note } = judged
    const forbidden = guard.block(send)
    if (forbidden !== null) return { ...nothing, verdict: 'blocked', reason: forbidden }
    const next = applied(send, judged.before)
    if (judged.before !== null) found.set(keyOf(change.username), next === null ? [] : [next])
    const kind = kindOf(send)
    const { undo, undoNote } = kind
    return {
      ...base,
      verdict: 'change',
      ...(note === undefined ? {} : { reason: note }),
      ...(warning === undefined ? {} : { warning }),
      undo,
      ...(undoNote === null ? {} : { undoNote }),
      differences: kind.differences(send, judged.before).slice(0, 20),
      send,
    }
  }
}

/** Whether a first password is to go with a change. */
export const wantsFirstPassword = (change: Change): boolean =>
  change.kind === 'add' && change.firstPassword !== undefined

function* findAll(changes: readonly Change[], known: Known): Generator<void, Map<string, State[]>> {
  const names = new Map<string, string>()
  for (const change of changes) {
    for (const name of namesOf(change)) names.set(keyOf(name), name)
  }
  const found = new Map<string, State[]>()
  const all = [...names]
  for (let from = 0; from < all.length; from += together) {
    const part = all.slice(from, from + together)
    const states = known.lookup(part.map(([, name]) => name))
    for (const [index, [key]] of part.entries()) found.set(key, (states[index] ?? []).map(stateOf))
    yield
  }
  return found
}
