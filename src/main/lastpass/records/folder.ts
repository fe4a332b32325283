import type { Folder, FolderRight } from '../../../contract/model.ts'
import { flagOf, isRaw, listOf, numberOf, put, type Raw, type SetAside, textOf, withoutSecrets } from './coerce.ts'
import { createRoom, cutWords, fitted, longest, type Room } from './lengths.ts'

/** One entry of a shared folder: a person in person or through a group, or a group as a whole. */
export interface ServiceMember extends FolderRight {
  /** Null: the entry is for the group as a whole. */
  username: string | null
  superAdmin: boolean
  /** The group through which access is given; null: in person. */
  groupName: string | null
  /** Domains that can be seen there; only in the detailed answer. */
  sites: string[]
  /** Fields that Provost does not know, as they came. */
  other: Record<string, unknown>
}

/** A shared folder with everybody in it; one person can have several entries. */
export interface ServiceFolder extends Pick<Folder, 'id' | 'name' | 'score' | 'deleted'> {
  members: ServiceMember[]
  /** Fields that Provost does not know, as they came. */
  other: Record<string, unknown>
}

const knownOfFolder = new Set(['id', 'sharedfoldername', 'score', 'deleted', 'users'])
const groupFields = ['group_name', 'groupname', 'group'] as const
const knownOfMember = new Set<string>([
  'username',
  'readonly',
  'give',
  'can_administer',
  'superadmin',
  'sites',
  ...groupFields,
])

/** One folder of the answer; a text instead says why it cannot be read. Entries that cannot be read go to `setAside`. */
export function folderOf(id: string, raw: unknown, detailed: boolean, setAside: SetAside[]): ServiceFolder | string {
  if (!isRaw(raw)) return 'It is not a record.'
  const name = textOf(raw.sharedfoldername)
  if (name === undefined || name === null) return 'It has no name.'
  const deleted = flagOf(raw.deleted)
  if (deleted === undefined) return 'Its field "deleted" is neither yes nor no.'
  const entries = listOf(raw.users)
  if (!entries) return 'Its people are not a list.'
  if (id.length > longest.id) return `Its number is longer than ${longest.id} characters.`
  const room = createRoom()
  const members: ServiceMember[] = []
  entries.forEach((entry, index) => {
    const member = memberOf(entry, detailed)
    if (typeof member === 'string')
      setAside.push({
        what: 'member',
        id: `${id}/${(nameOf(entry) ?? String(index + 1)).slice(0, longest.username)}`,
        reason: member,
      })
    else members.push(member)
  })
  const folder: ServiceFolder = {
    id,
    name: fitted(name, longest.name, 'sharedfoldername', room),
    score: numberOf(raw.score) ?? null,
    deleted: deleted ?? false,
    members,
    other: restOf(raw, knownOfFolder, room),
  }
  const cut = cutWords(room)
  if (cut !== null) setAside.push({ what: 'field', id, reason: cut })
  return folder
}

const nameOf = (raw: unknown): string | null =>
  isRaw(raw) && typeof raw.username === 'string' && raw.username.trim() !== '' ? raw.username : null

/** The group that an entry names; undefined when what stands there is no name. */
function groupOf(raw: Raw): string | null | undefined {
  for (const field of groupFields) {
    const name = textOf(raw[field])
    if (name !== null) return name
  }
  return null
}

function restOf(raw: Raw, known: ReadonlySet<string>, room: Room): Raw {
  const other: Raw = {}
  for (const name of Object.keys(raw)) if (!known.has(name)) put(other, name, withoutSecrets(name, raw[name], room))
  return other
}

function memberOf(raw: unknown, detailed: boolean): ServiceMember | string {
  if (!isRaw(raw)) return 'It is not a record.'
  const username = nameOf(raw)
  const groupName = groupOf(raw)
  if (groupName === undefined) return 'Its group is not a name.'
  if (username === null && groupName === null) return 'It has neither a user name nor a group name.'
  if ((username?.length ?? 0) > longest.username || (groupName?.length ?? 0) > longest.name)
    return 'Its name is too long.'
  const readOnly = flagOf(raw.readonly)
  const give = flagOf(raw.give)
  const canAdminister = flagOf(raw.can_administer)
  const superAdmin = flagOf(raw.superadmin)
  if (readOnly === undefined || give === undefined || canAdminister === undefined || superAdmin === undefined)
    return 'One of its rights is neither yes nor no.'
  const sites = detailed ? listOf(raw.sites) : []
  if (!sites) return 'Its sites are not a list.'
  return {
    username,
    readOnly: readOnly ?? false,
    canAdminister: canAdminister ?? false,
    // Where the service is silent, hiding is not claimed: somebody may rely on it.
    hidePasswords: give === false,
    superAdmin: superAdmin ?? false,
    groupName,
    sites: sites.filter((site): site is string => typeof site === 'string' && site !== ''),
    other: restOf(raw, knownOfMember, createRoom()),
  }
}
