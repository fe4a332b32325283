import { Refusal } from '../../contract/failure.ts'
import { keyOf } from '../text/user-key.ts'
import type { RequestBody } from './kinds/common/kind.ts'

/**
 * First passwords that somebody entered for plans, in memory alone. Security rule: no file, row, line, answer or log has one; it is gone
 * once its job rests, its plan is discarded or a quarter of an hour has passed. Test: test/main/changes/first-passwords.test.ts.
 */
export interface FirstPasswords {
  keep(plan: string, username: string, password: string): void
  /** Tells of a plan whose first passwords are still here. */
  holder(plan: string): (username: string) => boolean
  /** The request as it leaves, with the passwords that it is to have. @throws Refusal `conflict` where one is gone */
  fill(plan: string, request: RequestBody): RequestBody['data']
  drop(plan: string): void
  close(): void
}

/** 15 minutes: as long as changes are enabled; a form that is filled again costs less than a password that lies about. */
const longestMs = 15 * 60_000

/** What is said where a plan has a first password that is not here any more. */
export const passwordGone =
  'Its first password was in memory only, and is gone. Preview the joiner again and enter one, or leave it off.'

/** An entry of `batchadd` that is to have a password. */
interface Entry {
  username: string
  password_reset_required: boolean
}
export const wantsPassword = (entry: unknown): entry is Entry =>
  typeof entry === 'object' && entry !== null && 'password_reset_required' in entry

/** `elapsed`: milliseconds that pass whatever the clock is set to. */
export function createFirstPasswords(elapsed: () => number): FirstPasswords {
  const held = new Map<string, { key: string; bytes: Buffer; until: number; timer: NodeJS.Timeout }>()
  function drop(plan: string): void {
    const one = held.get(plan)
    if (one === undefined) return
    clearTimeout(one.timer)
    one.bytes.fill(0)
    held.delete(plan)
  }
  const find = (plan: string, username: string) => {
    const one = held.get(plan)
    if (one !== undefined && elapsed() >= one.until) drop(plan)
    return one !== undefined && held.has(plan) && one.key === keyOf(username) ? one : undefined
  }
  return {
    keep(plan, username, password) {
      drop(plan)
      const timer = setTimeout(() => drop(plan), longestMs)
      timer.unref()
      held.set(plan, { key: keyOf(username), bytes: Buffer.from(password), until: elapsed() + longestMs, timer })
    },
    holder: (plan) => (username) => find(plan, username) !== undefined,
    fill(plan, { data }) {
      if (!Array.isArray(data) || !data.some(wantsPassword)) return data
      return data.map((entry: unknown) => {
        if (!wantsPassword(entry)) return entry
        const one = find(plan, entry.username)
        if (one === undefined) throw new Refusal('conflict', `${passwordGone} Nothing was sent.`)
        return { ...entry, password: one.bytes.toString() }
      })
    },
    drop,
    close: () => [...held.keys()].forEach(drop),
  }
}
