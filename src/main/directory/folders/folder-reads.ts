import { Refusal } from '../../../contract/failure.ts'
import type { Folder, FolderGroup, FolderMember, Instant, UserFolder } from '../../../contract/model.ts'
import type { Store } from '../../store/open.ts'
import { isSummed } from '../../store/row-sum.ts'
import { bytesOf, parseStored, wholeRow } from '../../store/text.ts'
import { UnreadableStore } from '../../store/unreadable.ts'
import { compareText, keyOf } from '../../text/user-key.ts'
import type { StoredFolder } from '../index/build.ts'
import type { ByName } from '../index/by-name.ts'
import { type Columns, type Names, right } from '../index/columns.ts'
import type { Page, Range } from '../page-range.ts'
import { waysOf } from './folder-members.ts'
import { changedFolders, folderAt, type PastFolder } from './folder-states.ts'

/** What is read of shared folders: who is in one and how, as the last refresh saw it and as it was before. */
export interface FolderReads {
  /** By which ways somebody is in a folder, as the last refresh saw it. */
  waysInto(folder: string, username: string): string[]
  /** The ids of folders in which something changed after `from` and not after `to`. */
  changedFolders(from: Instant, to: Instant): string[]
  /** A folder as it was at an instant; null: it was not there, or deleted. */
  folderAt(id: string, at: Instant): PastFolder | null
  folderMembers(
    id: string,
    range: Range,
  ): Page<FolderMember> & { folder: Folder; groups: FolderGroup[]; other: Record<string, unknown> }
  /** The folders that somebody is in; `at`: where they stand in the index. */
  foldersOf(at: number, username: string): UserFolder[]
}

/** So many ways into one folder, and groups of one folder, cross in one call. */
const mostWays = 1000

/** `index`: the column index of now, which each refresh replaces. */
export function createFolderReads(
  store: Store,
  index: () => { columns: Columns; names: Names; byName: ByName },
): FolderReads {
  const storedFolder = (id: string): StoredFolder | null => {
    const found = store
      .prepare(`SELECT n, ${bytesOf('id', 'json')}, CAST(sum AS INTEGER) AS sum FROM folders WHERE id = ?`)
      .get(id)
    if (found === undefined) return null
    const row = wholeRow<{ n: number; id: string; json: string; sum: number | null }>(found)
    if (!isSummed(store, 'folders', [row.n, row.id, row.json], row.sum))
      throw new UnreadableStore('a folder is garbled')
    return parseStored<StoredFolder>(row.json)
  }
  const waysInto = (folder: string, username: string): string[] => {
    const member = storedFolder(folder)?.members.find((each) => keyOf(each.username) === keyOf(username))
    return waysOf(member ?? {}).slice(0, mostWays)
  }

  function foldersOf(at: number, username: string): UserFolder[] {
    const { columns, names } = index()
    const found: UserFolder[] = []
    names.folders.forEach(({ id, name, deleted }, folder) => {
      if (deleted) return
      const end = columns.folderStart[folder + 1] as number
      for (let place = columns.folderStart[folder] as number; place < end; place++) {
        if (columns.folderMembers[place] !== at) continue
        const bits = columns.folderRights[place] as number
        found.push({
          id,
          name,
          readOnly: (bits & right.readOnly) !== 0,
          canAdminister: (bits & right.canAdminister) !== 0,
          hidePasswords: (bits & right.hidePasswords) !== 0,
          through: (bits & right.group) === 0 ? ['person'] : waysInto(id, username),
        })
      }
    })
    return found
  }

  return {
    waysInto,
    changedFolders: (from, to) => changedFolders(store, from, to),
    folderAt: (id, at) => folderAt(store, id, at),
    foldersOf,
    folderMembers(id, range) {
      const { names, byName } = index()
      const entry = names.folders.find((folder) => folder.id === id)
      const folder = storedFolder(id)
      if (entry === undefined || folder === null)
        throw new Refusal(
          'not-found',
          'No shared folder has this number in the data at hand. Refresh to see what LastPass has now.',
        )
      const all = folder.members.toSorted((a, b) => compareText(keyOf(a.username), keyOf(b.username)))
      const shown = all.slice(range.offset, range.offset + range.limit)
      const people = byName.positionsOf(shown.map((member) => member.username))
      const members = shown.map(({ groups, only, other, ...member }): FolderMember => {
        const user = people.get(keyOf(member.username))?.find((found) => found.user.goneSince === null)?.user
        return {
          ...member,
          username: user?.username ?? member.username,
          fullname: user?.fullname ?? '',
          status: user?.status ?? null,
          through: waysOf({ groups, only }).slice(0, mostWays),
          other: other ?? {},
        }
      })
      const groups = (folder.groups ?? []).slice(0, mostWays)
      return { rows: members, total: all.length, folder: entry, groups, other: folder.other ?? {} }
    },
  }
}
