import { keyOf } from '../../text/user-key.ts'
import { type Columns, flag } from '../index/columns.ts'
import { keyAt } from '../name-index.ts'

/** People of one state of the index whose records on disk are not as they were written. */
export interface UnreadablePeople {
  readonly size: number
  /** Leaves somebody out from now on; gives the index without them. */
  add(at: number, columns: Columns): Columns
  has(username: string): boolean
  isAt(at: number): boolean
  /** Their user names, as the index has them, which has a sum of its own. */
  names(): string[]
}

/**
 * Security rule: a damaged person hides themself alone from lists, counts, exports and plans, and is told by name; the next refresh
 * writes them anew. Test: test/main/directory/unreadable-people.test.ts.
 */
export function createUnreadablePeople(): UnreadablePeople {
  const found = new Map<number, string>()
  return {
    get size() {
      return found.size
    },
    add(at, columns) {
      found.set(at, keyAt(columns, at))
      const flags = columns.flags.slice()
      // Whoever passes over the gone passes over them too; who looks for the gone does not find them.
      flags[at] = (flags[at] as number) | flag.gone | flag.unreadable
      return { ...columns, flags }
    },
    has: (username) => found.size > 0 && [...found.values()].includes(keyOf(username)),
    isAt: (at) => found.has(at),
    names: () => [...found.values()],
  }
}

/** What is said of them. */
export const unreadableInWords = (count: number): string =>
  `${count} ${count === 1 ? 'person' : 'people'} could not be read from the local database, and ${count === 1 ? 'is' : 'are'} left out of lists, counts, exports and plans until a refresh reads ${count === 1 ? 'that record' : 'those records'} anew from LastPass.`

/** Why nothing is planned for somebody whose record cannot be read. */
export const unreadableRecord = (username: string): string =>
  `The record of ${username} in the local database is damaged, so nothing can be compared with it. Refresh to read it anew from LastPass.`

/** Why a shared folder is not shown whose record cannot be read. */
export const unreadableFolder = (name: string): string =>
  `The record of the shared folder "${name}" in the local database is damaged, so who is in it cannot be told. Refresh to read it anew from LastPass.`

/** What is said of folders that are not in the index, because their records could not be read when it was made. */
export const unlistedInWords = (count: number): string =>
  `${count} shared ${count === 1 ? 'folder' : 'folders'} could not be read from the local database, and ${count === 1 ? 'is' : 'are'} left out of lists and of what people reach until a refresh reads ${count === 1 ? 'that record' : 'those records'} anew from LastPass.`
