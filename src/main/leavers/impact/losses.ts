import { type Columns, flag, type Names, right } from '../../directory/index/columns.ts'

/** What leaving does to one shared folder. */
export interface FolderLoss {
  /** Index of the folder in `names.folders`. */
  folder: number
  risk: 'no-admin' | 'no-member'
  /** Positions of the leavers in it. */
  leavers: number[]
  /** Positions of active people who stay, super admins not counted. */
  remaining: number[]
  superAdmins: number
}

/** What leaving does, over all leavers together: two people can be a folder's only administrators. */
export interface Losses {
  folders: FolderLoss[]
  /** By position: how many folders lose their last administrator, or their last member, with this person. */
  withoutAdmin: Map<number, number>
  withoutMember: Map<number, number>
  admins: { now: number; left: number }
}

const gone = flag.gone | flag.disabled
/** Whether somebody can still log in: who is disabled cannot look after a folder. */
const isActive = (columns: Columns, at: number) => ((columns.flags[at] as number) & gone) === 0
const invited = 2

/** Memberships that are looked through before others have their turn: under a millisecond. */
const together = 50_000

/**
 * Computes what is lost when these people leave; pure. Yields now and then.
 * LastPass lists super admins for every folder: they count neither as the members that stay nor as the administrators.
 */
export function* computeLosses(columns: Columns, names: Names, leaving: ReadonlySet<number>): Generator<void, Losses> {
  const folders: FolderLoss[] = []
  const withoutAdmin = new Map<number, number>()
  const withoutMember = new Map<number, number>()
  const count = (map: Map<number, number>, at: number) => map.set(at, (map.get(at) ?? 0) + 1)

  const marked = new Uint8Array(columns.n.length)
  for (const at of leaving) marked[at] = 1
  let looked = 0
  for (const [folder, { deleted }] of names.folders.entries()) {
    if (deleted) continue
    const start = columns.folderStart[folder] as number
    const end = columns.folderStart[folder + 1] as number
    looked += end - start
    if (looked >= together) {
      looked = 0
      yield
    }
    // Most folders lose nobody; a company has a million memberships.
    if (!columns.folderMembers.subarray(start, end).some((at) => marked[at] === 1)) continue
    const leavers: number[] = []
    const leavingAdmins: number[] = []
    const leavingSupers: number[] = []
    const remaining: number[] = []
    let adminStays = false
    let superAdmins = 0
    for (let index = start; index < end; index++) {
      const at = columns.folderMembers[index] as number
      const bits = columns.folderRights[index] as number
      const asSuper = (bits & right.superAdmin) !== 0
      if (leaving.has(at)) {
        if (asSuper) {
          leavingSupers.push(at)
          continue
        }
        leavers.push(at)
        if ((bits & right.canAdminister) !== 0) leavingAdmins.push(at)
        continue
      }
      if (!isActive(columns, at) || columns.status[at] === invited) continue
      if (asSuper) superAdmins++
      else {
        remaining.push(at)
        if ((bits & right.canAdminister) !== 0) adminStays = true
      }
    }
    // A super admin who leaves is missed only where nobody else, super admins included, could take over.
    if (superAdmins === 0) {
      leavers.push(...leavingSupers)
      leavingAdmins.push(...leavingSupers)
    }
    if (leavers.length === 0) continue
    if (remaining.length === 0) {
      folders.push({ folder, risk: 'no-member', leavers, remaining, superAdmins })
      for (const at of leavers) count(withoutMember, at)
    }
    // Who was never an administrator here does not take the last one away.
    if (!adminStays && leavingAdmins.length > 0) {
      if (remaining.length > 0)
        folders.push({ folder, risk: 'no-admin', leavers: leavingAdmins, remaining, superAdmins })
      for (const at of leavingAdmins) count(withoutAdmin, at)
    }
  }

  let now = 0
  let left = 0
  for (let at = 0; at < columns.n.length; at++) {
    if (((columns.flags[at] as number) & flag.admin) === 0 || !isActive(columns, at) || columns.status[at] === invited)
      continue
    now++
    if (!leaving.has(at)) left++
  }
  return { folders, withoutAdmin, withoutMember, admins: { now, left } }
}

/** Folders that a position's person is in, deleted ones left out. */
export function foldersOf(
  columns: Columns,
  names: Names,
  wanted: ReadonlySet<number>,
): Map<number, { folder: number; rights: number }[]> {
  const found = new Map<number, { folder: number; rights: number }[]>([...wanted].map((at) => [at, []]))
  names.folders.forEach(({ deleted }, folder) => {
    if (deleted) return
    const end = columns.folderStart[folder + 1] as number
    for (let index = columns.folderStart[folder] as number; index < end; index++)
      found.get(columns.folderMembers[index] as number)?.push({ folder, rights: columns.folderRights[index] as number })
  })
  return found
}
