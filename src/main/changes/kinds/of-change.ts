import type { Change, ChangeKind } from '../../../contract/change.ts'
import { keyOf } from '../../text/user-key.ts'
import { movedAddress, type State } from './common/account-state.ts'
import { blocked, type Effect, type Surroundings, type Undoing, type Verdict } from './common/kind.ts'
import { kindOf, kinds } from './kinds.ts'

// What can be asked of any change; each answer comes from its kind.

/** "remove anna@example.com from the company": what a kind of change does to somebody, as a phrase. */
export const doing = (name: ChangeKind, who: string): string => `${kinds[name].verb} ${who}${kinds[name].after}`

/** Whether a change counts against the cap: a change of groups does only where it takes some away. */
export const isDestructive = (change: Change): boolean => kindOf(change).destructive(change)

/** Whether nobody can take a change back. */
export const isIrreversible = (change: Change): boolean => kindOf(change).irreversible

/** The user names whose accounts tell whether a change was made. */
export function namesOf(change: Change): string[] {
  const next = kindOf(change).newAddress(change)
  return next === null || keyOf(next) === keyOf(change.username) ? [change.username] : [change.username, next]
}

/** Whom a row is about, as the person was when it was planned; of a joiner, the name to be given. */
export function whomOf(change: Change, before: State | null): Partial<Pick<State, 'fullname' | 'status' | 'admin'>> {
  if (before !== null) return { fullname: before.fullname, status: before.status, admin: before.admin }
  const fullname = kindOf(change).newName(change)
  return fullname === undefined ? {} : { fullname }
}

/** A verdict with the account that it is about. */
export type Judgement = Verdict & { before: State | null }

/** Judges one change by the state of the people that it is about; pure, and blind to guards and to other changes. */
export function judge(change: Change, around: Surroundings): Judgement {
  const found = around.find(change.username)
  const before = found[0] ?? null
  const verdict =
    found.length > 1
      ? blocked('Several accounts have this user name, and LastPass cannot be told which one you mean.')
      : kindOf(change).judge(change, before, around)
  return { ...verdict, before }
}

/** The account as it is once a change is made, as far as that can be told beforehand; null: gone. */
export const applied = (change: Change, state: State | null): State | null =>
  state === null ? null : kindOf(change).applied(change, state)

/** Judges by the people as they are now whether a change of this account is in force; `now` gives null where LastPass has nobody of that name. */
export function inspect(send: Change, before: State | null, now: (username: string) => State | null): Effect {
  const state = now(send.username)
  const moved = movedAddress(before, state)
  if (moved !== null) return { made: null, words: moved.replace(/\.$/, ''), moved: true }
  return kindOf(send).inspect(send, state, now)
}

/** A change that a job made, as its journal line tells: what was sent, and the account just before. */
export interface Made {
  send: Change
  before: State | null
  /** Whether an account that had the address was seen to give it up since. */
  isGivenUp?: boolean
}

/** What undoes a change, given how the account is now; from the state before it, never from a guess. Pure. */
export function undoing({ send, before, isGivenUp = false }: Made, now: State | null): Undoing {
  const moved = movedAddress(before, now)
  if (moved !== null) return { reason: `${moved} Nothing is undone for it.` }
  if (isGivenUp && now !== null && before === null)
    return {
      reason: `${now.username} belongs to another account now than the one that was invited. Nothing is undone for it.`,
    }
  return kindOf(send).reverse(send, before, now)
}
