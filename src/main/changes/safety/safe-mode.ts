import { Refusal } from '../../../contract/failure.ts'

/** Whether changes may be sent at the moment. Every start is read-only, and nothing of this is ever kept. */
export interface Writing {
  /** @throws Refusal `not-allowed` while changes are off */
  require(): void
  /** When changes are off again; null: they are off. */
  until(): string | null
  enable(): string
  /** `because`: unless given, a person ended it. */
  disable(because?: EndCause): void
  /** When changes end at the latest, whatever is done meanwhile; null: they are off, or on for the whole run. */
  latest(): string | null
  /** A person did something: the time without any starts anew. */
  touch(): void
}

/** Why changes are off again. */
export type EndCause = 'limit' | 'idle' | 'hand' | 'close' | 'clock' | 'seat'

/** 15 minutes: what a person who has enabled changes on purpose needs for a piece of work, whatever they do meanwhile. */
const holdMs = 15 * 60_000
/** 5 minutes without any act: the person has gone away or is busy elsewhere. */
export const idleMs = 5 * 60_000

/** `always`: the run was started with writing enabled, which stays so until it is disabled. `changed`: the state is another one now; `ended`: at that time, and why. */
export function createWriting({
  now,
  elapsed = () => performance.now(),
  ahead = () => 0,
  always,
  changed,
  ended = () => {},
  blocked = () => null,
  alone = () => {},
}: {
  now: () => number
  /** Milliseconds that pass whatever the clock is set to. */
  elapsed?: () => number
  /** By how many milliseconds the clock was set forward; 0: it was not. */
  ahead?: () => number
  always: boolean
  changed: () => void
  ended?: (because: EndCause, at: number) => void
  /** Why changes cannot be enabled at all; null: they can. */
  blocked?: () => string | null
  /** Makes sure that nobody else changes the same company with a copy of its data. @throws Refusal when somebody does */
  alone?: () => void
}): Writing {
  let standing = always
  let enabledAt: number | null = null
  let touchedAt = 0
  /** The same moments on a clock that nobody sets. */
  let enabledPassed = 0
  let touchedPassed = 0
  let timer: NodeJS.Timeout | null = null

  const end = () => Math.min((enabledAt ?? 0) + holdMs, touchedAt + idleMs)
  function requireUnblocked(): void {
    const reason = blocked()
    if (reason !== null) throw new Refusal('not-allowed', reason)
  }
  function isOn(): boolean {
    if (blocked() !== null) return false
    if (standing) return true
    if (enabledAt === null) return false
    const at = now()
    // A clock that was set back would otherwise make the time longer.
    const passed = elapsed()
    const limit = passed >= enabledPassed + holdMs
    if (at < touchedAt || (at >= end() && ahead() > 0)) off('clock', at)
    else if (at >= end()) off(end() === enabledAt + holdMs ? 'limit' : 'idle', end())
    // The clock of the computer says otherwise, and what passes by itself counts.
    else if (limit || passed >= touchedPassed + idleMs) off(limit ? 'limit' : 'idle', at)
    return enabledAt !== null
  }
  function off(because: EndCause, at: number): void {
    if (timer !== null) clearTimeout(timer)
    timer = null
    if (enabledAt === null) return
    enabledAt = null
    changed()
    ended(because, at)
  }
  /** The page hears of the end without asking. */
  function watch(): void {
    if (timer !== null) clearTimeout(timer)
    timer = setTimeout(
      () => {
        if (isOn()) watch()
      },
      Math.max(0, end() - now()) + 50,
    )
    timer.unref()
  }

  return {
    require() {
      requireUnblocked()
      if (!isOn())
        throw new Refusal(
          'not-allowed',
          'Changes are off, as at every start. Enable changes first; they go off again after 15 minutes, or after 5 without use.',
        )
      alone()
    },
    until: () => (isOn() ? new Date(standing ? now() + holdMs : end()).toISOString() : null),
    enable() {
      requireUnblocked()
      alone()
      enabledAt = now()
      touchedAt = enabledAt
      enabledPassed = elapsed()
      touchedPassed = enabledPassed
      watch()
      changed()
      return new Date(end()).toISOString()
    },
    latest: () => (isOn() && enabledAt !== null ? new Date(enabledAt + holdMs).toISOString() : null),
    disable(because = 'hand') {
      const wasStanding = standing
      standing = false
      // What ended before, unnoticed, is not ended by whoever ends it now.
      if (isOn()) off(because, now())
      else if (wasStanding) changed()
    },
    touch() {
      if (!isOn()) return
      touchedAt = now()
      touchedPassed = elapsed()
    },
  }
}
