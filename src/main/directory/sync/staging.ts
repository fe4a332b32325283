import { readSharedFolders } from '../../lastpass/answers/answers.ts'
import { readUserData, type UserPage } from '../../lastpass/answers/user-data.ts'
import type { ServiceFolder } from '../../lastpass/records/folder.ts'
import { keyOf } from '../../text/user-key.ts'
import { createDraft, type Draft } from '../index/column-builder.ts'
import type { StoredFolder, StoredUser } from '../stored/records.ts'
import { decode, encode, invitedUser } from '../stored/user-codec.ts'
import { storedFolders } from './stored-folders.ts'

export interface Problem {
  what: string
  id: string
  reason: string
}

/** How far the pages of one command have come. */
export interface PageCount {
  /** Entries in this answer, those set aside included. */
  entries: number
  /** Entries of this answer that no earlier page had: 0 means that the service repeats itself. */
  fresh: number
  /** Different entries so far. */
  seen: number
  total: number | null
}

/** What was read so far; nothing of it is visible until it is applied as a whole. */
export interface Staging {
  addUsers(bytes: Uint8Array): PageCount
  /** Takes over a page that was read already; its records become those of the staging. */
  addPage(page: UserPage): PageCount
  addFolders(bytes: Uint8Array): PageCount
  /** Joins what the pages said; after it nothing can be added. */
  finish(): Staged
  /** Whether an account or an invitation with this key was seen. */
  has(key: string): boolean
  /** Whether an account with this key was seen; an invitation is not enough. */
  isAccount(key: string): boolean
  /** Whether a record with this identity came, also one that could not be read. */
  knows(identity: string): boolean
  /** Keys of people about whom more than their own page tells: of those who share an address, or whom a group names on another page. */
  entangled(): Set<string>
}

/** One person who was read, as it will be stored. */
export interface StagedPerson {
  /** Place in the draft. */
  index: number
  key: string
  /** True for accounts, false for people who are only invited. */
  account: boolean
  record: string
}

export interface Staged {
  /** By identity: LastPass' id, or `invited:` and the address. */
  people: Map<string, StagedPerson>
  draft: Draft
  groups: Set<string>
  /** Null when the folders were not read, and the ones at hand stay. */
  folders: StoredFolder[] | null
  problems: Problem[]
}

