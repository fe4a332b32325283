import type { Folder, UserFolder } from '../../contract/model.ts'
import { flagOf, isRaw, listOf, numberOf, type SetAside, textOf } from './coerce.ts'

/** One person's place in a shared folder, as the service describes it. */
export interface ServiceMember extends Omit<UserFolder, 'id' | 'name'> {
  username: string
  superAdmin: boolean
  /** The group through which the person has access; null: in person. */
  groupName: string | null
  /** Domains that this person can see there; only in the detailed answer. */
  sites: string[]
}

/** A shared folder with everybody in it. */
export interface ServiceFolder extends Pick<Folder, 'id' | 'name' | 'score' | 'deleted'> {
  members: ServiceMember[]
}

/** One folder of the answer; a text instead says why it cannot be read. Members that cannot be read go to `setAside`. */
export function folderOf(id: string, raw: unknown, detailed: boolean, setAside: SetAside[]): ServiceFolder | string {
  if (!isRaw(raw)) return 'It is not a record.'
  const name = textOf(raw.sharedfoldername)
  if (name === undefined || name === null) return 'It has no name.'
  const deleted = flagOf(raw.deleted)
  if (deleted === undefined) return 'Its field "deleted" is neither yes nor no.'
  const people = listOf(raw.users)
  if (!people) return 'Its people are not a list.'
  const members: ServiceMember[] = []
  people.forEach((person, index) => {
    const member = memberOf(person, detailed)
    if (typeof member === 'string')
      setAside.push({ what: 'member', id: `${id}/${nameOf(person) ?? index + 1}`, reason: member })
    else members.push(member)
  })
  return { id, name, score: numberOf(raw.score) ?? null, deleted: deleted ?? false, members }
}

const nameOf = (raw: unknown): string | null =>
  isRaw(raw) && typeof raw.username === 'string' && raw.username !== '' ? raw.username : null

function memberOf(raw: unknown, detailed: boolean): ServiceMember | string {
  if (!isRaw(raw)) return 'It is not a record.'
  const username = nameOf(raw)
  if (username === null || username.trim() === '') return 'It has no user name.'
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
    groupName: textOf(raw.group_name) ?? null,
    sites: sites.filter((site): site is string => typeof site === 'string' && site !== ''),
  }
}
