import { type AuditCategory, auditCategories } from '../../../contract/audit/audit.ts'
import type { AuditFilter } from '../../../contract/calls/audit/audit.ts'
import type { Archive } from '../archive/archive.ts'
import type { LeafEntry } from '../archive/catalog.ts'
import { actionKey } from '../events/action-names.ts'
import { usualCategory } from '../events/categories.ts'
import { type ArchiveKeys, createArchiveKeys } from './archive-keys.ts'
import { countNames, countPairs, type NameCounts, type PairCounts } from './counts.ts'
import { type LeftOut, type Masks, masksOf, withoutOwn } from './masks.ts'
import { type LeafMatch, matchLeaf } from './scan.ts'

/** What a question finds in the leaves, newest first. */
export interface Matched {
  found: LeafMatch[]
  /** What was counted of it: a screen asks for several counts of one filter. */
  pairs(): PairCounts
  column(column: 'person' | 'ip'): Uint32Array
  /** By number of an action. */
  category: AuditCategory[]
}

/** Goes through the leaves for questions; what was found last is kept, because a screen asks several things of one filter. */
export interface Matches {
  keys: ArchiveKeys
  categories(): AuditCategory[]
  of(filter: AuditFilter, leftOut?: LeftOut): Matched
  /** The masks alone, for who goes through leaves one by one. */
  masksOf(filter: AuditFilter): { masks: Masks; category: AuditCategory[] }
}

/** Bytes that the rows of kept answers may take together. */
const mostBytes = 32 * 2 ** 20
const mostKept = 8

const none = new Uint8Array()

export function createMatches(archive: Archive): Matches {
  const { names, catalog, places } = archive
  const keys = createArchiveKeys(archive)
  const kept = new Map<string, Matched>()
  /** The leaves of which they were found. */
  let keptOf: readonly LeafEntry[] | null = null
  const keptMasks = new Map<string, { masks: Masks; category: AuditCategory[] }>()

  function categories(): AuditCategory[] {
    const own = new Map(catalog.categories().map(({ action, category }) => [action, category]))
    return names.action.texts.map((action) => own.get(actionKey(action)) ?? usualCategory(action))
  }
  function known(filter: AuditFilter) {
    const category = categories()
    const counts = [names.person, names.ip, names.action, names.target].map(({ texts }) => texts.length)
    const numbers = category.map((each) => auditCategories.indexOf(each)).join('')
    return { category, of: JSON.stringify([filter, counts, numbers, places.revision()]) }
  }
  const remember = <T>(memory: Map<string, T>, of: string, value: T): T => {
    memory.delete(of)
    memory.set(of, value)
    for (const oldest of memory.keys()) {
      if (memory.size <= mostKept) break
      memory.delete(oldest)
    }
    return value
  }
  const bytesKept = () =>
    [...kept.values()]
      .flatMap(({ found }) => found)
      .reduce((sum, { rows, marks, pairs }) => sum + (rows ?? marks ?? none).byteLength + (pairs ?? none).length, 0)

  function counting(found: LeafMatch[]): Pick<Matched, 'pairs' | 'column'> {
    let pairs: PairCounts | null = null
    let named: NameCounts | null = null
    return {
      pairs() {
        pairs ??= countPairs(found, { action: names.action.texts.length, target: names.target.texts.length })
        return pairs
      },
      column(column) {
        named ??= countNames(found, { person: names.person.texts.length, ip: names.ip.texts.length })
        return named[column]
      },
    }
  }

  function masks(filter: AuditFilter) {
    const { of, category } = known(filter)
    const before = keptMasks.get(of)
    if (before !== undefined) return before
    return remember(keptMasks, of, { category, masks: masksOf(filter, keys, (action) => category[action] ?? 'other') })
  }

  return {
    keys,
    categories,
    masksOf: masks,
    of(filter, leftOut = null) {
      const asked = withoutOwn(filter, leftOut)
      const { of } = known(asked)
      const entries = archive.entries()
      if (keptOf !== entries) kept.clear()
      keptOf = entries
      const before = kept.get(of)
      if (before !== undefined) return remember(kept, of, before)
      const { masks: wanted, category } = masks(asked)
      const found = [...entries]
        .reverse()
        .filter((entry) => entry.last >= wanted.from && entry.first <= wanted.to)
        .flatMap((entry) => {
          const leaf = archive.leaf(entry)
          return leaf === null ? [] : (matchLeaf(leaf, wanted) ?? [])
        })
      const made = remember(kept, of, { found, category, ...counting(found) })
      for (const oldest of kept.keys()) {
        if (kept.size === 1 || bytesKept() <= mostBytes) break
        kept.delete(oldest)
      }
      return made
    },
  }
}
