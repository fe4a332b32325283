import { type Activity, createActivity } from '../events/activity.ts'
import { createNames } from './names.ts'
import { type Account, createPeople, type People } from './people.ts'
import { createRoster, type Roster } from './roster.ts'
import { createStructure, type Structure } from './structure.ts'

/** Someone who was asked to join and has no account yet. */
export interface Invitation {
  username: string
  fullname: string
  groups: readonly string[]
  attribs: Readonly<Record<string, unknown>> | null
  /** Epoch seconds. */
  since: number
}

/** What has changed about an account since the company was founded. */
export interface Patch extends Partial<Omit<Account, 'index' | 'id'>> {
  /** Spells (epoch seconds) in which the account was disabled and nobody could log in. */
  away?: [from: number, to: number][]
  /** Names that the account had, each until an epoch second. */
  formerNames?: { until: number; username: string }[]
  /** A new address that counts from the first login after `since`. */
  pendingName?: { username: string; since: number }
}

/** The company: what it was at its founding, and what has become of it. */
export interface Company {
  readonly seed: number
  readonly roster: Roster
  readonly structure: Structure
  readonly activity: Activity
  readonly people: People
  readonly groups: ReadonlySet<string>
  /** Invitations by small-letter user name, in order. */
  readonly invitations: ReadonlyMap<string, Invitation>
  /** Grows with each change. */
  readonly revision: number
  /** The accounts that exist, by number. */
  accounts(): Uint32Array
  account(index: number, now: number): Account
  id(index: number): string
  /** The user name, now or (epoch seconds) as it was then. */
  username(index: number, at?: number): string
  exists(index: number): boolean
  isDisabled(index: number): boolean
  isAdmin(index: number): boolean
  /** Whether somebody's login at that epoch second never came to be. */
  isAway(index: number, at: number): boolean
  /** The account of that name, without regard to case. */
  find(username: string): number | null
  change(index: number, patch: Patch): void
  patchOf(index: number): Readonly<Patch>
  add(account: Omit<Account, 'index' | 'id'>): number
  /** Nobody logs in to it after `at` (epoch seconds); what it did before stays in the log. */
  remove(index: number, at: number): void
  invite(invitation: Invitation): void
  uninvite(username: string): boolean
  createGroup(name: string): void
  rename(index: number, username: string, at: number): void
  /** Lets the people change their addresses who were to do so at their next login and have logged in by `now`. */
  settle(now: number): void
}

