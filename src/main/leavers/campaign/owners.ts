import { flag, right } from '../../directory/index/columns.ts'
import type { Reads } from '../../directory/reads.ts'
import { keyOf } from '../../text/user-key.ts'
import type { Owner } from './progress.ts'

const away = flag.gone | flag.disabled
const invited = 2

/**
 * Who can be asked to change passwords of these folders, by folder: who administers it as the last refresh saw it, can log in, and
 * is no leaver. LastPass lists super admins for every folder; they are no administrators of it. A folder that nobody can be asked for
 * is not in the answer. Yields now and then.
 */
export function* ownersOf(
  reads: Reads,
  folders: ReadonlySet<string>,
  leavers: ReadonlySet<string>,
): Generator<void, Map<string, Owner[]>> {
  const columns = reads.columns()
  const names = reads.names()
  const found: { folder: string; at: number }[] = []
  for (const [index, { id, deleted }] of names.folders.entries()) {
    if (deleted || !folders.has(id)) continue
    const end = columns.folderStart[index + 1] as number
    for (let place = columns.folderStart[index] as number; place < end; place++) {
      const at = columns.folderMembers[place] as number
      const bits = columns.folderRights[place] as number
      const administers = (bits & right.canAdminister) !== 0 && (bits & right.superAdmin) === 0
      if (administers && ((columns.flags[at] as number) & away) === 0 && columns.status[at] !== invited)
        found.push({ folder: id, at })
    }
    if (index % 500 === 499) yield
  }
  const positions = [...new Set(found.map(({ at }) => at))]
  const people = new Map<number, Owner>()
  for (let from = 0; from < positions.length; from += 200) {
    for (const { at, user } of reads.at(positions.slice(from, from + 200)))
      people.set(at, { username: user.username, fullname: user.fullname })
    yield
  }
  const owners = new Map<string, Owner[]>()
  for (const { folder, at } of found) {
    const owner = people.get(at)
    if (owner === undefined || leavers.has(keyOf(owner.username))) continue
    owners.set(folder, [...(owners.get(folder) ?? []), owner])
  }
  return owners
}
