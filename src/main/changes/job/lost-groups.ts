import type { Change } from '../../../contract/change.ts'
import { keyOf } from '../../text/user-key.ts'
import type { State } from '../kinds/common/account-state.ts'
import { kindOf } from '../kinds/kinds.ts'
import type { Work } from './context.ts'

// LastPass has no command that lists groups, and a group is known by its name alone. A name that nobody has any more, of those who had it a
// moment ago, is a group that was renamed or deleted: whoever is put into it now would stand in a group of the old name.

/** Members of groups, who are asked for again to see whether these are still there. */
export interface Witnesses {
  /** User names. */
  names: readonly string[]
  /** For each group that can be lost, who were its members. */
  of: ReadonlyMap<string, readonly string[]>
  /** All groups that were known before the reading. */
  known: ReadonlySet<string>
}

const ofEachGroup = 2
const mostNames = 40
/** So few people are asked for one by one, so a witness costs a request. */
export const fewPeople = 3

/** Who can say whether the groups of changes are still there; preferably nobody of whom these changes are. */
export function witnessesFor(work: Pick<Work, 'people'>, changes: readonly Change[]): Witnesses {
  const known = work.people.groupNames()
  const own = new Set(changes.map(({ username }) => keyOf(username)))
  const groups = [...new Set(changes.flatMap((change) => kindOf(change).groups(change)))].filter((group) =>
    known.has(group),
  )
  const most = changes.length > fewPeople ? mostNames : fewPeople
  const of = new Map<string, string[]>()
  const names = new Set<string>()
  for (const group of groups) {
    if (names.size >= most) break
    const members = work.people.membersOf(group, ofEachGroup, own).slice(0, most - names.size)
    if (members.length === 0) continue
    of.set(group, members)
    for (const name of members) names.add(name)
  }
  return { names: [...names], of, known }
}

/** Groups of which everybody asked for is in it no more, each with why its rows are not sent. */
export function lostGroups(
  { of, known }: Witnesses,
  read: ReadonlyMap<string, State | null>,
): ReadonlyMap<string, string> {
  const lost = new Map<string, string>()
  for (const [group, names] of of) {
    const there = names.flatMap((name) => read.get(keyOf(name)) ?? [])
    if (there.length === 0 || there.some(({ groups }) => groups.includes(group))) continue
    const [first] = there
    const renamed = first?.groups.find((name) => !known.has(name) && there.every(({ groups }) => groups.includes(name)))
    lost.set(
      group,
      renamed === undefined
        ? `"${group}" may have been renamed or deleted since this was planned: whoever was asked for of its members is in it no more. Refresh, then plan this anew.`
        : `"${group}" seems to be called "${renamed}" now: its members are in that group. Refresh, then plan this anew.`,
    )
  }
  return lost
}

/** Why a change must not be sent, by the groups that it is about; undefined: nothing speaks against it. */
export const lostTo = (change: Change, lost: ReadonlyMap<string, string>): string | undefined =>
  kindOf(change)
    .groups(change)
    .flatMap((group) => lost.get(group) ?? [])[0]
