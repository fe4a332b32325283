import { Refusal } from '../../contract/failure.ts'
import type { Group, ListedPasswords, Sort, User, UserFilter, UserFolder, UserRow } from '../../contract/model.ts'
import type { Store } from '../store/store.ts'
import { UnreadableStore } from '../store/unreadable.ts'
import { containing } from '../text/folding.ts'
import { compareText, keyOf } from '../text/user-key.ts'
import { createFolderReads, type FolderReads } from './folders/folder-reads.ts'
import { type ByName, createByName, type Positioned } from './index/by-name.ts'
import { type Columns, flag, type Names, namesOf } from './index/columns.ts'
import { type FacetCounts, type FieldValues, facets, fieldValues, type ValuesQuestion } from './index/facets.ts'
import { createFinder, type Find } from './index/find.ts'
import { type InvitedSince, listedPasswords, type Marks, noMarks } from './index/marks.ts'
import { invitedSince } from './invited-since.ts'
import { createNotes, type Notes } from './observations.ts'
import { cut, ordered, type Page, type Range } from './page-range.ts'
import { createRecentPeople } from './stored/recent-people.ts'
import type { StoredUser } from './stored/records.ts'
import { rowsByNumber } from './stored/rows.ts'
import { createUnreadablePeople, unreadableRecord } from './stored/unreadable-people.ts'
import { rowOf, tryDecode } from './stored/user-codec.ts'

/** Everything that is read of a directory: answered from the column index, rows fetched by number from the store. */
export interface Reads extends Notes, Omit<FolderReads, 'foldersOf'> {
  /** Replaces the index after the writer changed the store. */
  renew(columns: Columns): void
  /** Replaces some of what is told of the people beside their index. */
  mark(marks: Partial<Marks>): void
  /** Since when each person who is only invited is known to be so, by row; of whom nothing is known is left out. */
  invitedSince(): ReadonlyMap<number, InvitedSince>
  find: Find
  /** Rows of positions, in their order. */
  rows(positions: Uint32Array): UserRow[]
  /** The same with all groups of each, for files that are read on by others. */
  wholeRows(positions: Uint32Array): UserRow[]
  /** The people at these positions, each with their own. */
  at(positions: readonly number[]): Positioned[]
  usersPage(filter: UserFilter, sorts: readonly Sort[], range: Range): Page<UserRow>
  facets(filter: UserFilter): FacetCounts
  values(question: ValuesQuestion): FieldValues
  /** The account with this name, else the newest gone one; null: there is none. */
  user(username: string): (User & ListedPasswords & { folders: UserFolder[] }) | null
  /** Everyone present with each of these names, in the order asked. */
  lookup(usernames: readonly string[]): StoredUser[][]
  /** Whether the record of somebody with this name was found to be damaged; they are in no answer then. */
  isUnreadable(username: string): boolean
  /** Row numbers of everyone with one of these names, the gone included. */
  numbersOf(usernames: readonly string[]): number[]
  names(): Names
  /** The column index of now, for rooms that compute over everyone; not to be written to. */
  columns(): Columns
  /** Where everyone with one of these names stands in the index, by lower-case name; the gone are among them. */
  positionsOf: ByName['positionsOf']
  accountsAt: ByName['accountsAt']
  groupsPage(
    input: {
      text?: string | undefined
      names?: readonly string[] | undefined
      sort: 'name' | 'members'
      direction: 'asc' | 'desc'
    } & Range,
  ): Page<Group>
  groupMembers(name: string, range: Range): Page<UserRow>
}

/**
 * `garbled`: hears of records that cannot be read, with the names of all people whose records cannot; `garbledFolder`: of a shared folder's,
 * by its name.
 */
