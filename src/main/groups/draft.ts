import type { DraftItem } from '../../contract/calls/groups.ts'
import type { Change } from '../../contract/change.ts'
import type { Reads } from '../directory/reads.ts'
import { keyOf } from '../text/user-key.ts'

/** A membership that was drafted, as it stands now. */
export interface StandingItem extends DraftItem {
  fullname: string
  /** Whether the person is in the group now; null: nobody has the address. */
  now: boolean | null
  /** `clean`: as it was when drafted; `done`: it is so already; `gone`: the person is not there; `moved`: the address is another account's now. */
  standing: 'clean' | 'done' | 'gone' | 'moved'
}

const together = 100

/** How drafted memberships stand against what is known now. Yields now and then. */
export function* standingOf(
  reads: Pick<Reads, 'lookup'>,
  items: readonly DraftItem[],
): Generator<void, StandingItem[]> {
  const people = [...new Set(items.map(({ username }) => keyOf(username)))]
  const found = new Map<string, ReturnType<Reads['lookup']>[number]>()
  for (let from = 0; from < people.length; from += together) {
    const part = people.slice(from, from + together)
    for (const [index, users] of reads.lookup(part).entries()) found.set(part[index] as string, users)
    yield
  }
  return items.map((item) => {
    const [user] = found.get(keyOf(item.username)) ?? []
    if (user === undefined) return { ...item, fullname: '', now: null, standing: 'gone' as const }
    const now = user.groups.includes(item.group)
    const moved = item.id !== null && user.id !== null && item.id !== user.id
    return { ...item, fullname: user.fullname, now, standing: moved ? 'moved' : now === item.member ? 'done' : 'clean' }
  })
}

/** The drafted memberships as changes, one a person; those that are so already, or whose person is not the same, are left out. */
export function draftChanges(items: readonly StandingItem[]): Change[] {
  const people = new Map<string, { username: string; add: string[]; remove: string[] }>()
  for (const { username, group, member, standing } of items) {
    if (standing !== 'clean') continue
    const key = keyOf(username)
    const change = people.get(key) ?? { username, add: [], remove: [] }
    ;(member ? change.add : change.remove).push(group)
    people.set(key, change)
  }
  return [...people.values()].map((change) => ({ kind: 'groups', ...change }))
}
