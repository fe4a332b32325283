import type { FolderRight, Observation } from '../../contract/model.ts'
import { type Columns, type Names, right, rightsOf } from '../directory/index/columns.ts'
import type { Reads } from '../directory/reads.ts'
import { type Access, accessTo } from './effective.ts'

/** A row of what somebody may use. */
export interface AccessRow extends FolderRight {
  folder: string
  name: string
  through: string[]
  superAdmin: boolean
}

const rowOf = ({ folder, rights, through, superAdmin }: Access, { folders }: Names): AccessRow => ({
  folder: folders[folder]?.id ?? '',
  name: folders[folder]?.name ?? '',
  ...rightsOf(rights),
  through,
  superAdmin,
})

/** So many groups are told as ways into one folder. */
const mostWays = 1000

/** The groups that refreshes and readings saw somebody leave after an instant, and not come back to. */
export function groupsLeft(history: readonly Observation[], since: string): Set<string> {
  const left = new Set<string>()
  for (const { time, changes } of history.toReversed()) {
    if (time <= since) continue
    for (const { field, before, after } of changes) {
      if (field !== 'groups' || !Array.isArray(before) || !Array.isArray(after)) continue
      for (const group of before) if (!after.includes(group)) left.add(String(group))
      for (const group of after) left.delete(String(group))
    }
  }
  return left
}

/** Where somebody's entry in a folder's list stands; -1: nowhere. */
function entryIn(columns: Columns, folder: number, at: number): number {
  const end = columns.folderStart[folder + 1] as number
  for (let index = columns.folderStart[folder] as number; index < end; index++)
    if (columns.folderMembers[index] === at) return index
  return -1
}

/** Entries of folders that are looked through before others have their turn. */
const together = 100_000

/**
 * What a person at a position of the index may use. `groups`: the groups they are in, or would be in. `foldersAsOf`: when the folders
 * were read. Yields now and then.
 */
export function* accessOfPerson(
  reads: Reads,
  {
    at,
    username,
    groups,
    foldersAsOf,
  }: { at: number; username: string; groups: readonly string[]; foldersAsOf: string | null },
): Generator<void, AccessRow[]> {
  const [columns, names] = [reads.columns(), reads.names()]
  const isIn = new Set(groups)
  const left = groupsLeft(reads.history(username, { offset: 0, limit: 500 }).rows, foldersAsOf ?? '')
  const rows: AccessRow[] = []
  let looked = 0
  for (const [folder, { id, deleted, grants = [] }] of names.folders.entries()) {
    if (deleted) continue
    const index = entryIn(columns, folder, at)
    looked += (columns.folderStart[folder + 1] as number) - (columns.folderStart[folder] as number)
    if (looked >= together) {
      looked = 0
      yield
    }
    const bits = columns.folderRights[index] as number
    const isListed = index !== -1 && (bits & right.group) !== 0
    // Groups that are members as a whole need no look at the list.
    const named = isListed && grants.some(({ named }) => named) ? reads.waysInto(id, username) : null
    const listed =
      named === null
        ? grants.filter(({ name }) => isIn.has(name)).map(({ name }) => name)
        : named.filter((way) => way !== 'person')
    const access = accessTo(
      index === -1 ? null : { bits, groups: () => listed },
      grants,
      (group) => isIn.has(group),
      (group) => left.has(group),
    )
    if (access === null) continue
    rows.push(rowOf({ folder, ...access, through: access.through.slice(0, mostWays) }, names))
  }
  return rows
}

/** What a group opens: the folders in which it is a member as a whole, or is named as the way of single people. */
export function accessOfGroup(names: Names, group: string): AccessRow[] {
  return names.folders.flatMap(({ deleted, grants = [] }, folder) => {
    const grant = deleted ? undefined : grants.find(({ name }) => name === group)
    return grant === undefined
      ? []
      : [rowOf({ folder, rights: grant.rights, through: [group], superAdmin: false }, names)]
  })
}
