import type { Happenings } from '../events/event-line.ts'
import { changeGroups, type Desk, note, setDisabled } from '../service/writing.ts'
import type { Company } from './company.ts'
import type { Folders } from './folders.ts'
import type { Account } from './people.ts'

/** What an account may be given past the interface. */
export type Given = Partial<
  Pick<
    Account,
    | 'fullname'
    | 'groups'
    | 'attribs'
    | 'disabled'
    | 'admin'
    | 'multifactor'
    | 'score'
    | 'strength'
    | 'lastLogin'
    | 'resetRequired'
    | 'duo'
    | 'linked'
  >
>

/** Direct changes to the company: somebody else's doings. Each throws when there is nobody of that name. */
export interface Edits {
  disable(username: string): void
  enable(username: string): void
  addUser(username: string, given?: Given): void
  removeUser(username: string): void
  /** Gives somebody another full name. */
  rename(username: string, fullname: string): void
  changeEmail(username: string, next: string): void
  addToGroup(username: string, group: string): void
  removeFromGroup(username: string, group: string): void
  createGroup(name: string): void
  invite(username: string): void
  uninvite(username: string): void
  /** Any other property of an account. */
  set(username: string, given: Given): void
  /** Puts somebody into a folder, by the folder's number. */
  addToFolder(
    folder: string,
    username: string,
    rights?: { readonly?: boolean; give?: boolean; administers?: boolean },
  ): void
  removeFromFolder(folder: string, username: string): void
  /** Adds a line to the event log, as what another client did. */
  noteEvent(line: { username: string; action: string; data: string }): void
}

/** Direct access to a company. */
export function createEdits({
  company,
  happenings,
  folders,
  now,
}: {
  company: Company
  happenings: Happenings
  folders: Folders
  now: () => number
}): Edits {
  const desk = (): Desk => ({ company, happenings, now: now() })

  function indexOf(username: string): number {
    const index = company.find(username)
    if (index === null) throw new Error(`nobody is called ${username}`)
    return index
  }

  function folderOf(id: string) {
    const folder = folders.list.find((one) => one.id === id)
    if (!folder) throw new Error(`no shared folder has the number ${id}`)
    return folder
  }

  return {
    noteEvent: (line) => happenings.add(now(), line),
    disable: (username) => setDisabled(desk(), indexOf(username), true),
    enable: (username) => setDisabled(desk(), indexOf(username), false),
    addUser: (username, given = {}) => {
      if (company.find(username) !== null) throw new Error(`${username} is there already`)
      const at = Math.floor(now() / 1000)
      company.uninvite(username)
      company.add({
        username,
        fullname: '',
        created: at,
        passwordChanged: at,
        lastLogin: null,
        disabled: false,
        admin: false,
        resetRequired: true,
        strength: 0,
        score: null,
        legacyScore: null,
        sharingKeys: false,
        multifactor: null,
        duo: null,
        linked: null,
        counts: [0, 0, 0, 0, 0],
        groups: [],
        attribs: null,
        ...given,
      })
      note(desk(), 'Employee account created', username)
    },
    removeUser: (username) => company.remove(indexOf(username), Math.floor(now() / 1000)),
    rename: (username, fullname) => company.change(indexOf(username), { fullname }),
    changeEmail: (username, next) => company.rename(indexOf(username), next, now() / 1000),
    addToGroup: (username, group) => {
      company.createGroup(group)
      changeGroups(desk(), indexOf(username), [group], [])
    },
    removeFromGroup: (username, group) => {
      changeGroups(desk(), indexOf(username), [], [group])
    },
    createGroup: (name) => company.createGroup(name),
    invite: (username) =>
      company.invite({ username, fullname: '', groups: [], attribs: null, since: Math.floor(now() / 1000) }),
    uninvite: (username) => {
      if (!company.uninvite(username)) throw new Error(`nobody called ${username} is invited`)
    },
    set: (username, given) => company.change(indexOf(username), given),
    addToFolder: (id, username, { readonly = false, give = true, administers = false } = {}) => {
      folderOf(id).members.push({ index: indexOf(username), readonly, give, administers, group: null, hidden: 0 })
    },
    removeFromFolder: (id, username) => {
      const folder = folderOf(id)
      const index = indexOf(username)
      folder.members = folder.members.filter((member) => member.index !== index)
    },
  }
}
