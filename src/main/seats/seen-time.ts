import { createBelievedTime } from '../clock/believed-time.ts'
import type { Vault } from '../keychain/vault.ts'

/** Where the latest time that was seen under a seat is kept in the keychain, so that its end does not come again. */
const account = 'workstation/latest-time'
/** Written so often at most: what a clock can be set back by between two starts without being found out. */
const writeMs = 10 * 60_000

/**
 * A clock that never goes back, over restarts too, for as long as one seat lasts: another seat begins anew, so that a clock that
 * was wrong once does not end it. `seat`: what tells one seat from the next; null: there is none, and nothing is kept.
 */
export async function createSeenTime(
  vault: Vault,
  now: () => number,
  seat: () => string | null,
  passed?: () => number,
): Promise<() => number> {
  const believed = createBelievedTime(now, passed)
  let of = seat()
  let latest = of === null ? 0 : await kept(of)
  let written = latest

  async function kept(wanted: string): Promise<number> {
    const [name, time] = ((await vault.read(account).catch(() => null)) ?? '').split(' ')
    return name === wanted && Number.isFinite(Number(time)) ? Number(time) : 0
  }

  return () => {
    // A time that the clock only jumped to was not seen.
    const time = believed.time()
    const current = seat()
    if (current !== of) {
      of = current
      latest = 0
      written = 0
    }
    if (of === null) return time
    latest = Math.max(latest, time)
    if (latest - written > writeMs) {
      written = latest
      // A keychain that does not answer is told where it is needed.
      vault.write(account, `${of} ${latest}`).catch(() => {})
    }
    return latest
  }
}
