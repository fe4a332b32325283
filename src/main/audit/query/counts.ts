import type { StoredLeaf } from '../archive/leaf-codec.ts'
import { countBy, type LeafMatch, placeAt } from './scan.ts'

/** Counts of whole leaves, which are the same for every question that leaves nothing out. */
const wholeCounts = new WeakMap<StoredLeaf, Map<string, Uint32Array>>()

const isWhole = ({ leaf, from, to, rows }: LeafMatch): boolean => rows === null && from === 0 && to === leaf.time.length

function countsOf(match: LeafMatch, column: 'pair' | 'person' | 'ip', size: number): Uint32Array {
  const count = () => {
    const counts = new Uint32Array(size)
    countBy(match, match.leaf[column], counts)
    return counts
  }
  if (!isWhole(match)) return count()
  const known = wholeCounts.get(match.leaf) ?? new Map<string, Uint32Array>()
  wholeCounts.set(match.leaf, known)
  const counts = known.get(column) ?? count()
  known.set(column, counts)
  return counts
}

const pairCounts = new WeakMap<LeafMatch, Uint32Array>()

/** The rows that are meant by their pair, of which there are few: what is counted by pair need not be looked up for each row. */
function countPairs(match: LeafMatch): Uint32Array {
  const known = pairCounts.get(match)
  if (known !== undefined) return known
  const counts = countsOf(match, 'pair', match.leaf.action.length)
  pairCounts.set(match, counts)
  return counts
}

/** The rows of a match where they are so few that going through its pairs would take longer. */
const fewRows = ({ rows, leaf }: LeafMatch): Uint32Array | null =>
  rows !== null && rows.length < leaf.action.length / 4 ? rows : null

/** The rows that are meant by their action. */
export function countActions(found: readonly LeafMatch[], size: number): Uint32Array {
  const counts = new Uint32Array(size)
  for (const match of found) {
    const { action, pair } = match.leaf
    const few = fewRows(match)
    if (few !== null) {
      for (const row of few) {
        const number = action[pair[row] as number] as number
        counts[number] = (counts[number] as number) + 1
      }
      continue
    }
    const pairs = countPairs(match)
    for (let pair = 0; pair < pairs.length; pair++) {
      const number = action[pair] as number
      counts[number] = (counts[number] as number) + (pairs[pair] as number)
    }
  }
  return counts
}

/** The rows that are meant by person or address. */
export function countColumn(found: readonly LeafMatch[], column: 'person' | 'ip', size: number): Uint32Array {
  const counts = new Uint32Array(size)
  for (const match of found) {
    if (!isWhole(match)) {
      countBy(match, match.leaf[column], counts)
      continue
    }
    const more = countsOf(match, column, size)
    for (let n = 0; n < more.length; n++) counts[n] = (counts[n] as number) + (more[n] as number)
  }
  return counts
}

/** The rows that are meant by each of what they name. */
export function countTargets(found: readonly LeafMatch[], size: number): Uint32Array {
  const counts = new Uint32Array(size)
  for (const match of found) {
    const { targetStart, target, pair: pairOf } = match.leaf
    const few = fewRows(match)
    if (few !== null) {
      for (const row of few) {
        const pair = pairOf[row] as number
        for (let at = targetStart[pair] as number; at < (targetStart[pair + 1] as number); at++)
          counts[target[at] as number] = (counts[target[at] as number] as number) + 1
      }
      continue
    }
    const pairs = countPairs(match)
    for (let pair = 0; pair < pairs.length; pair++) {
      const count = pairs[pair] as number
      if (count === 0) continue
      for (let at = targetStart[pair] as number; at < (targetStart[pair + 1] as number); at++)
        counts[target[at] as number] = (counts[target[at] as number] as number) + count
    }
  }
  return counts
}

/** The rows that are meant between the edges, by category: one row of counts for each pair of edges. */
export function countOverTime(
  found: readonly LeafMatch[],
  edges: readonly number[],
  { categoryOf, categories }: { categoryOf: Uint8Array; categories: number },
): Uint32Array {
  const counts = new Uint32Array(Math.max(0, edges.length - 1) * categories)
  for (const match of found) {
    const { leaf, from, rows } = match
    const { pair, action } = leaf
    const few = fewRows(match)
    const ofPair = new Uint8Array(few === null ? action.length : 0)
    for (let n = 0; n < ofPair.length; n++) ofPair[n] = categoryOf[action[n] as number] as number
    let at = placeAt(match, edges[0] as number)
    for (let bucket = 0; bucket + 1 < edges.length; bucket++) {
      const end = placeAt(match, edges[bucket + 1] as number)
      const base = bucket * categories
      for (; at < end; at++) {
        const row = rows === null ? from + at : (rows[at] as number)
        const kind = few === null ? ofPair[pair[row] as number] : categoryOf[action[pair[row] as number] as number]
        const slot = base + (kind as number)
        counts[slot] = (counts[slot] as number) + 1
      }
    }
  }
  return counts
}

/** The numbers with the greatest counts; equal ones in the order of `isBefore`. */
export function largest(
  counts: Uint32Array,
  limit: number,
  isMeant: (n: number) => boolean,
  isBefore: (a: number, b: number) => boolean,
): { top: number[]; distinct: number } {
  const top: number[] = []
  const goesBefore = (a: number, b: number) =>
    (counts[a] as number) > (counts[b] as number) || ((counts[a] as number) === (counts[b] as number) && isBefore(a, b))
  let distinct = 0
  for (let n = 0; n < counts.length; n++) {
    if (counts[n] === 0 || !isMeant(n)) continue
    distinct++
    const last = top.at(-1)
    if (top.length === limit && last !== undefined && !goesBefore(n, last)) continue
    let [low, high] = [0, top.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (goesBefore(n, top[middle] as number)) high = middle
      else low = middle + 1
    }
    top.splice(low, 0, n)
    if (top.length > limit) top.pop()
  }
  return { top, distinct }
}
