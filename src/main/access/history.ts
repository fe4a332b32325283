import type { FolderRight } from '../../contract/model.ts'
import type { PastFolder } from '../directory/folders/folder-states.ts'
import { rightsOf } from '../directory/index/columns.ts'
import type { Reads } from '../directory/reads.ts'
import { keyOf } from '../text/user-key.ts'

/** Rights with the ways by which they were had. */
export interface PastAccess extends FolderRight {
  through: string[]
}

/** One person's access to one folder at two dates; null: none. */
export interface AccessDifference {
  username: string
  folder: string
  name: string
  before: PastAccess | null
  after: PastAccess | null
}

type PastMember = PastFolder['members'][number]

const accessOf = (member: PastMember | undefined): PastAccess | null =>
  member === undefined
    ? null
    : { ...rightsOf(member.rights), through: [...(member.only ? [] : ['person']), ...(member.groups ?? [])] }

const same = (one: PastMember | undefined, other: PastMember | undefined): boolean =>
  one === undefined || other === undefined ? one === other : one.rights === other.rights

/** What differs between two states of a folder, person by person; a change of ways alone, with equal rights, is none. Pure. */
export function differencesIn(id: string, from: PastFolder | null, to: PastFolder | null): AccessDifference[] {
  const byKey = (folder: PastFolder | null) =>
    new Map(folder?.members.map((member) => [keyOf(member.username), member]))
  const [before, after] = [byKey(from), byKey(to)]
  const name = to?.name ?? from?.name ?? ''
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((key) => !same(before.get(key), after.get(key)))
    .map((key) => {
      const [was, is] = [before.get(key), after.get(key)]
      return {
        username: is?.username ?? was?.username ?? key,
        folder: id,
        name,
        before: accessOf(was),
        after: accessOf(is),
      }
    })
}

/** Everybody's access at two instants compared, by what refreshes kept. Yields after each folder. */
export function* accessDifferences(
  reads: Pick<Reads, 'changedFolders' | 'folderAt'>,
  { from, to, concerns }: { from: string; to: string; concerns: (difference: AccessDifference) => boolean },
): Generator<void, AccessDifference[]> {
  const found: AccessDifference[] = []
  for (const id of reads.changedFolders(from, to)) {
    found.push(...differencesIn(id, reads.folderAt(id, from), reads.folderAt(id, to)).filter(concerns))
    yield
  }
  return found
}
