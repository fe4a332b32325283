import { createHash } from 'node:crypto'
import type { DraftItem, DraftStanding } from '../../contract/calls/groups.ts'
import type { Change } from '../../contract/change.ts'
import type { Reads } from '../directory/reads.ts'
import type { StoredUser } from '../directory/stored/records.ts'
import { keyOf } from '../text/user-key.ts'

/** What was so when a membership was drafted, or decided on again. */
export interface DraftBase {
  member: boolean
  disabled: boolean
  /** Whether anybody was in the group. */
  groupThere: boolean
  /** Groups of the same person whose drafted membership was so already. */
  made: readonly string[]
}

/** A drafted membership with what its drafter saw; null: not known. */
export interface KeptItem extends DraftItem {
  base?: DraftBase | null
}

/** A drafted membership as it stands now, with what its drafter would see now; null: nobody has the address. */
export interface StandingItem extends DraftStanding {
  current: DraftBase | null
}

type Known = Pick<Reads, 'lookup' | 'names'>

const together = 100

/** The key of a drafted membership. */
export const itemKey = ({ username, group }: Pick<DraftItem, 'username' | 'group'>): string =>
  `${keyOf(username)}\n${group}`

/** A membership that items say twice, and not alike; null: there is none. */
export function saidTwice<T extends Pick<DraftItem, 'username' | 'group'>>(
  items: readonly T[],
  alike: (one: T, other: T) => boolean,
): T | null {
  const said = new Map<string, T>()
  for (const item of items) {
    const before = said.get(itemKey(item))
    if (before !== undefined && !alike(before, item)) return item
    said.set(itemKey(item), item)
  }
  return null
}

/** How drafted memberships stand against what is known now. Yields now and then. */
export function* standingOf(reads: Known, items: readonly KeptItem[]): Generator<void, StandingItem[]> {
  const people = [...new Set(items.map(({ username }) => keyOf(username)))]
  const found = new Map<string, StoredUser | undefined>()
  for (let from = 0; from < people.length; from += together) {
    const part = people.slice(from, from + together)
    for (const [index, users] of reads.lookup(part).entries()) found.set(part[index] as string, users[0])
    yield
  }
  const groups = new Set(reads.names().groups)
  const made = new Map<string, string[]>()
  for (const { username, group, member } of items) {
    const key = keyOf(username)
    const user = found.get(key)
    if (user === undefined || user.groups.includes(group) !== member) continue
    const own = made.get(key)
    if (own === undefined) made.set(key, [group])
    else own.push(group)
  }
  return items.map(({ base = null, ...item }) => {
    const key = keyOf(item.username)
    const user = found.get(key)
    if (user === undefined)
      return {
        ...item,
        fullname: '',
        base: base?.member ?? null,
        now: null,
        standing: 'gone',
        questions: [],
        state: 'gone',
        current: null,
      }
    const current: DraftBase = {
      member: user.groups.includes(item.group),
      disabled: user.disabled,
      groupThere: groups.has(item.group),
      made: (made.get(key) ?? []).filter((group) => group !== item.group),
    }
    const moved = item.id !== null && user.id !== null && item.id !== user.id
    const done = current.member === item.member
    const questions = moved || done || base === null ? [] : questionsOf(item, base, current)
    return {
      ...item,
      fullname: user.fullname,
      base: base?.member ?? null,
      now: current.member,
      standing: moved ? 'moved' : done ? 'done' : questions.length > 0 ? 'changed' : 'clean',
      questions,
      state: digestOf([user.id, current]),
      current,
    }
  })
}

function questionsOf({ member }: DraftItem, base: DraftBase, now: DraftBase): DraftStanding['questions'] {
  const before = new Set(base.made)
  return [
    ...(now.made.some((group) => !before.has(group)) ? (['others'] as const) : []),
    ...(member && base.groupThere && !now.groupThere ? (['group-gone'] as const) : []),
    ...(base.disabled === now.disabled ? [] : now.disabled ? (['disabled'] as const) : (['enabled'] as const)),
  ]
}

const digestOf = (state: unknown): string =>
  createHash('sha256').update(JSON.stringify(state)).digest('hex').slice(0, 32)

/** The items with what is so now as what their drafter saw, where they are new; those that were there before keep what they have. */
export function withBases(standing: readonly StandingItem[], before: readonly KeptItem[]): KeptItem[] {
  const known = new Map(before.map((item) => [itemKey(item), item]))
  return standing.map(({ username, group, member, id, current }) => {
    const earlier = known.get(itemKey({ username, group }))
    return {
      username,
      group,
      member,
      id,
      base: earlier?.member === member && earlier.id === id ? (earlier.base ?? null) : current,
    }
  })
}

/** The drafted memberships as changes, one a person; those that are so already, or whose person is not the same, are left out. */
export function draftChanges(items: readonly StandingItem[]): Change[] {
  const people = new Map<string, { username: string; add: string[]; remove: string[] }>()
  for (const { username, group, member, standing } of items) {
    if (standing !== 'clean') continue
    const key = keyOf(username)
    const change = people.get(key) ?? { username, add: [], remove: [] }
    ;(member ? change.add : change.remove).push(group)
    people.set(key, change)
  }
  return [...people.values()].map((change) => ({ kind: 'groups', ...change }))
}
