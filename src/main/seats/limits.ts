import type { Call } from '../../contract/call.ts'
import type { SeatLimits } from '../../contract/calls/company/seats.ts'
import { type CallName, calls } from '../../contract/calls.ts'
import type { ChangeKind } from '../../contract/change.ts'
import { changeKinds, helpDeskKinds } from '../../contract/lists.ts'
import type { Seat } from '../../contract/model.ts'

/** What each seat may do unless a seat file or a policy says otherwise. */
export const usualLimits: Readonly<Record<Seat, SeatLimits>> = {
  admin: { kinds: [...changeKinds], exports: true, cap: null },
  'help-desk': { kinds: [...helpDeskKinds], exports: false, cap: null },
  manager: { kinds: [], exports: false, cap: null },
}

/** The kinds of change that a seat may preview and send. A manager has none, whatever the limits say. */
export function allowedKinds(seat: Seat, limits: SeatLimits): ReadonlySet<ChangeKind> {
  if (seat === 'manager') return new Set()
  return new Set(
    seat === 'admin' ? usualLimits.admin.kinds.filter((kind) => limits.kinds.includes(kind)) : limits.kinds,
  )
}

/** Whether a seat may make a call: the contract's table says, and of exports the limits. */
export function mayCall(seat: Seat, limits: SeatLimits, name: CallName): boolean {
  const call: Call = calls[name]
  return call.exports ? seat !== 'manager' && limits.exports : call.seats.includes(seat)
}

/** The calls that a seat may make, for the page to follow. */
export const callsOf = (seat: Seat, limits: SeatLimits): CallName[] =>
  (Object.keys(calls) as CallName[]).filter((name) => mayCall(seat, limits, name))

const rank: Readonly<Record<Seat, number>> = { manager: 0, 'help-desk': 1, admin: 2 }

/** The narrower of two seats. */
export const narrower = (one: Seat, other: Seat): Seat => (rank[one] <= rank[other] ? one : other)

/** What both allow. */
export const narrowed = (one: SeatLimits, other: Partial<SeatLimits>): SeatLimits => ({
  kinds: other.kinds === undefined ? one.kinds : one.kinds.filter((kind) => other.kinds?.includes(kind)),
  exports: one.exports && (other.exports ?? true),
  cap: one.cap === null ? (other.cap ?? null) : Math.min(one.cap, other.cap ?? one.cap),
  ...scopesOf(one.scopes ?? null, other.scopes ?? null),
  ...(one.people === 'named' && other.people !== 'hidden' ? { people: 'named' as const } : {}),
})

type Scopes = NonNullable<SeatLimits['scopes']>

/** The departments and groups of both; left out where neither is limited. */
function scopesOf(one: Scopes | null, other: Scopes | null): { scopes?: Scopes } {
  const [first, second] = [one ?? other, other ?? one]
  if (first === null || second === null) return {}
  return {
    scopes: {
      departments: first.departments.filter((name) => second.departments.includes(name)),
      groups: first.groups.filter((name) => second.groups.includes(name)),
    },
  }
}

/** Whether a seat is shown scores of what the other is not. */
function seesMore(one: SeatLimits, { scopes }: SeatLimits): boolean {
  if (scopes == null) return false
  if (one.scopes == null) return true
  return (
    one.scopes.departments.some((name) => !scopes.departments.includes(name)) ||
    one.scopes.groups.some((name) => !scopes.groups.includes(name))
  )
}

/** Whether one seat may do anything that the other may not. */
export function isWider(one: SeatWithLimits, other: SeatWithLimits): boolean {
  const kinds = allowedKinds(other.seat, other.limits)
  return (
    rank[one.seat] > rank[other.seat] ||
    [...allowedKinds(one.seat, one.limits)].some((kind) => !kinds.has(kind)) ||
    (one.limits.exports && !other.limits.exports) ||
    seesMore(one.limits, other.limits) ||
    (other.seat === 'manager' && one.limits.people === 'named' && other.limits.people !== 'named') ||
    (other.limits.cap !== null && (one.limits.cap === null || one.limits.cap > other.limits.cap)) ||
    (other.until !== null && (one.until === null || Date.parse(one.until) > Date.parse(other.until)))
  )
}

/** A seat with what it may do and when it ends. */
interface SeatWithLimits {
  seat: Seat
  limits: SeatLimits
  until: string | null
}
