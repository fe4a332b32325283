import type { ReviewLine } from '../../../contract/calls/reviews.ts'
import type { Change } from '../../../contract/change.ts'
import { keyOf } from '../../text/user-key.ts'

/** An access that the API cannot take away, with the reason. */
export interface ByHand {
  username: string
  access: string
  why: string
}

/** The changes that take away what a review decided to remove: memberships, one change a person. Pure. */
export function removals(lines: readonly ReviewLine[]): { changes: Change[]; byHand: ByHand[] } {
  const people = new Map<string, { username: string; groups: Set<string> }>()
  const byHand: ByHand[] = []
  for (const { username, access, rights, through, decision } of lines) {
    if (decision !== 'remove') continue
    const groups = rights === null ? [access] : through.filter((way) => way !== 'person')
    if (rights !== null && through.includes('person'))
      byHand.push({
        username,
        access,
        why: 'Was added to the folder in person: LastPass’ API cannot remove anybody from a folder; its own console can.',
      })
    if (groups.length === 0) continue
    const own = people.get(keyOf(username)) ?? { username, groups: new Set() }
    for (const group of groups) own.groups.add(group)
    people.set(keyOf(username), own)
  }
  return {
    changes: [...people.values()].map(({ username, groups }) => ({
      kind: 'groups',
      username,
      add: [],
      remove: [...groups],
    })),
    byHand,
  }
}
