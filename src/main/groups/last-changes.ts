import type { Instant } from '../../contract/model.ts'
import { observedGroups } from '../directory/observed-groups.ts'
import type { Reads } from '../directory/reads.ts'
import { keyOf } from '../text/user-key.ts'

/** When somebody was last seen to come into each group or to leave it, by the group's name. Groups of which nothing was seen are left out. */
export type LastChanges = ReadonlyMap<string, Instant>

type Source = Pick<Reads, 'memberships' | 'positionsOf'>

const together = 500

/** Follows what refreshes saw of memberships; each look reads on from where the one before ended. Yields between reads. */
export function followGroups(reads: Source): () => Generator<void, LastChanges> {
  const last = new Map<string, Instant>()
  /** When each came or went whose groups at that time are not told yet: by what is seen next of them, or by how they stand now. */
  const whole = new Map<string, Instant>()
  let after = 0

  function read(observation: ReturnType<Source['memberships']>[number]['observation']): void {
    const { time, username, kind, changes } = observation
    const renamed = changes.find(({ field }) => field === 'username')?.before
    const before = keyOf(typeof renamed === 'string' ? renamed : username)
    const came = whole.get(before)
    if (came !== undefined) {
      whole.delete(before)
      whole.set(keyOf(username), came)
    }
    const membership = changes.find(({ field }) => field === 'groups')
    if (membership !== undefined) {
      const [was, is] = [new Set(observedGroups(membership.before)), new Set(observedGroups(membership.after))]
      if (came !== undefined) for (const group of was) later(last, group, came)
      whole.delete(keyOf(username))
      for (const group of [...was, ...is]) if (was.has(group) !== is.has(group)) later(last, group, time)
    }
    if (kind !== 'changed') whole.set(keyOf(username), time)
  }

  return function* look() {
    for (;;) {
      const found = reads.memberships(after, together)
      for (const { observation } of found) read(observation)
      after = found.at(-1)?.n ?? after
      if (found.length < together) break
      yield
    }
    const now = new Map(last)
    const keys = [...whole.keys()]
    for (let from = 0; from < keys.length; from += together) {
      const part = keys.slice(from, from + together)
      for (const [key, people] of reads.positionsOf(part))
        for (const { user } of people) {
          const time = whole.get(key)
          if (time !== undefined && (user.goneSince === null || user.goneSince === time))
            for (const group of user.groups) later(now, group, time)
        }
      yield
    }
    return now
  }
}

function later(times: Map<string, Instant>, group: string, time: Instant): void {
  const known = times.get(group)
  if (known === undefined || known < time) times.set(group, time)
}
