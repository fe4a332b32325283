import type { Returned } from '../../contract/calls.ts'
import type { Instant } from '../../contract/model.ts'
import { inSlices, turn } from '../cooperative/slices.ts'
import type { LastPass } from '../lastpass/client.ts'
import { keyOf } from '../text/user-key.ts'
import type { Writer } from '../writer/client.ts'
import type { Columns } from './index/columns.ts'
import type { Reads } from './reads.ts'
import type { StoredUser } from './stored/records.ts'
import type { DirectoryMeta } from './sync/apply.ts'
import { largestPage } from './sync/people-pages.ts'

/** What other rooms know and ask of people. */
export interface People {
  asOf(): string | null
  /** Accounts that are present; the invited are not counted. */
  count(): number
  /** Present accounts and invited people with each name, in the order asked; more than one: the user name is not unique. */
  lookup(usernames: readonly string[]): StoredUser[][]
  /** Keys of addresses that accounts gave up after this moment, as refreshes saw: whoever has one now is somebody else. Yields now and then. */
  givenUp(since: Instant): Generator<void, ReadonlySet<string>>
  /** Whether the record of somebody with this name cannot be read, so that looking up finds nobody. */
  isUnreadable(username: string): boolean
  /** User names of admins who are present and not disabled. */
  admins(): string[]
  groupNames(): ReadonlySet<string>
  /** User names of some members of a group who are present, those of `others` last. */
  membersOf(group: string, most: number, others: ReadonlySet<string>): string[]
  /**
   * Asks LastPass for these people now, in as few requests as it can, and updates the local store.
   * By key (lower-case user name): the person, or null where LastPass has nobody with that name.
   * `about`: `disabled` when only that flag matters, which needs fewer requests.
   */
  reread(
    usernames: readonly string[],
    options: { signal: AbortSignal; about?: 'disabled' | 'all' },
  ): Promise<Map<string, StoredUser | null>>
  /** True while an answer with suspiciously few people waits for a person's yes. */
  suspicious(): boolean
}

export interface PeopleOptions {
  directory: {
    reads: Reads
    meta(): DirectoryMeta | null
    status(): Returned<'directory.status'>
  }
  writer: Writer
  lastpass: () => LastPass
  zone: () => string
  now: () => number
  /** Takes the new index and tells the page. */
  renew: (columns: Columns, meta: DirectoryMeta) => void
}

/** 200 names are looked up in some 2 ms. */
const together = 200
/** Up to this many, people are asked for one by one: it is quick and touches nobody else. */
const fewPeople = 3

export function createPeople({ directory, writer, lastpass, zone, now, renew }: PeopleOptions): People {
  const { reads } = directory
  /** One reading at a time: the writer gathers one. */
  let queue: Promise<unknown> = Promise.resolve()

  /** The rows that have these names, all by one state of the index. */
  function* numbersOf(keys: readonly string[]): Generator<void, number[]> {
    for (;;) {
      const state = reads.columns()
      const numbers: number[] = []
      for (let from = 0; from < keys.length && reads.columns() === state; from += together) {
        numbers.push(...reads.numbersOf(keys.slice(from, from + together)))
        yield
      }
      if (reads.columns() === state) return numbers
    }
  }

  async function reread(
    usernames: readonly string[],
    { signal, about = 'all' }: { signal: AbortSignal; about?: 'disabled' | 'all' },
  ) {
    const keys = [...new Set(usernames.map(keyOf))]
    const pages = Math.max(1, Math.ceil((directory.meta()?.users ?? 0) / largestPage))
    let first = true
    const look = async (data: Record<string, unknown>, wanted: readonly string[]) => {
      const bytes = await lastpass().body('getuserdata', data, signal)
      const page = await writer.ask('look', { bytes, zone: zone(), first, keys: wanted }, [bytes.buffer as ArrayBuffer])
      first = false
      return page
    }
    /** Page by page under a filter, until everybody was seen or so few are missing that asking by name is shorter; gives the missing. */
    const lookAtAll = async (filter: Record<string, unknown>, wanted: readonly string[]): Promise<string[]> => {
      for (let pageindex = 0; ; pageindex++) {
        const page = await look({ ...filter, pagesize: largestPage, pageindex }, wanted)
        const isLast = page.entries < largestPage || page.fresh === 0
        const left = pages - pageindex - 1
        if (
          isLast ||
          page.complete ||
          (page.missing.length > 0 && page.missing.length <= Math.min(fewPeople, left - 1))
        )
          return page.missing
      }
    }

    let missing: readonly string[] = keys
    // The disabled are few: their list answers for all who were just disabled in one or two requests.
    if (about === 'disabled' && keys.length > fewPeople && pages > 1)
      missing = await lookAtAll({ disabled: 1 }, missing)
    const inPages = missing.length > fewPeople && missing.length >= pages
    if (inPages) missing = await lookAtAll({}, missing)
    // Pages shift while they are read, so a few who are on none of them are asked for by name before they count as gone.
    if (!inPages || missing.length <= (pages > 1 ? Math.max(fewPeople, pages) : fewPeople)) {
      const absent: string[] = []
      for (const username of missing) absent.push(...(await look({ username }, [username])).missing)
      // Who is only invited need not be in the answer about one person: the list of invitations comes with any page.
      if (absent.length > 0) await look({ pagesize: 1, pageindex: 0 }, [])
    }

    const numbers = await inSlices(numbersOf(keys), signal)
    const { people, columns, meta } = await writer.ask('reread', { keys, numbers, now: new Date(now()).toISOString() })
    if (columns !== null && meta !== null) renew(columns, meta)
    // Taking over ten thousand people is a piece of its own.
    await turn()
    return new Map(keys.map((key, index) => [key, people[index] ?? null]))
  }

  return {
    asOf: () => directory.meta()?.asOf ?? null,
    count: () => directory.meta()?.users ?? 0,
    lookup: (usernames) => reads.lookup(usernames),
    *givenUp(since) {
      const keys = new Set<string>()
      for (let after = 0; ; ) {
        const found = reads.renames(after, together)
        for (const { observation } of found)
          for (const { field, before } of observation.time < since ? [] : observation.changes)
            if (field === 'username' && typeof before === 'string') keys.add(keyOf(before))
        yield
        const last = found.at(-1)
        if (last === undefined) return keys
        after = last.n
      }
    },
    isUnreadable: (username) => reads.isUnreadable(username),
    admins: () =>
      reads
        .rows(reads.find({ admin: true, status: ['active', 'never-logged-in'] }, []))
        .map(({ username }) => username),
    groupNames: () => new Set(reads.names().groups),
    membersOf(group, most, others) {
      if (!reads.names().groups.includes(group)) return []
      const rows = reads.groupMembers(group, { offset: 0, limit: Math.min(50, most + others.size) }).rows
      const names = rows.map(({ username }) => username)
      const isOther = (name: string) => Number(others.has(keyOf(name)))
      return names.toSorted((a, b) => isOther(a) - isOther(b)).slice(0, most)
    },
    suspicious: () => directory.status().suspicious !== null,
    reread(usernames, options) {
      const turn = queue.then(() => reread(usernames, options))
      queue = turn.catch(() => {})
      return turn
    },
  }
}
