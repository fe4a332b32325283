import type { Instant } from '../../contract/model.ts'
import { observedGroups } from '../directory/observed-groups.ts'
import type { Reads } from '../directory/reads.ts'

/** A group that somebody was in. */
export interface PastGroup {
  name: string
  /** When a refresh saw that they were in it no more. */
  until: Instant
  /** Whether there is such a group now. */
  exists: boolean
}

/** So far back what was seen of one person is looked through. */
const most = 200

/** Groups that an account lost, by what refreshes saw of it, the last lost first; those that it is in again are left out. */
export function pastGroups(
  reads: Pick<Reads, 'history' | 'names'>,
  { username, groups }: { username: string; groups: readonly string[] },
): PastGroup[] {
  const now = new Set(groups)
  const known = new Set(reads.names().groups)
  const lost = new Map<string, PastGroup>()
  for (const { kind, time, changes } of reads.history(username, { offset: 0, limit: most }).rows) {
    const change = changes.find(({ field }) => field === 'groups')
    const after = new Set(observedGroups(change?.after))
    for (const name of observedGroups(change?.before))
      if (!after.has(name) && !now.has(name) && !lost.has(name))
        lost.set(name, { name, until: time, exists: known.has(name) })
    // What was seen under the address before then was another account's.
    if (kind === 'added') break
  }
  return [...lost.values()]
}
