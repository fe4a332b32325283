import { type Columns, type GroupGrant, type Names, right } from '../directory/index/columns.ts'

/** Somebody's rights in one folder, as bits of `right`, and by which ways: `person`, and names of groups. */
export interface Access {
  /** Index in `names.folders`. */
  folder: number
  rights: number
  through: string[]
  superAdmin: boolean
}

/** Rights, without how they were given. */
const plain = right.readOnly | right.canAdminister | right.hidePasswords

/** Of several rights, the strictest: read-only and hidden where one is, administering only where all are. */
export const strictestBits = (all: readonly number[]): number =>
  all.reduce(
    (sum, bits) => (sum & bits & right.canAdminister) | ((sum | bits) & ~right.canAdminister),
    right.canAdminister,
  ) & plain

/** What the folder's own list says of somebody; null: they are not in it. */
export interface Entry {
  /** Bits of `right`. */
  bits: number
  /** The groups that it names, where it says that there are some. */
  groups: () => readonly string[]
}

/**
 * Somebody's access to one folder: in person first, else of several groups the strictest; null: none. `grants` are the folder's groups,
 * `isIn` says whether they are in a group now, `hasLeft` whether they were seen leaving one since the folder's list was read.
 */
export function accessTo(
  entry: Entry | null,
  grants: readonly GroupGrant[],
  isIn: (group: string) => boolean,
  hasLeft: (group: string) => boolean,
): Omit<Access, 'folder'> | null {
  const whole = grants.filter((grant) => grant.whole && isIn(grant.name)).map(({ name }) => name)
  const listed = entry === null || (entry.bits & right.group) === 0 ? [] : entry.groups()
  const kept = listed.filter((group) => !hasLeft(group))
  const groups = [...new Set([...kept, ...whole])]
  const superAdmin = entry !== null && (entry.bits & right.superAdmin) !== 0
  if (entry !== null && (entry.bits & right.only) === 0)
    return { rights: entry.bits & plain, through: ['person', ...groups], superAdmin }
  if (groups.length === 0) return null
  const asListed = entry !== null && groups.length === listed.length && listed.every((group) => groups.includes(group))
  const rights = asListed
    ? entry.bits & plain
    : strictestBits(groups.map((group) => grants.find(({ name }) => name === group)?.rights ?? right.readOnly))
  return { rights, through: groups, superAdmin }
}

/** Everybody's rights in folders, folder by folder: `people[start[f] .. start[f + 1]]` with the bits beside them. */
export interface AllAccess {
  start: Uint32Array
  people: Uint32Array
  rights: Uint8Array
}

/** Memberships that are gone through before others have their turn. */
const together = 50_000

/**
 * The effective access of everybody to all folders that are not deleted, group memberships as they are now. Who is named in a list
 * through a group alone counts as the list says. Yields now and then.
 */
export function* accessOfEverybody(columns: Columns, names: Names): Generator<void, AllAccess> {
  const groupAt = new Map(names.groups.map((name, at) => [name, at]))
  const start = new Uint32Array(names.folders.length + 1)
  let people = new Uint32Array(columns.folderMembers.length + 1024)
  let rights = new Uint8Array(people.length)
  /** Which folder last saw this person, and at which place of the result. */
  const seen = new Int32Array(columns.n.length).fill(-1)
  const place = new Uint32Array(columns.n.length)
  let size = 0
  let looked = 0
  const put = (at: number, bits: number) => {
    if (size === people.length) {
      const [morePeople, moreRights] = [new Uint32Array(size * 2), new Uint8Array(size * 2)]
      morePeople.set(people)
      moreRights.set(rights)
      people = morePeople
      rights = moreRights
    }
    people[size] = at
    rights[size] = bits
    place[at] = size
    size++
  }
  for (const [folder, { deleted, grants = [] }] of names.folders.entries()) {
    start[folder] = size
    if (deleted) continue
    const [from, to] = [columns.folderStart[folder] as number, columns.folderStart[folder + 1] as number]
    const whole = grants.filter((grant) => grant.whole)
    for (let index = from; index < to; index++) {
      const at = columns.folderMembers[index] as number
      const bits = columns.folderRights[index] as number
      const throughWhole = whole.length > 0 && (bits & right.only) !== 0
      // Whom the list has through groups alone: added below, by the groups they are in now.
      if (throughWhole && !grants.some((grant) => grant.named)) continue
      seen[at] = folder
      put(at, bits)
    }
    looked += to - from
    for (const { name, rights: bits } of whole) {
      const group = groupAt.get(name)
      if (group === undefined) continue
      const end = columns.groupStart[group + 1] as number
      for (let index = columns.groupStart[group] as number; index < end; index++) {
        const at = columns.groupMembers[index] as number
        if (seen[at] !== folder) {
          seen[at] = folder
          put(at, bits | right.group | right.only)
          continue
        }
        const known = rights[place[at] as number] as number
        // In person counts first.
        if ((known & right.only) !== 0)
          rights[place[at] as number] = strictestBits([known & plain, bits]) | (known & ~plain) | right.group
      }
      looked += end - (columns.groupStart[group] as number)
    }
    if (looked >= together) {
      looked = 0
      yield
    }
  }
  start[names.folders.length] = size
  return { start, people: people.subarray(0, size), rights: rights.subarray(0, size) }
}