/** Founds a company of so many accounts; `founded` is an epoch second. Pauses now and then. */
export function* createCompany(seed: number, count: number, founded: number): Generator<void, Company> {
  const names = createNames(seed)
  const structure = createStructure(seed, count)
  const roster = yield* createRoster(seed, count, Math.floor(founded / 86_400), names, structure)
  const activity = createActivity(roster)
  const people = createPeople(roster, names, structure, activity)
  const admins = new Set(roster.admins)
  const patches = new Map<number, Patch>()
  const removed = new Set<number>()
  const added = new Map<number, Account>()
  const renamed = new Map<string, number>()
  const pending = new Set<number>()
  const groups = new Set(structure.groups)
  const invitations = new Map<string, Invitation>()
  let nextAdded = 10_000_000
  let revision = 0
  let listed: { revision: number; list: Uint32Array } | null = null
  let listRevision = 0

  const asked = Math.max(2, Math.round(count * 0.012))
  for (let n = 0; n < asked; n++) {
    const username = people.username(count + n)
    const since = founded - 86_400 * (1 + ((n * 37) % 80))
    invitations.set(username.toLowerCase(), {
      username,
      fullname: people.fullname(count + n),
      groups: [],
      attribs: null,
      since,
    })
  }

  function accounts(): Uint32Array {
    if (listed?.revision === listRevision) return listed.list
    const list = new Uint32Array(count + added.size)
    let at = 0
    for (let index = 0; index < count; index++) if (!removed.has(index)) list[at++] = index
    for (const index of added.keys()) if (!removed.has(index)) list[at++] = index
    listed = { revision: listRevision, list: list.subarray(0, at) }
    return listed.list
  }

  const exists = (index: number) => (index < count || added.has(index)) && !removed.has(index)
  const baseName = (index: number) => added.get(index)?.username ?? people.username(index)

  function username(index: number, at?: number): string {
    const patch = patches.get(index)
    const former = at === undefined ? undefined : patch?.formerNames?.find(({ until }) => at < until)
    return former?.username ?? patch?.username ?? baseName(index)
  }

  function find(wanted: string): number | null {
    const small = wanted.toLowerCase()
    const index = renamed.get(small) ?? names.find(small.slice(0, Math.max(0, small.indexOf('@'))))
    return index !== null && exists(index) && username(index).toLowerCase() === small ? index : null
  }

  function isAway(index: number, at: number): boolean {
    return patches.get(index)?.away?.some(([from, to]) => at >= from && at < to) ?? false
  }

  function account(index: number, now: number): Account {
    const patch = patches.get(index)
    const base = added.get(index) ?? people.account(index, now)
    if (!patch) return base
    const { away, formerNames: _names, pendingName: _pending, ...changes } = patch
    const lastLogin = away && index < count ? activity.lastLogin(index, now, (at) => isAway(index, at)) : base.lastLogin
    return { ...base, lastLogin, ...changes }
  }

  function change(index: number, patch: Patch): void {
    patches.set(index, { ...patches.get(index), ...patch })
    if (patch.pendingName) pending.add(index)
    revision++
  }

  function rename(index: number, next: string, at: number): void {
    const former = [...(patches.get(index)?.formerNames ?? []), { until: at, username: username(index) }]
    const { pendingName: _done, ...rest } = patches.get(index) ?? {}
    patches.set(index, { ...rest, username: next, formerNames: former })
    pending.delete(index)
    renamed.set(next.toLowerCase(), index)
    revision++
  }

  return {
    seed,
    roster,
    structure,
    activity,
    people,
    groups,
    invitations,
    get revision() {
      return revision
    },
    accounts,
    account,
    username,
    exists,
    id: (index) => added.get(index)?.id ?? people.id(index),
    isAway,
    find,
    change,
    rename,
    isDisabled: (index) =>
      patches.get(index)?.disabled ?? added.get(index)?.disabled ?? activity.disabledAt(index) !== null,
    isAdmin: (index) => patches.get(index)?.admin ?? admins.has(index),
    patchOf: (index) => patches.get(index) ?? {},
    add: (fresh) => {
      const index = nextAdded++
      // Far enough above the founders' numbers, which grow by 61 a person.
      added.set(index, { ...fresh, index, id: String(Number(people.id(0)) + 61 * index - 590_000_000) })
      renamed.set(fresh.username.toLowerCase(), index)
      listRevision++
      revision++
      return index
    },
    remove: (index, at) => {
      const away = patches.get(index)?.away ?? []
      patches.set(index, { ...patches.get(index), away: [...away, [at, Number.POSITIVE_INFINITY]] })
      removed.add(index)
      pending.delete(index)
      listRevision++
      revision++
    },
    invite: (invitation) => {
      invitations.set(invitation.username.toLowerCase(), invitation)
      revision++
    },
    uninvite: (wanted) => {
      const found = invitations.delete(wanted.toLowerCase())
      if (found) revision++
      return found
    },
    createGroup: (name) => {
      groups.add(name)
    },
    settle: (now) => {
      const due: { index: number; at: number; wish: string }[] = []
      for (const index of pending) {
        const wish = patches.get(index)?.pendingName
        const at = wish && activity.nextLogin(index, wish.since, now, (login) => isAway(index, login))
        if (wish && at) due.push({ index, at, wish: wish.username })
      }
      // In the order of the logins, and each at its own time, so that it does not matter when somebody looks.
      due.sort((a, b) => a.at - b.at || a.index - b.index)
      for (const { index, at, wish } of due) {
        const taken = find(wish)
        rename(index, taken === null || taken === index ? wish : username(index), at)
      }
    },
  }
}
