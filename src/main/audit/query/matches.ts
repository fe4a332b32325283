import { actionKey } from '../../../contract/audit/action-names.ts'
import { type AuditCategory, auditCategories } from '../../../contract/audit/audit.ts'
import type { AuditFilter } from '../../../contract/calls/audit/audit.ts'
import type { Archive } from '../archive/archive.ts'
import type { LeafEntry } from '../archive/catalog.ts'
import type { Leaf } from '../archive/leaves/leaf.ts'
import { usualCategory } from '../events/categories.ts'
import { type ArchiveKeys, createArchiveKeys } from './archive-keys.ts'
import type { NameCounts, PairCounts } from './counts.ts'
import type { Categories } from './counts-over-time.ts'
import { type Found, foundIn } from './found.ts'
import type { Helper } from './helper/helper.ts'
import { type LeftOut, type Masks, masksOf, withoutOwn } from './masks.ts'

/** What a question finds in the leaves. */
export interface Matched {
  total: number
  /** Rows that are meant, newest first: `limit` of them after the first `skip`. */
  rows(skip: number, limit: number): { leaf: Leaf; row: number }[]
  /** What was counted of it: a screen asks for several counts of one filter. */
  pairs(): PairCounts
  column(column: 'person' | 'ip'): Uint32Array
  overTime(edges: readonly number[], by: Categories): Uint32Array
  /** By number of an action. */
  category: AuditCategory[]
}

/** Goes through the leaves for questions; what was found last is kept, because a screen asks several things of one filter. */
export interface Matches {
  keys: ArchiveKeys
  categories(): AuditCategory[]
  of(filter: AuditFilter, leftOut?: LeftOut): Matched
  /** Lets go of what was found: it is found again in less time than somebody notices. */
  rest(): void
  /** The masks alone, for who goes through leaves one by one. */
  masksOf(filter: AuditFilter): { masks: Masks; category: AuditCategory[] }
}

/** Bytes that the rows of kept answers may take together. */
const mostBytes = 32 * 2 ** 20
const mostKept = 8

/** What keeping an answer takes. */
interface Kept {
  bytes: number
  drop(): void
}

/** `helper`: a second thread that goes through some of the leaves; null: there is none. */
export function createMatches(archive: Archive, helper: Helper | null): Matches {
  const { names, catalog, places } = archive
  const keys = createArchiveKeys(archive)
  const kept = new Map<string, Matched & Kept>()
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
  const remember = <T>(
    memory: Map<string, T>,
    of: string,
    value: T,
    drop: (old: string) => void = (old) => {
      memory.delete(old)
    },
  ): T => {
    memory.delete(of)
    memory.set(of, value)
    for (const oldest of memory.keys()) {
      if (memory.size <= mostKept) break
      drop(oldest)
    }
    return value
  }
  const bytesKept = () => [...kept.values()].reduce((sum, { bytes }) => sum + bytes, 0)
  function forget(filter: string): void {
    kept.get(filter)?.drop()
    kept.delete(filter)
  }

  /** Goes through leaves, with the helper where that is faster. */
  function find(entries: readonly LeafEntry[], wanted: Masks) {
    const theirs = helper?.takes(entries) ?? new Set()
    const there = entries.flatMap((entry) => {
      const leaf = theirs.has(entry.n) ? archive.leaf(entry) : null
      return leaf === null ? [] : [{ entry, leaf }]
    })
    const begun = helper === null || there.length === 0 ? null : helper.find(there, wanted)
    const here = entries.filter(({ n }) => !theirs.has(n)).flatMap((entry) => archive.leaf(entry) ?? [])
    const own = foundIn(here, wanted)
    const other = begun?.() ?? null
    const places = [
      ...placesOf(here, own),
      ...(other === null
        ? []
        : placesOf(
            there.map(({ leaf }) => leaf),
            other,
          )),
    ]
    // No second lies in two leaves.
    places.sort((a, b) => (b.leaf.time[0] ?? 0) - (a.leaf.time[0] ?? 0))
    return { own, other, places }
  }

  function matched({ own, other, places }: ReturnType<typeof find>): Omit<Matched, 'category'> & Kept {
    let pairs: PairCounts | null = null
    let named: NameCounts | null = null
    const sizes = () => ({
      person: names.person.texts.length,
      ip: names.ip.texts.length,
      action: names.action.texts.length,
      target: names.target.texts.length,
    })
    /** Has the helper begin, counts here, and adds what it gives. */
    function both<T extends object>(count: (found: Found) => () => T): T {
      const begun = other === null ? null : count(other)
      const counts = count(own)()
      if (begun !== null) addAll(counts, begun())
      return counts
    }
    return {
      total: places.reduce((sum, { size }) => sum + size, 0),
      bytes: own.bytes + (other?.bytes ?? 0),
      drop: () => other?.drop(),
      rows(skip, limit) {
        const rows: { leaf: Leaf; row: number }[] = []
        let left = skip
        for (const { leaf, place, found, size } of places) {
          if (rows.length >= limit) break
          if (left < size) for (const row of found.rows(place, left, limit - rows.length)) rows.push({ leaf, row })
          left = Math.max(0, left - size)
        }
        return rows
      },
      pairs() {
        pairs ??= both((found) => found.pairs(sizes()))
        return pairs
      },
      column(column) {
        named ??= both((found) => found.names(sizes()))
        return named[column]
      },
      overTime(edges, by) {
        return both((found) => {
          const counts = found.overTime(edges, by)
          return () => ({ counts: counts() })
        }).counts
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
    rest() {
      for (const old of [...kept.keys()]) forget(old)
    },
    of(filter, leftOut = null) {
      const asked = withoutOwn(filter, leftOut)
      const { of } = known(asked)
      const entries = archive.entries()
      if (keptOf !== entries) for (const old of [...kept.keys()]) forget(old)
      keptOf = entries
      const before = kept.get(of)
      if (before !== undefined) return remember(kept, of, before, forget)
      const { masks: wanted, category } = masks(asked)
      const within = [...entries].reverse().filter(({ first, last }) => last >= wanted.from && first <= wanted.to)
      const made = remember(kept, of, { category, ...matched(find(within, wanted)) }, forget)
      for (const oldest of kept.keys()) {
        if (kept.size === 1 || bytesKept() <= mostBytes) break
        forget(oldest)
      }
      return made
    },
  }
}

/** Leaves in which something was found, each with its place among those that were gone through together. */
const placesOf = (leaves: readonly Leaf[], found: Found) =>
  leaves.map((leaf, place) => ({ leaf, place, found, size: found.sizes[place] ?? 0 }))

/** Adds counts to those of the same names. */
function addAll<T extends object>(sums: T, more: T): void {
  for (const [name, counts] of Object.entries(more) as [keyof T, Uint32Array][]) {
    const own = sums[name] as Uint32Array
    for (let n = 0; n < own.length; n++) own[n] = (own[n] as number) + (counts[n] as number)
  }
}
