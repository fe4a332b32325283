import type { ChangeKind } from '../../contract/change.ts'
import { Refusal } from '../../contract/failure.ts'
import type { Seat } from '../../contract/model.ts'
import type { Guards } from '../changes/safety/guards.ts'
import { seatName } from '../keychain/secret-names.ts'
import type { Identity } from '../keychain/signing-key.ts'
import type { Vault } from '../keychain/vault.ts'
import type { Preferences } from '../settings/preferences.ts'
import { type Effective, effectiveSeat } from './effective.ts'
import { allowedKinds } from './limits.ts'
import { createSeatVault, type Lock, readLock, readPrevious, writePrevious } from './lock.ts'
import type { FoundPolicy } from './policy.ts'
import { createSeenTime } from './seen-time.ts'
import { createTerm } from './term.ts'

export interface SeatsOptions {
  vault: Vault
  identity: Identity
  preferences: Pick<Preferences, 'seatMark' | 'setSeatMark'>
  policy: FoundPolicy
  now: () => number
  /** Milliseconds since the computer was started; left out: as the system says. */
  passed?: (() => number) | undefined
  /** The time that the service's answers tell at least; 0: not known. A seat that is over by it rests. */
  serviceTime?: () => number
  noteSecret: (secret: string) => void
}

/** What this workstation may do. */
export interface Seats {
  /** The keychain through which credentials are to be read: it gives them only under the seat that they came with. */
  vault: Vault
  effective(): Effective
  seat(): Seat
  allowed(): ReadonlySet<ChangeKind>
  policy(): FoundPolicy
  /** Guards that the policy or the seat fixes. */
  guards(): Partial<Guards>
  /** Fingerprint of this workstation's signing key; null: it has none yet. */
  fingerprint(): string | null
  noteFingerprint(fingerprint: string): void
  lock(): Lock | null
  /** Locks the seat, or with null unlocks it; the keychain and the mark beside it are written. */
  setLock(lock: Lock | null): Promise<void>
  /** Everything is under the present seat: the one before it is forgotten. */
  settled(): Promise<void>
  /** Whether the time of the seat is over. */
  ended(): boolean
  /** Hears of the end at the moment when it comes. */
  onEnd(listener: () => void): void
  close(): void
}

/** Finds out what this workstation may do. Without an answer from the keychain, a workstation that was locked stays narrow. */
export async function createSeats({
  vault,
  identity,
  preferences,
  policy,
  now,
  passed,
  serviceTime = () => 0,
  noteSecret,
}: SeatsOptions): Promise<Seats> {
  let keychainProblem: string | null = null
  let lock: Lock | null = null
  let previous: Lock | null = null
  let orphaned = false
  try {
    lock = await readLock(vault)
    if (lock !== null) previous = await readPrevious(vault)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    keychainProblem = error.failure.message
  }
  let fingerprint: string | null = null
  // Nobody waits for it at the start.
  identity.find().then(
    (signer) => {
      fingerprint ??= signer?.fingerprint ?? null
    },
    () => {},
  )
  let heard = () => {}
  const seen = await createSeenTime(
    vault,
    now,
    () => (lock === null || lock.until === null ? null : lock.imported),
    passed,
  )
  const term = createTerm({
    until: () => lock?.until ?? null,
    now: seen,
    wall: () => Math.max(now(), serviceTime()),
    ended: () => heard(),
  })
  const effective = () =>
    effectiveSeat({
      lock: orphaned ? null : lock,
      marked: preferences.seatMark() || orphaned,
      keychainProblem,
      policy,
      over: term.over(),
    })

  return {
    vault: createSeatVault(vault, {
      lock: () => lock,
      previous: () => previous,
      ended: term.over,
      noteSecret,
      orphaned() {
        // Security rule: who came by a seat stays narrow, whichever record of it is gone. Test: test/main/seats/narrow.test.ts.
        orphaned = true
        if (!preferences.seatMark()) preferences.setSeatMark(true)
      },
    }),
    effective,
    seat: () => effective().seat,
    allowed() {
      const { seat, limits } = effective()
      return allowedKinds(seat, limits)
    },
    policy: () => policy,
    guards() {
      const { cap } = effective().limits
      const { reasonRequired, holdSeconds, secondPersonAbove, protected: guarded } = policy.policy
      return {
        ...(cap === null ? {} : { cap }),
        ...(reasonRequired === undefined ? {} : { reasonRequired }),
        ...(holdSeconds === undefined ? {} : { holdSeconds }),
        ...(secondPersonAbove === undefined ? {} : { secondPersonAbove }),
        ...(guarded === undefined ? {} : { protected: guarded }),
      }
    },
    fingerprint: () => fingerprint,
    noteFingerprint(next) {
      fingerprint = next
    },
    lock: () => lock,
    ended: term.over,
    onEnd(listener) {
      heard = listener
    },
    close: term.close,
    async settled() {
      previous = null
      // What could not be opened any more was removed on the way.
      orphaned = false
      await writePrevious(vault, null)
    },
    async setLock(next) {
      // The mark first when locking and last when unlocking: in between, the workstation is rather too narrow.
      if (next !== null) preferences.setSeatMark(true)
      // What is kept under the seat so far can be read until it is under the next one, also where this is cut off.
      if (lock !== null && next !== null) await writePrevious(vault, lock)
      if (next === null) await vault.erase(seatName)
      else await vault.write(seatName, JSON.stringify(next))
      previous = next === null ? null : lock
      lock = next
      orphaned = false
      term.renew()
      if (next === null) await writePrevious(vault, null)
      if (next === null) preferences.setSeatMark(false)
    },
  }
}
