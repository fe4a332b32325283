import { Refusal } from '../../../contract/failure.ts'
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
