import type { ServiceFolder } from '../../lastpass/records/folder.ts'
import { membersOf } from '../folders/folder-members.ts'
import type { Draft } from '../index/column-builder.ts'
import type { StoredFolder } from '../stored/records.ts'

/** The folders with everybody in them once; people of a group that is a member have access through it. */
export function storedFolders(folders: Iterable<ServiceFolder>, draft: Draft): StoredFolder[] {
  const all = [...folders]
  const wanted = new Set(
    all.flatMap(({ members }) =>
      members.flatMap(({ username, groupName }) => (username === null && groupName !== null ? [groupName] : [])),
    ),
  )
  const peopleOf = groupPeople(draft, wanted)
  return all.map(({ id, name, score, deleted, members: entries, other }) => {
    const { members, groups, named } = membersOf(entries, (group) => peopleOf.get(group) ?? [])
    return {
      id,
      name,
      score,
      deleted,
      members: members.map(({ sites: _, ...member }) => member),
      ...(groups.length === 0 ? {} : { groups }),
      ...(named.length === 0 ? {} : { named }),
      ...(Object.keys(other).length === 0 ? {} : { other }),
    }
  })
}

function groupPeople(draft: Draft, wanted: ReadonlySet<string>): Map<string, string[]> {
  const people = new Map<string, string[]>([...wanted].map((name) => [name, []]))
  if (wanted.size === 0) return people
  for (let index = 0; index < draft.size; index++) {
    for (const group of draft.groups[index] as readonly string[]) people.get(group)?.push(draft.keys[index] as string)
  }
  return people
}
