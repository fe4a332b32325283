import { hash } from 'node:crypto'
import { createStaging, type PageCount, type Staging } from './staging.ts'

/** A page of the last refresh: its digest, and what was counted in it. */
interface ReadPage {
  operation: 'users' | 'folders'
  digest: string
  count: PageCount
}

/** What a refresh read that became the state of the store, by digests: an equal reading would lead to the same state. */
export interface Reading {
  /** The service's local times were read with it. */
  zone: string
  pages: readonly ReadPage[]
}

/** Pages of a refresh. As long as each is byte for byte that of the last one, nothing is parsed; the first that differs has all parsed. */
export interface Gathering extends Staging {
  /** What was read, where it is all of the last reading and nothing else; null: something differs, or there was none. */
  same(): Reading | null
  /** What was read. */
  reading(): Reading
}

/** `last`: what the state of the store was read from; null: it is to be parsed in any case. */
export function createGathering(zone: string, last: Reading | null): Gathering {
  const staging = createStaging(zone)
  const pages: ReadPage[] = []
  let expected = last?.zone === zone ? last.pages : null
  /** Equal pages, not parsed. */
  const held: { operation: ReadPage['operation']; bytes: Uint8Array }[] = []

  const parse = (operation: ReadPage['operation'], bytes: Uint8Array): PageCount =>
    operation === 'users' ? staging.addUsers(bytes) : staging.addFolders(bytes)

  function parseHeld(): Staging {
    expected = null
    for (let page = held.shift(); page !== undefined; page = held.shift()) parse(page.operation, page.bytes)
    return staging
  }

  function add(operation: ReadPage['operation'], bytes: Uint8Array): PageCount {
    const digest = hash('sha256', bytes)
    const page = expected?.[pages.length]
    if (page !== undefined && page.operation === operation && page.digest === digest) {
      held.push({ operation, bytes })
      pages.push(page)
      return page.count
    }
    parseHeld()
    const count = parse(operation, bytes)
    pages.push({ operation, digest, count })
    return count
  }

  const reading = (): Reading => ({ zone, pages })
  return {
    addUsers: (bytes) => add('users', bytes),
    addFolders: (bytes) => add('folders', bytes),
    same: () => (expected !== null && expected.length === pages.length ? reading() : null),
    reading,
    has: (key) => parseHeld().has(key),
    isAccount: (key) => parseHeld().isAccount(key),
    knows: (identity) => parseHeld().knows(identity),
    finish: () => parseHeld().finish(),
  }
}
