import { managersOf, statuses } from '../../../contract/lists.ts'
import type { Folder } from '../../../contract/model.ts'
import { type Columns, type Names, right } from '../index/columns.ts'

const idle = new Set(
  (['disabled', 'invited'] satisfies (typeof statuses)[number][]).map((name) => statuses.indexOf(name)),
)

/** Folders with how many of those who may administer them cannot log in, in the index' order; one walk over all memberships. */
export function withIdleAdmins(columns: Columns, names: Names): (Folder & Names['folders'][number])[] {
  const { folderStart, folderMembers, folderRights, status } = columns
  return names.folders.map((folder, place) => {
    let idleAdmins = 0
    const end = folderStart[place + 1] as number
    for (let at = folderStart[place] as number; at < end; at++) {
      const bits = folderRights[at] as number
      if ((bits & right.canAdminister) === 0 || (bits & right.superAdmin) !== 0) continue
      if (idle.has(status[folderMembers[at] as number] as number)) idleAdmins++
    }
    return { ...folder, idleAdmins }
  })
}

/** Whether exactly one, or nobody, manages a folder that is in use. */
export const isAtRisk = (folder: Folder, risk: 'sole-admin' | 'no-admin'): boolean =>
  !folder.deleted && managersOf(folder) === (risk === 'sole-admin' ? 1 : 0)
