import { hash } from 'node:crypto'
import { readUserData, type UserPage } from '../../lastpass/answers/user-data.ts'
import { createStaging, type PageCount, type StagedPerson, type Staging } from './staging.ts'

/** A page of the last refresh: its digest, and what was counted in it. */
interface ReadPage {
  operation: 'users' | 'folders'
  digest: string
  count: PageCount
  /** Digest of who is on a page of people, with all that the page tells of anybody but in their records; empty for folders. */
  frame: string
  /** Identities on this page that an earlier page had: what this one says of them counts. */
  again: readonly string[]
}

/** What a refresh read that became the state of the store, by digests: an equal reading would lead to the same state. */
export interface Reading {
  /** The service's local times were read with it. */
  zone: string
  pages: readonly ReadPage[]
  /** Keys of people whose record is not told by their own page alone. */
  entangled: ReadonlySet<string>
}

/**
 * Pages of a refresh. A page that is byte for byte that of the last one is not parsed; of one with the same people in the same places
 * only their records are taken. Anything else has all parsed.
 */
export interface Gathering extends Staging {
  /**
   * Where everybody is where they were: who is on a page that differs, by identity, and what was read; nobody where all is the same.
   * Null: something else differs, or there was no reading before.
   */
  same(): { people: ReadonlyMap<string, StagedPerson>; reading: Reading } | null
  /** What was read. */
  reading(): Reading
}

/** All that a page tells but the records of its people: equal frames mean the same accounts, invitations, groups and complaints. */
const frameOf = ({ total, count, entries, users, groups, invited, setAside }: UserPage): string =>
  hash(
    'sha256',
    JSON.stringify([
      total,
      count,
      entries,
      users.map(({ id }) => id),
      users.map(({ username }) => username),
      [...groups],
      invited,
      setAside,
    ]),
  )

/** `last`: what the state of the store was read from; null: it is to be parsed in any case. */
export function createGathering(zone: string, last: Reading | null): Gathering {
  const staging = createStaging(zone)
  const pages: ReadPage[] = []
  const before = last?.zone === zone ? last : null
  let expected = before?.pages ?? null
  /** Pages that were not taken over: equal ones, not parsed, and of those that differ the people. */
  const held: { operation: ReadPage['operation']; bytes: Uint8Array; page: UserPage | null }[] = []

  function takeUsers(page: UserPage): Omit<ReadPage, 'operation' | 'digest'> {
    const frame = frameOf(page)
    const again = page.users.flatMap(({ id }) => (staging.knows(id) ? [id] : []))
    return { frame, again, count: staging.addPage(page) }
  }
  const parse = (operation: ReadPage['operation'], bytes: Uint8Array): Omit<ReadPage, 'operation' | 'digest'> =>
    operation === 'users'
      ? takeUsers(readUserData(bytes, zone))
      : { frame: '', again: [], count: staging.addFolders(bytes) }

  function parseHeld(): Staging {
    expected = null
    for (let next = held.shift(); next !== undefined; next = held.shift()) parse(next.operation, next.bytes)
    return staging
  }

  function add(operation: ReadPage['operation'], bytes: Uint8Array): PageCount {
    const digest = hash('sha256', bytes)
    const page = expected?.[pages.length]
    if (page !== undefined && page.operation === operation) {
      if (page.digest === digest) {
        held.push({ operation, bytes, page: null })
        pages.push(page)
        return page.count
      }
      const read = operation === 'users' ? readUserData(bytes, zone) : null
      if (read !== null && frameOf(read) === page.frame) {
        held.push({ operation, bytes, page: read })
        pages.push({ ...page, digest })
        return page.count
      }
    }
    parseHeld()
    const taken = parse(operation, bytes)
    pages.push({ operation, digest, ...taken })
    return taken.count
  }

  /** The people of the pages that differ; null: one of them is told of elsewhere too. */
  function changedPeople(entangled: ReadonlySet<string>): Map<string, StagedPerson> | null {
    const part = createStaging(zone)
    const wanted = new Set<string>()
    held.forEach(({ page }, at) => {
      // What a later page says of somebody counts, also where that page is as it was.
      if (page === null) for (const id of pages[at]?.again ?? []) wanted.delete(id)
      else for (const { id } of page.users) wanted.add(id)
      if (page !== null) part.addPage(page)
    })
    const { people } = part.finish()
    const changed = new Map([...people].filter(([identity, { account }]) => account && wanted.has(identity)))
    return [...changed.values()].some(({ key }) => entangled.has(key)) ? null : changed
  }

  const reading = (): Reading => ({
    zone,
    pages,
    entangled: expected !== null && before !== null ? before.entangled : staging.entangled(),
  })
  return {
    addUsers: (bytes) => add('users', bytes),
    addPage: (page) => parseHeld().addPage(page),
    addFolders: (bytes) => add('folders', bytes),
    same() {
      if (expected === null || before === null || expected.length !== pages.length) return null
      const people = changedPeople(before.entangled)
      return people === null ? null : { people, reading: reading() }
    },
    reading,
    has: (key) => parseHeld().has(key),
    isAccount: (key) => parseHeld().isAccount(key),
    knows: (identity) => parseHeld().knows(identity),
    entangled: () => parseHeld().entangled(),
    finish: () => parseHeld().finish(),
  }
}
