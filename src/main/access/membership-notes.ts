import type { Change, ImpactNote } from '../../contract/change.ts'
import { type Columns, type Names, right } from '../directory/index/columns.ts'
import type { Reads } from '../directory/reads.ts'
import { keyOf } from '../text/user-key.ts'
import { accessTo } from './effective.ts'

/** So many folders are named; the rest are counted. */
const named = 3
const together = 50

const list = (folders: readonly string[]): string => {
  const shown = folders.slice(0, named).map((name) => `“${name.slice(0, 80)}”`)
  const rest = folders.length - shown.length
  return [...shown, ...(rest > 0 ? [`${rest.toLocaleString('en-US')} more`] : [])].join(', ')
}

/** Where each person stands in a folder's list, by position; made for a folder once it is asked for. */
function placesIn(columns: Columns): (folder: number) => ReadonlyMap<number, number> {
  const known = new Map<number, Map<number, number>>()
  return (folder) => {
    const before = known.get(folder)
    if (before !== undefined) return before
    const places = new Map<number, number>()
    const end = columns.folderStart[folder + 1] as number
    for (let index = columns.folderStart[folder] as number; index < end; index++)
      places.set(columns.folderMembers[index] as number, index)
    known.set(folder, places)
    return places
  }
}

/** The folders in which each group has rights. */
function foldersByGroup({ folders }: Names): Map<string, number[]> {
  const by = new Map<string, number[]>()
  for (const [folder, { deleted, grants = [] }] of folders.entries()) {
    if (deleted) continue
    for (const { name } of grants) by.set(name, [...(by.get(name) ?? []), folder])
  }
  return by
}

/** What somebody's memberships are to be: those of all their changes in a plan. */
interface Meant {
  add: Set<string>
  remove: Set<string>
}

/**
 * Says which shared folders a plan's memberships open and close, by lower-case user name: only where no other way stays. Yields now and
 * then.
 */
export function* membershipNotes(
  reads: Reads,
  changes: readonly Change[],
): Generator<void, ReadonlyMap<string, ImpactNote[]>> {
  const meant = new Map<string, Meant>()
  for (const change of changes) {
    const [add, remove] =
      change.kind === 'groups'
        ? [change.add, change.remove]
        : change.kind === 'add'
          ? [change.groups ?? [], []]
          : [[], []]
    if (add.length + remove.length === 0) continue
    const own = meant.get(keyOf(change.username)) ?? { add: new Set(), remove: new Set() }
    for (const group of add) own.add.add(group)
    for (const group of remove) own.remove.add(group)
    meant.set(keyOf(change.username), own)
  }
  const notes = new Map<string, ImpactNote[]>()
  if (meant.size === 0) return notes
  const [columns, names] = [reads.columns(), reads.names()]
  const byGroup = foldersByGroup(names)
  const placeIn = placesIn(columns)
  const people = [...meant]
  for (let from = 0; from < people.length; from += together) {
    const part = people.slice(from, from + together)
    const found = reads.positionsOf(part.map(([key]) => key))
    for (const [key, { add, remove }] of part) {
      const person = found.get(key)?.find(({ user }) => user.goneSince === null)
      const now = new Set(person?.user.groups)
      const after = new Set([...now, ...add].filter((group) => !remove.has(group)))
      const [opens, closes]: [string[], string[]] = [[], []]
      for (const folder of new Set([...add, ...remove].flatMap((group) => byGroup.get(group) ?? []))) {
        const { name, grants = [] } = names.folders[folder] as Names['folders'][number]
        const index = person === undefined ? undefined : placeIn(folder).get(person.at)
        const bits = index === undefined ? 0 : (columns.folderRights[index] as number)
        const listed = grants.filter((grant) => now.has(grant.name)).map((grant) => grant.name)
        const entry = index === undefined ? null : { bits, groups: () => ((bits & right.group) === 0 ? [] : listed) }
        const before = accessTo(
          entry,
          grants,
          (group) => now.has(group),
          () => false,
        )
        const then = accessTo(
          entry,
          grants,
          (group) => after.has(group),
          (group) => remove.has(group),
        )
        if (before === null && then !== null) opens.push(name)
        if (before !== null && then === null) closes.push(name)
      }
      const own: ImpactNote[] = []
      if (closes.length > 0)
        own.push({
          code: 'closes-folders',
          folders: closes.length,
          message: `Loses ${list(closes)}: there is no other way to it.`,
        })
      if (opens.length > 0) own.push({ code: 'opens-folders', folders: opens.length, message: `Gets ${list(opens)}.` })
      if (own.length > 0) notes.set(key, own)
    }
    yield
  }
  return notes
}
