import { Refusal } from '../../../contract/failure.ts'

/** Whether changes may be sent at the moment. Every start is read-only, and nothing of this is ever kept. */
export interface Writing {
  /** @throws Refusal `not-allowed` while changes are off */
  require(): void
  /** When changes are off again; null: they are off. */
  until(): string | null
  enable(): string
  disable(): void
  /** A person did something: the time without any starts anew. */
  touch(): void
}

/** 15 minutes: what a person who has enabled changes on purpose needs for a piece of work, whatever they do meanwhile. */
const holdMs = 15 * 60_000
/** 5 minutes without any act: the person has gone away or is busy elsewhere. */
const idleMs = 5 * 60_000

/** `always`: the run was started with writing enabled, which stays so until it is disabled. `changed`: the state is another one now. */
export function createWriting({
  now,
  elapsed = () => performance.now(),
  always,
  changed,
}: {
  now: () => number
  /** Milliseconds that pass whatever the clock is set to. */
  elapsed?: () => number
  always: boolean
  changed: () => void
}): Writing {
  let standing = always
  let enabledAt: number | null = null
  let touchedAt = 0
  /** The same moments on a clock that nobody sets. */
  let enabledPassed = 0
  let touchedPassed = 0
  let timer: NodeJS.Timeout | null = null

  const end = () => Math.min((enabledAt ?? 0) + holdMs, touchedAt + idleMs)
  function isOn(): boolean {
    if (standing) return true
    if (enabledAt === null) return false
    const at = now()
    // A clock that was set back would otherwise make the time longer.
    const passed = elapsed()
    if (at >= end() || at < touchedAt || passed >= Math.min(enabledPassed + holdMs, touchedPassed + idleMs)) off()
    return enabledAt !== null
  }
  function off(): void {
    if (timer !== null) clearTimeout(timer)
    timer = null
    if (enabledAt === null) return
    enabledAt = null
    changed()
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
      if (!isOn())
        throw new Refusal(
          'not-allowed',
          'Changes are off, as at every start. Enable changes first; they go off again after 15 minutes, or after 5 without use.',
        )
    },
    until: () => (isOn() ? new Date(standing ? now() + holdMs : end()).toISOString() : null),
    enable() {
      enabledAt = now()
      touchedAt = enabledAt
      enabledPassed = elapsed()
      touchedPassed = enabledPassed
      watch()
      changed()
      return new Date(end()).toISOString()
    },
    disable() {
      const wasStanding = standing
      standing = false
      if (enabledAt !== null) off()
      else if (wasStanding) changed()
    },
    touch() {
      if (!isOn()) return
      touchedAt = now()
      touchedPassed = elapsed()
    },
  }
}