/** Gathers pages of answers whose local times are in `zone`; pure but for its own memory. */
export function createStaging(zone: string): Staging {
  const draft = createDraft()
  const people = new Map<string, StagedPerson>()
  const byKey = new Map<string, StagedPerson>()
  /** Further people with a key that somebody has already. */
  const namesakes = new Map<string, StagedPerson[]>()
  const setAsideIds = new Set<string>()
  const groups = new Set<string>()
  /** Members named by a group on a page that they are not on. */
  const memberships = new Map<string, Set<string>>()
  /** Members by group as each page had them: for people who share a user name, who may be on different pages. */
  const named: ReadonlyMap<string, string[]>[] = []
  const invited = new Map<string, string>()
  const folders = new Map<string, ServiceFolder>()
  const problems: Problem[] = []
  const setAsideCount: Record<string, number> = {}
  let foldersRead = false

  /** Remembers what was set aside; returns how many records of this kind are new. */
  const note = (list: readonly Problem[], kind: string): number => {
    let fresh = 0
    for (const problem of list) {
      const id = `${problem.what} ${problem.id}`
      if (setAsideIds.has(id)) continue
      setAsideIds.add(id)
      problems.push(problem)
      if (problem.what === kind) fresh++
    }
    setAsideCount[kind] = (setAsideCount[kind] ?? 0) + fresh
    return fresh
  }

  /** Takes a person over; one that an earlier page had already is replaced by what this page says. */
  function take(identity: string, user: StoredUser): void {
    // One order, so that the same groups are the same record.
    if (user.groups.length > 1) user.groups.sort()
    for (const group of user.groups) groups.add(group)
    const key = keyOf(user.username)
    const known = people.get(identity)
    if (known !== undefined) {
      draft.replace(known.index, user)
      if (known.key !== key) forget(known)
      known.record = encode(user)
    }
    const person = known ?? { index: draft.add(user), key, account: user.id !== null, record: encode(user) }
    people.set(identity, person)
    if (known === undefined || known.key !== key) remember(person, key)
  }
  function remember(person: StagedPerson, key: string): void {
    person.key = key
    if (byKey.has(key)) namesakes.set(key, [...(namesakes.get(key) ?? []), person])
    else byKey.set(key, person)
  }
  function forget(person: StagedPerson): void {
    const others = (namesakes.get(person.key) ?? []).filter((each) => each !== person)
    if (byKey.get(person.key) === person) byKey.delete(person.key)
    namesakes.delete(person.key)
    for (const other of others) remember(other, other.key)
  }
  const withKey = (key: string): StagedPerson[] => {
    const first = byKey.get(key)
    return first === undefined ? [] : [first, ...(namesakes.get(key) ?? [])]
  }

  /** A group names people by address, so it means everybody who has that address. */
  function nameAll(): void {
    for (const page of named) {
      for (const [name, members] of page) {
        const shared = members.map(keyOf).filter((key) => namesakes.has(key))
        if (shared.length > 0) memberships.set(name, new Set([...(memberships.get(name) ?? []), ...shared]))
      }
    }
  }

  const staging: Staging = {
    has: (key) => byKey.has(key) || invited.has(key),
    isAccount: (key) => byKey.has(key),
    knows: (identity) => people.has(identity) || (setAsideIds.size > 0 && setAsideIds.has(`user ${identity}`)),
    entangled: () => new Set([...namesakes.keys(), ...[...memberships.values()].flatMap((keys) => [...keys])]),
    addUsers: (bytes) => staging.addPage(readUserData(bytes, zone)),
    addPage(page) {
      const before = people.size
      const here = new Map<string, StoredUser>()
      for (const serviceUser of page.users) {
        // In place: copying 100,000 records of thirty fields is what a sync can do without.
        const user = serviceUser as StoredUser
        user.status = user.disabled ? 'disabled' : user.neverLoggedIn ? 'never-logged-in' : 'active'
        user.goneSince = null
        here.set(user.username, user)
      }
      // The answer names memberships twice, and neither place is always whole: their union is.
      named.push(page.groups)
      for (const [name, members] of page.groups) {
        groups.add(name)
        for (const member of members) {
          const user = here.get(member)
          if (user === undefined) memberships.set(name, (memberships.get(name) ?? new Set()).add(keyOf(member)))
          else if (!user.groups.includes(name)) user.groups.push(name)
        }
      }
      for (const user of page.users) take(user.id, user as StoredUser)
      for (const username of page.invited) {
        if (!invited.has(keyOf(username))) invited.set(keyOf(username), username)
      }
      const fresh = people.size - before + note(page.setAside, 'user')
      return { entries: page.entries, fresh, seen: people.size + (setAsideCount.user ?? 0), total: page.total }
    },
    addFolders(bytes) {
      const page = readSharedFolders(bytes, false)
      foldersRead = true
      const before = folders.size
      for (const folder of page.folders) folders.set(folder.id, folder)
      const fresh = folders.size - before + note(page.setAside, 'folder')
      return { entries: page.entries, fresh, seen: folders.size, total: null }
    },
    finish() {
      for (const [key, username] of invited) {
        if (!byKey.has(key)) take(`invited:${key}`, invitedUser(username))
      }
      if (namesakes.size > 0) nameAll()
      for (const [name, members] of memberships) {
        for (const key of members) {
          for (const person of withKey(key)) {
            const user = decode(person.record)
            if (user.groups.includes(name)) continue
            user.groups = [...user.groups, name].sort()
            person.record = encode(user)
            draft.replace(person.index, user)
          }
        }
      }
      return { people, draft, groups, folders: foldersRead ? storedFolders(folders.values(), draft) : null, problems }
    },
  }
  return staging
}
