import { Refusal } from '../../contract/failure.ts'
import type { Vault } from '../keychain/vault.ts'

/** How often a passphrase was wrong, in the keychain: starting anew does not begin anew. */
const account = 'workstation/seat-tries'
/** So many slips of a hand are free. */
const free = 3
/** 5 minutes at most: a person who has found the right one is not kept out for a day. */
const longestMs = 5 * 60_000

/** Counts wrong passphrases, and slows those who guess. */
export interface Tries {
  /** @throws Refusal `rate-limited` until the next try may be made */
  require(): Promise<void>
  wrong(): Promise<void>
  right(): Promise<void>
}

/** `elapsed`: milliseconds of the process, whatever the clock is set to; another start waits from its own beginning. */
export function createTries(vault: Vault, elapsed: () => number): Tries {
  const started = elapsed()
  let last = started
  const count = async () => Math.max(0, Number(await vault.read(account).catch(() => null)) || 0)
  const keep = (text: string | null) =>
    // A keychain that does not answer is told where it is needed.
    (text === null ? vault.erase(account) : vault.write(account, text)).catch(() => {})
  return {
    async require() {
      const wrong = await count()
      if (wrong < free) return
      const wait = last + Math.min(longestMs, 5000 * 2 ** Math.min(20, wrong - free)) - elapsed()
      if (wait <= 0) return
      const seconds = Math.ceil(wait / 1000)
      throw new Refusal(
        'rate-limited',
        `The passphrase was wrong ${wrong} times in a row. Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}. Nothing was changed.`,
        { path: 'passphrase', retryAfterMs: Math.ceil(wait) },
      )
    },
    async wrong() {
      last = elapsed()
      await keep(String((await count()) + 1))
    },
    right: () => keep(null),
  }
}
