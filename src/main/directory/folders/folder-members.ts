import type { FolderRight } from '../../../contract/model.ts'
import type { ServiceMember } from '../../lastpass/records/folder.ts'
import { keyOf } from '../../text/user-key.ts'

/** One person in a shared folder, with the rights that count. */
export interface StoredMember extends FolderRight {
  username: string
  superAdmin: boolean
  /** The groups through which access is given; left out: none. */
  groups?: string[]
  /** True: not in person, but through those groups alone. */
  only?: true
  /** Fields that Provost does not know, as they came; left out: none. */
  other?: Record<string, unknown>
}

/** A group that is a member of a shared folder as a whole. */
export interface StoredGroupGrant extends FolderRight {
  name: string
  /** How many of its people are known. */
  members: number
}

/** A member with the sites of all entries. */
export interface Member extends StoredMember {
  sites: string[]
}

/** The ways by which somebody has access: in person, or by the names of groups. */
export const waysOf = ({ groups = [], only }: { groups?: string[] | undefined; only?: true | undefined }): string[] =>
  only ? groups : ['person', ...groups]

/** Of several rights, the strictest: read-only where one is, administering only where all are. */
export const strictest = (grants: readonly FolderRight[]): FolderRight => ({
  readOnly: grants.some(({ readOnly }) => readOnly),
  canAdminister: grants.every(({ canAdminister }) => canAdminister),
  hidePasswords: grants.some(({ hidePasswords }) => hidePasswords),
})

/**
 * Everybody in a shared folder, each once: what was given in person counts first, of several groups the strictest. `peopleOf` gives the
 * people of a group, who have access through it where the group itself is a member.
 */
export function membersOf(
  grants: readonly ServiceMember[],
  peopleOf: (group: string) => readonly string[],
): { members: Member[]; groups: StoredGroupGrant[]; named: StoredGroupGrant[] } {
  const byKey = new Map<string, { username: string; grants: ServiceMember[] }>()
  /** Groups that entries of single people name: their rights tell what another person of the group would have. */
  const named = new Map<string, { people: Set<string>; grants: ServiceMember[] }>()
  const take = (username: string, grant: ServiceMember) => {
    const known = byKey.get(keyOf(username))
    if (known === undefined) byKey.set(keyOf(username), { username, grants: [grant] })
    else known.grants.push(grant)
  }
  const groups = new Map<string, ServiceMember[]>()
  for (const grant of grants) {
    if (grant.username !== null) {
      take(grant.username, grant)
      if (grant.groupName === null) continue
      const same = named.get(grant.groupName) ?? { people: new Set<string>(), grants: [] }
      same.people.add(keyOf(grant.username))
      same.grants.push(grant)
      named.set(grant.groupName, same)
    } else if (grant.groupName !== null) groups.set(grant.groupName, [...(groups.get(grant.groupName) ?? []), grant])
  }
  for (const [name, given] of groups) {
    for (const username of peopleOf(name)) for (const grant of given) take(username, grant)
  }
  return {
    members: [...byKey.values()].map(({ username, grants }) => memberOf(username, grants)),
    groups: [...groups].map(([name, given]) => ({ name, members: peopleOf(name).length, ...strictest(given) })),
    named: [...named].map(([name, { people, grants }]) => ({ name, members: people.size, ...strictest(grants) })),
  }
}

function memberOf(username: string, grants: readonly ServiceMember[]): Member {
  const inPerson = grants.filter(({ groupName }) => groupName === null)
  const groups = [...new Set(grants.map(({ groupName }) => groupName).filter((name) => name !== null))]
  const other = Object.assign({}, ...grants.map((grant) => grant.other)) as Record<string, unknown>
  return {
    username,
    ...strictest(inPerson.length > 0 ? inPerson : grants),
    superAdmin: grants.some(({ superAdmin }) => superAdmin),
    ...(groups.length === 0 ? {} : { groups }),
    ...(inPerson.length === 0 ? { only: true as const } : {}),
    ...(Object.keys(other).length === 0 ? {} : { other }),
    sites: grants.length === 1 ? (grants[0]?.sites ?? []) : [...new Set(grants.flatMap(({ sites }) => sites))],
  }
}
