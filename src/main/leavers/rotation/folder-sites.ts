import { membersOf } from '../../directory/folders/folder-members.ts'
import { readSharedFolders } from '../../lastpass/answers/answers.ts'
import { keyOf } from '../../text/user-key.ts'

/** One shared folder with what each person can reach in it; sites are kept once, people name them by number. */
export interface FolderSites {
  id: string
  name: string
  deleted: boolean
  sites: string[]
  members: {
    key: string
    username: string
    hidden: boolean
    admin: boolean
    superAdmin: boolean
    sites: number[] | 'all'
  }[]
}

/** What is kept of one folder, as JSON of `FolderSites`. */
export interface PackedSites {
  id: string
  json: string
  /** None in a deleted folder. */
  passwords: number
}

/** Reads a page of `getdetailedsfdata` into what is kept, everybody once; run in the writer thread, which knows the people of groups. */
export function readFolderSites(
  bytes: Uint8Array,
  peopleOf: (group: string) => readonly string[],
): {
  folders: PackedSites[]
  entries: number
  setAside: number
} {
  const { folders, setAside, entries } = readSharedFolders(bytes, true)
  return {
    entries,
    setAside: setAside.length,
    folders: folders.map(({ id, name, deleted, members: entries }) => {
      const { members } = membersOf(entries, peopleOf)
      const numbers = new Map<string, number>()
      for (const { sites } of members) for (const site of sites) if (!numbers.has(site)) numbers.set(site, numbers.size)
      const compact: FolderSites = {
        id,
        name,
        deleted,
        sites: [...numbers.keys()],
        members: members.map((member) => {
          const seen = new Set(member.sites)
          return {
            key: keyOf(member.username),
            username: member.username,
            hidden: member.hidePasswords,
            admin: member.canAdminister,
            superAdmin: member.superAdmin,
            sites: seen.size === numbers.size ? 'all' : [...seen].map((site) => numbers.get(site) as number),
          }
        }),
      }
      return { id, json: JSON.stringify(compact), passwords: deleted ? 0 : numbers.size }
    }),
  }
}

/** The sites that one member can reach. */
export const sitesOf = (folder: FolderSites, member: FolderSites['members'][number]): string[] =>
  member.sites === 'all'
    ? folder.sites
    : member.sites.map((number) => folder.sites[number] ?? '').filter((site) => site !== '')