export function createReads(
  store: Store,
  initial: Columns,
  now: () => number,
  garbled: (unreadable: readonly string[]) => void = () => {},
  garbledFolder: (name: string) => void = () => {},
): Reads {
  let columns = initial
  let names: Names = namesOf(columns)
  const byNumber = rowsByNumber(store)
  const notes = createNotes(store)
  let invited: ReadonlyMap<number, InvitedSince> | null = null
  /** Worked out once for an index: what a refresh saw is another one's. */
  const invitedNow = () => {
    invited ??= invitedSince(columns, stored, notes)
    return invited
  }
  let marks: Marks = noMarks
  let byName = createByName(columns, stored)
  const finder = () =>
    createFinder({ columns, names, marks: { ...marks, invited: invitedNow }, now, named: byName.those })
  let find = finder()
  let unreadable = createUnreadablePeople()

  /** What asks about the same people right after, as the notes of a plan do, reads nobody again. */
  let recent = createRecentPeople()

  function stored(positions: readonly number[] | Uint32Array): Positioned[] {
    const known = Array.from(positions, recent.get)
    const numbers = Array.from(positions, (at) => columns.n[at] as number).filter(
      (_, index) => known[index] === undefined,
    )
    const byRow = new Map(byNumber(numbers).map(({ n, json }) => [n, json]))
    const before = unreadable.size
    const found: Positioned[] = []
    for (const [index, at] of positions.entries()) {
      const kept = known[index]
      if (kept !== undefined) {
        found.push({ at, user: kept })
        continue
      }
      const json = byRow.get(columns.n[at] as number)
      // Nobody is ever taken out of the store, only called gone.
      if (json === undefined) throw new UnreadableStore('a person of the index is not in it')
      const user = tryDecode(json)
      if (user !== null) {
        found.push({ at, user })
        recent.keep(at, user)
      } else if (!unreadable.isAt(at)) columns = unreadable.add(at, columns)
    }
    if (unreadable.size > before) {
      find = finder()
      garbled(unreadable.names())
    }
    return found
  }

  /** Work over positions of the index; done again where it came upon a record that cannot be read, so that its counts are right. */
  function whole<T>(work: () => T): T {
    for (;;) {
      const before = unreadable.size
      const result = work()
      if (unreadable.size === before) return result
    }
  }

  const rows = (positions: Uint32Array): UserRow[] =>
    stored(positions).map(({ at, user }) =>
      rowOf(user, {
        folderCount: columns.folderCount[at] as number,
        duplicate: ((columns.flags[at] as number) & flag.duplicate) !== 0,
        ...listedPasswords(columns, marks, at),
      }),
    )

  /** Positions of a group's people. */
  function membersAt(group: number): Uint32Array {
    const members = columns.groupMembers.subarray(columns.groupStart[group], columns.groupStart[group + 1])
    return unreadable.size === 0 ? members : members.filter((at) => !unreadable.isAt(at))
  }

  const pageOf = (positions: Uint32Array, { offset, limit }: Range): Page<UserRow> => ({
    rows: rows(positions.subarray(offset, offset + limit)),
    total: positions.length,
  })
  const { foldersOf, ...folders } = createFolderReads(store, () => ({ columns, names, byName }), garbledFolder)

  return {
    renew(next) {
      columns = next
      recent = createRecentPeople()
      names = namesOf(next)
      byName = createByName(next, stored)
      unreadable = createUnreadablePeople()
      invited = null
      find = finder()
    },
    mark(next) {
      marks = { ...marks, ...next }
      find = finder()
    },
    invitedSince: () => invitedNow(),
    find: (filter, sorts) => find(filter, sorts),
    rows,
    wholeRows(positions) {
      const shown = rows(positions)
      if (shown.every(({ groups, groupCount }) => groups.length === groupCount)) return shown
      const people = stored(positions)
      return shown.map((row, index) => ({ ...row, groups: [...(people[index]?.user.groups ?? row.groups)] }))
    },
    at: stored,
    usersPage: (filter, sorts, range) => whole(() => pageOf(find(filter, sorts), range)),
    facets: (filter) => facets(columns, names, (narrowed) => find(narrowed, []), filter),
    values: (question) => fieldValues(columns, names, (narrowed) => find(narrowed, []), question),
    user(username) {
      const found = byName.positionsOf([username]).get(keyOf(username)) ?? []
      const chosen =
        found.find(({ user }) => user.goneSince === null) ??
        found.toSorted((a, b) => compareText(b.user.goneSince ?? '', a.user.goneSince ?? ''))[0]
      if (chosen === undefined && unreadable.has(username)) throw new Refusal('storage', unreadableRecord(username))
      if (chosen === undefined) return null
      return {
        ...chosen.user,
        duplicate: ((columns.flags[chosen.at] as number) & flag.duplicate) !== 0,
        ...listedPasswords(columns, marks, chosen.at),
        folders: foldersOf(chosen.at, chosen.user.username),
      }
    },
    lookup(usernames) {
      const found = byName.positionsOf(usernames)
      const present = (username: string) =>
        (found.get(keyOf(username)) ?? []).map(({ user }) => user).filter(({ goneSince }) => goneSince === null)
      return usernames.map(present)
    },
    numbersOf: (usernames) =>
      [...byName.positionsOf(usernames).values()].flatMap((found) => found.map(({ at }) => columns.n[at] as number)),
    isUnreadable: (username) => unreadable.has(username),
    names: () => names,
    columns: () => columns,
    positionsOf: (usernames) => byName.positionsOf(usernames),
    accountsAt: (username) => byName.accountsAt(username),
    groupsPage({ text, names: only, sort, direction, ...range }) {
      const contains = containing(text)
      const wanted = only === undefined ? null : new Set(only)
      const matches = (name: string) => contains(name) && wanted?.has(name) !== false
      const all = names.groups
        .map((name, group) => ({
          name,
          members: membersAt(group).length,
        }))
        .filter(({ name }) => matches(name))
      return cut(ordered(all, sort === 'name' ? null : ({ members }) => members, direction), range)
    },
    groupMembers(name, range) {
      const group = names.groups.indexOf(name)
      if (group === -1)
        throw new Refusal(
          'not-found',
          'No group has this name in the data at hand. It may have been renamed or deleted; refresh to see.',
        )
      return whole(() => pageOf(membersAt(group), range))
    },
    ...folders,
    ...notes,
  }
}
