import { Refusal } from '../../../contract/failure.ts'
import { tooFast } from '../../lastpass/pace.ts'
import type { Work } from './context.ts'

/** So often is waited when LastPass asks to slow down, beyond what the client waits by itself. */
const times = 5
/** A longer wait than this is left to a person. */
const longestMs = 120_000

/** Does something that was not carried out where LastPass asks to slow down again after the wait that it asks for. */
export async function patiently<T>(
  { sleep }: Pick<Work, 'sleep'>,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof Refusal) || error.failure.code !== 'rate-limited' || attempt === times) throw error
      const waitMs = error.failure.retryAfterMs ?? 1000
      if (waitMs > longestMs) throw error
      await sleep(waitMs, signal)
    }
  }
}

/**
 * Patience with a service that answers changes with "slow down". The changes were looked at by then, and what was not made is
 * sent again, with an intent of its own; after several such answers in a row the job is left to a person.
 */
export function createPatience(
  { sleep }: Pick<Work, 'sleep'>,
  signal: AbortSignal,
): {
  /** Hears of each leg. @throws Refusal `rate-limited` when it has been asked too often, or for too long a wait */
  heard(busyMs: number | null): Promise<void>
} {
  let inARow = 0
  return {
    async heard(busyMs) {
      inARow = busyMs === null ? 0 : inARow + 1
      if (busyMs === null) return
      if (inARow === times || busyMs > longestMs) throw tooFast(busyMs)
      await sleep(busyMs, signal)
    },
  }
}
