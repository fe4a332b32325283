import { readSharedFolders, readUserData } from '../lastpass/answers.ts'
import type { StoredFolder, StoredUser } from './build.ts'
import { keyOf } from './text.ts'

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

/** What a sync has read so far; nothing of it is visible until it is applied as a whole. */
export interface Staging {
  addUsers(bytes: Uint8Array): PageCount
  addFolders(bytes: Uint8Array): PageCount
  finish(): Staged
}

export interface Staged {
  /** By identity: LastPass' id, or `invited:` and the address. */
  people: Map<string, StoredUser>
  groups: Set<string>
  /** Null when the folders were not read, and the ones at hand stay. */
  folders: StoredFolder[] | null
  problems: Problem[]
}

/** Gathers pages of answers whose local times are in `zone`; pure but for its own memory. */
export function createStaging(zone: string): Staging {
  const people = new Map<string, StoredUser>()
  const setAsideIds = new Set<string>()
  const groups = new Set<string>()
  /** Members named by a group who were not seen to name it themselves. */
  const memberships = new Map<string, Set<string>>()
  const invited = new Map<string, string>()
  const folders = new Map<string, StoredFolder>()
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

  return {
    addUsers(bytes) {
      const page = readUserData(bytes, zone)
      const before = people.size
      const here = new Map<string, StoredUser>()
      for (const serviceUser of page.users) {
        // In place: copying 100,000 records of thirty fields is what a sync can do without.
        const user = serviceUser as StoredUser
        user.status = user.disabled ? 'disabled' : user.neverLoggedIn ? 'never-logged-in' : 'active'
        user.goneSince = null
        people.set(serviceUser.id, user)
        here.set(user.username, user)
      }
      for (const [name, members] of page.groups) {
        groups.add(name)
        for (const member of members) {
          const user = here.get(member)
          // Nearly always the member is on this page and names the group too.
          if (user?.groups.includes(name)) continue
          const later = memberships.get(name) ?? new Set()
          memberships.set(name, later.add(keyOf(member)))
        }
      }
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
      for (const { id, name, score, deleted, members } of page.folders) {
        folders.set(id, {
          id,
          name,
          score,
          deleted,
          members: members.map(({ username, readOnly, canAdminister, hidePasswords, superAdmin }) => ({
            username,
            readOnly,
            canAdminister,
            hidePasswords,
            superAdmin,
          })),
        })
      }
      const fresh = folders.size - before + note(page.setAside, 'folder')
      return { entries: page.entries, fresh, seen: folders.size, total: null }
    },
    finish() {
      // Not in place: a reading of a few people is looked at more than once while it grows.
      const all = new Map(people)
      const byKey = new Map<string, StoredUser>()
      const namesakes: StoredUser[] = []
      for (const user of people.values()) {
        const key = keyOf(user.username)
        if (byKey.has(key)) namesakes.push(user)
        else byKey.set(key, user)
        for (const group of user.groups) groups.add(group)
      }
      for (const [key, username] of invited) {
        if (byKey.has(key)) continue
        const user = invitedUser(username)
        all.set(`invited:${key}`, user)
        byKey.set(key, user)
      }
      // The answer names memberships twice, and neither place is always whole: their union is.
      for (const [name, members] of memberships) {
        for (const key of members) {
          const first = byKey.get(key)
          const same = first === undefined ? [] : [first, ...namesakes.filter((user) => keyOf(user.username) === key)]
          for (const user of same) if (!user.groups.includes(name)) user.groups.push(name)
        }
      }
      // One order, so that the same groups are the same record.
      for (const user of all.values()) if (user.groups.length > 1) user.groups.sort()
      return { people: all, groups, folders: foldersRead ? [...folders.values()] : null, problems }
    },
  }
}

const invitedUser = (username: string): StoredUser => ({
  id: null,
  username,
  fullname: '',
  status: 'invited',
  admin: false,
  disabled: false,
  neverLoggedIn: true,
  score: null,
  legacyScore: null,
  masterPasswordStrength: null,
  created: null,
  lastLogin: null,
  lastPasswordChange: null,
  passwordResetRequired: false,
  mfa: null,
  duoUsername: null,
  linked: null,
  hasSharingKeys: null,
  sites: null,
  notes: null,
  formFills: null,
  applications: null,
  attachments: null,
  groups: [],
  attributes: {},
  other: {},
  goneSince: null,
})
