import type { SeatLimits, SeatState } from '../../contract/calls/company/seats.ts'
import type { Seat } from '../../contract/model.ts'
import { narrowed, narrower, usualLimits } from './limits.ts'
import type { Lock } from './lock.ts'
import type { FoundPolicy } from './policy.ts'

/** What a workstation may do, and who says so. */
export interface Effective {
  seat: Seat
  by: SeatState['by']
  limits: SeatLimits
  until: string | null
  message: string | null
}

/** What is known of how this workstation was limited. */
export interface Known {
  lock: Lock | null
  /** A seat was locked here at some time, whatever the keychain says now. */
  marked: boolean
  /** Why the keychain could not be asked; null: it could. */
  keychainProblem: string | null
  policy: FoundPolicy
  /** The time of the locked seat is over. */
  over: boolean
}

const nothing: SeatLimits = { kinds: [], exports: false, cap: null }

function bySeatFile({ lock, marked, keychainProblem, over }: Known): Effective {
  const lost = (message: string): Effective => ({ seat: 'manager', by: 'lost', limits: nothing, until: null, message })
  if (lock === null && marked)
    return lost(
      keychainProblem === null
        ? 'This workstation had a locked seat, and its record is not in the keychain any more. Import the seat file again, or give the seat back.'
        : `This workstation has a locked seat, and the keychain does not give its record. Start Provost again once it does. ${keychainProblem}`,
    )
  if (lock === null) return { seat: 'admin', by: 'open', limits: usualLimits.admin, until: null, message: null }
  if (lock.until !== null && over)
    return lost(`This seat ended on ${lock.until.slice(0, 10)}. Ask an admin for a new seat file.`)
  return { seat: lock.seat, by: 'file', limits: lock.limits, until: lock.until, message: null }
}

/**
 * The seat of a workstation: what the seat file gives, narrowed by the machine's policy. A policy never widens, and one that
 * cannot be trusted leaves nothing but looking. Pure.
 */
export function effectiveSeat(known: Known): Effective {
  const base = bySeatFile(known)
  const { policy, problem, named } = known.policy
  // Security rule: a policy that cannot be trusted leaves the seat that it names at most, and of an admin's nothing that reaches out.
  // Test: test/main/seats/narrow.test.ts.
  if (problem !== null)
    return {
      ...base,
      seat: narrower(narrower(base.seat, named ?? 'manager'), 'help-desk'),
      by: 'policy',
      limits: nothing,
      message: problem,
    }
  const seat = narrower(base.seat, policy.seat ?? base.seat)
  // A seat that the policy lowers has what is usual for it, unless the policy says more exactly.
  const usual = seat === base.seat ? {} : { kinds: usualLimits[seat].kinds, exports: usualLimits[seat].exports }
  const limits = narrowed(base.limits, {
    ...usual,
    ...(policy.kinds === undefined ? {} : { kinds: policy.kinds }),
    ...(policy.exports === undefined ? {} : { exports: policy.exports }),
    ...(policy.cap === undefined ? {} : { cap: policy.cap }),
  })
  return { ...base, seat, limits, by: seat === base.seat ? base.by : 'policy' }
}
