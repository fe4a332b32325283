import type { GroupFinding } from '../../contract/calls/groups.ts'
import type { Instant } from '../../contract/model.ts'
import { type Columns, flag, type Names } from '../directory/index/columns.ts'
import { coreOf, faultsOf, lookOf } from '../text/names/group-name.ts'
import type { LastChanges } from './last-changes.ts'
import type { Owners } from './owners.ts'

/** A group with what is to be looked at. */
export interface LintedGroup {
  name: string
  members: number
  disabled: number
  neverLoggedIn: number
  /** Of those who have a score; null: nobody has. */
  averageScore: number | null
  /** Shared folders that being in it opens. */
  folders: number
  /** When somebody was last seen to come into it or to leave it; null: nobody was since the company was first read. */
  lastChange: Instant | null
  /** A directory seems to keep it. */
  byDirectory: boolean
  /** Why it seems so, as a sentence; null: nothing says so. */
  directory: string | null
  findings: GroupFinding[]
}

/** Looks at all groups: their members, and what is odd about their names and their people. Yields now and then. */
export function* lintGroups(
  columns: Columns,
  names: Names,
  { owners, lastChanges }: { owners: Owners; lastChanges: LastChanges },
): Generator<void, LintedGroup[]> {
  const folders = new Map<string, number>()
  for (const { deleted, grants = [] } of names.folders)
    if (!deleted) for (const { name } of grants) folders.set(name, (folders.get(name) ?? 0) + 1)
  const alike = (key: (name: string) => string): Map<string, string[]> => {
    const by = new Map<string, string[]>()
    for (const name of names.groups) by.set(key(name), [...(by.get(key(name)) ?? []), name])
    return by
  }
  const [looks, cores] = [alike(lookOf), alike(coreOf)]
  const sameMembers = new Map<string, string[]>()
  const keys: string[] = []
  const membersOf = (group: number) =>
    columns.groupMembers.subarray(columns.groupStart[group], columns.groupStart[group + 1])
  const linted: LintedGroup[] = []
  let looked = 0
  for (const [group, name] of names.groups.entries()) {
    const members = membersOf(group)
    let [disabled, never, scored, sum, hash] = [0, 0, 0, 0, 0]
    for (const at of members) {
      const flags = columns.flags[at] as number
      if ((flags & flag.disabled) !== 0) disabled++
      if ((flags & flag.neverLoggedIn) !== 0) never++
      const score = columns.score[at] as number
      if (!Number.isNaN(score)) {
        scored++
        sum += score
      }
      hash = (Math.imul(hash ^ at, 0x01000193) + 0x9e3779b9) | 0
    }
    const key = `${members.length} ${hash}`
    keys.push(members.length < 2 ? '' : key)
    if (members.length >= 2) sameMembers.set(key, [...(sameMembers.get(key) ?? []), name])
    const directory = owners.group(name)?.why ?? null
    linted.push({
      name,
      members: members.length,
      disabled,
      neverLoggedIn: never,
      averageScore: scored === 0 ? null : Math.round((sum / scored) * 10) / 10,
      folders: folders.get(name) ?? 0,
      lastChange: lastChanges.get(name) ?? null,
      byDirectory: directory !== null,
      directory,
      findings: [],
    })
    looked += members.length
    if (looked > 50_000) {
      looked = 0
      yield
    }
  }
  const places = new Map(names.groups.map((name, at) => [name, at]))
  /** Keys only narrow it down: two lists of people can have one. */
  const alikeIn = (group: number, other: string): boolean => {
    const theirs = membersOf(places.get(other) as number)
    return membersOf(group).every((member, index) => member === theirs[index])
  }
  for (const [at, group] of linted.entries()) {
    const { name, findings } = group
    const others = (all: readonly string[] | undefined) => (all ?? []).filter((each) => each !== name)
    const twins = others(looks.get(lookOf(name)))
    if (twins[0] !== undefined)
      findings.push({
        code: twins[0].toLowerCase() === name.toLowerCase() ? 'case-twin' : 'look-twin',
        other: twins[0],
      })
    else if (coreOf(name) !== '') {
      const [near] = others(cores.get(coreOf(name)))
      if (near !== undefined) findings.push({ code: 'near-duplicate', other: near })
    }
    for (const fault of faultsOf(name)) findings.push({ code: fault === 'space' ? 'space' : 'invisible', other: null })
    if (group.members === 0) findings.push({ code: 'empty', other: null })
    const same =
      keys[at] === '' ? undefined : others(sameMembers.get(keys[at] as string)).find((other) => alikeIn(at, other))
    if (same !== undefined) findings.push({ code: 'same-members', other: same })
    if (group.members === 1) findings.push({ code: 'one-member', other: null })
    if (group.members > 1 && group.neverLoggedIn === group.members)
      findings.push({ code: 'nobody-logged-in', other: null })
    if (group.disabled > 0) findings.push({ code: 'disabled-members', other: null })
  }
  return linted
}
