import type { Store } from '../store/store.ts'
import { loadColumns, namesOf } from './index/columns.ts'
import { rowsByNumber } from './stored/rows.ts'
import { tryDecode } from './stored/user-codec.ts'

/** The user names of a group's people, by the data at hand; nothing is read from the store before a group is asked for. */
export function groupPeople(store: Store): (group: string) => readonly string[] {
  const known = new Map<string, string[]>()
  let loaded: ReturnType<typeof load> | null = null
  return (group) => {
    const before = known.get(group)
    if (before !== undefined) return before
    loaded ??= load(store)
    const people = loaded(group)
    known.set(group, people)
    return people
  }
}

function load(store: Store): (group: string) => string[] {
  const columns = loadColumns(store)
  if (columns === null) return () => []
  const { groups } = namesOf(columns)
  const read = rowsByNumber(store)
  return (group) => {
    const at = groups.indexOf(group)
    if (at === -1) return []
    const members = columns.groupMembers.subarray(columns.groupStart[at], columns.groupStart[at + 1])
    const numbers = Array.from(members, (position) => columns.n[position] as number)
    return read(numbers).flatMap(({ json }) => tryDecode(json)?.username ?? [])
  }
}
