import { Refusal } from '../../../contract/failure.ts'
import { managersOf } from '../../../contract/lists.ts'
import type { Folder, FolderGroup, FolderMember, Instant, UserFolder } from '../../../contract/model.ts'
import type { Store } from '../../store/store.ts'
import { containing } from '../../text/folding.ts'
import { compareText, keyOf } from '../../text/user-key.ts'
import type { ByName } from '../index/by-name.ts'
import { type Columns, type Names, right } from '../index/columns.ts'
import { cut, ordered, type Page, type Range } from '../page-range.ts'
import type { StoredFolder } from '../stored/records.ts'
import { unreadableFolder } from '../stored/unreadable-people.ts'
import { isAtRisk, withIdleAdmins } from './folder-managers.ts'
import { waysOf } from './folder-members.ts'
import { changedFolders, type PastFolder, pastFolder, stateAt } from './folder-states.ts'
import { folderRows } from './stored-rows.ts'

/** What is read of shared folders: who is in one and how, as the last refresh saw it and as it was before. */
export interface FolderReads {
  /** By which ways somebody is in a folder, as the last refresh saw it. */
  waysInto(folder: string, username: string): string[]
  /** The ids of folders in which something changed after `from` and not after `to`. */
  changedFolders(from: Instant, to: Instant): string[]
  /** A folder as it was at an instant; null: it was not there, or deleted. */
  folderAt(id: string, at: Instant): PastFolder | null
  foldersPage(input: FolderQuery & Range): Page<Folder>
  folderMembers(
    id: string,
    range: Range,
  ): Page<FolderMember> & { folder: Folder; groups: FolderGroup[]; other: Record<string, unknown> }
  /** The folders that somebody is in; `at`: where they stand in the index. */
  foldersOf(at: number, username: string): UserFolder[]
}

interface FolderQuery {
  text?: string | undefined
  sort: 'name' | 'score' | 'members' | 'admins'
  direction: 'asc' | 'desc'
  deleted?: boolean | undefined
  risk?: 'sole-admin' | 'no-admin' | undefined
}

/** What a column is sorted by; null: the order of the index, which is by name. */
const sortedBy: Record<FolderQuery['sort'], ((folder: Folder) => number) | null> = {
  name: null,
  score: ({ score }) => score ?? -1,
  members: ({ members }) => members,
  admins: managersOf,
}

/** So many ways into one folder, and groups of one folder, cross in one call. */
const mostWays = 1000

/** `index`: the column index of now, which each refresh replaces; `garbled`: hears of a folder whose record is damaged. */
export function createFolderReads(
  store: Store,
  index: () => { columns: Columns; names: Names; byName: ByName },
  garbled: (folder: string) => void,
): FolderReads {
  /** @throws Refusal `storage` when its record is damaged */
  const storedFolder = (id: string): StoredFolder | null => {
    const [row] = folderRows(store, id)
    const entry = index().names.folders.find((folder) => folder.id === id)
    // Of one that the index has and nobody finds by its number, the number is damaged.
    if (row === undefined ? entry !== undefined : row.folder === null) {
      const name = entry?.name ?? id
      garbled(name)
      throw new Refusal('storage', unreadableFolder(name))
    }
    return row?.folder ?? null
  }
  let counted: { columns: Columns; folders: ReturnType<typeof withIdleAdmins> } | null = null
  /** Each refresh, and each change of somebody's status, makes another index. */
  function folders(): ReturnType<typeof withIdleAdmins> {
    const { columns, names } = index()
    if (counted?.columns !== columns) counted = { columns, folders: withIdleAdmins(columns, names) }
    return counted.folders
  }
  const waysInto = (folder: string, username: string): string[] => {
    const member = storedFolder(folder)?.members.find((each) => keyOf(each.username) === keyOf(username))
    return waysOf(member ?? {}).slice(0, mostWays)
  }
  /** The same of one folder among others: what a damaged record would say is left out. */
  const waysIfReadable = (folder: string, username: string): string[] => {
    try {
      return waysInto(folder, username)
    } catch (error) {
      if (error instanceof Refusal) return []
      throw error
    }
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
          through: (bits & right.group) === 0 ? ['person'] : waysIfReadable(id, username),
        })
      }
    })
    return found
  }

  return {
    foldersPage({ text, sort, direction, deleted, risk, ...range }) {
      const matches = containing(text)
      const all = folders().filter(
        (folder) =>
          matches(folder.name) &&
          (deleted === undefined || folder.deleted === deleted) &&
          (risk === undefined || isAtRisk(folder, risk)),
      )
      return cut(ordered(all, sortedBy[sort], direction), range)
    },
    waysInto: waysIfReadable,
    changedFolders: (from, to) => changedFolders(store, from, to),
    folderAt(id, at) {
      const { known, past } = stateAt(store, id, at)
      return known ? past : pastFolder(storedFolder(id))
    },
    foldersOf,
    folderMembers(id, range) {
      const { byName } = index()
      const entry = folders().find((folder) => folder.id === id)
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
