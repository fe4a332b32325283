import type { Numbers } from '../archive/leaves/leaf.ts'
import { countBy, type LeafMatch, placeAt } from './scan.ts'

/** How often each name of the catalogue is meant. */
export interface PairCounts {
  action: Uint32Array
  target: Uint32Array
}

/** The rows of a match where they are so few that going through all numbers of a leaf would take longer. */
const fewRows = ({ rows }: LeafMatch, numbers: number): Uint32Array | null =>
  rows !== null && rows.length < numbers / 4 ? rows : null

let local = new Uint32Array(0)
/** Counts by the numbers of a leaf, until the next ones are asked for. */
function countLocally(match: LeafMatch, column: Numbers, numbers: number): Uint32Array {
  if (local.length < numbers) local = new Uint32Array(numbers)
  const counts = local.subarray(0, numbers).fill(0)
  countBy(match, column, counts)
  return counts
}

/** The rows that are meant by their action, and by each of what they name. */
export function countPairs(found: readonly LeafMatch[], sizes: { action: number; target: number }): PairCounts {
  const actions = new Uint32Array(sizes.action)
  const targets = new Uint32Array(sizes.target)
  for (const match of found) {
    const { action, pair: pairOf, targetStart, target } = match.leaf
    const few = fewRows(match, action.length)
    if (few !== null) {
      for (const row of few) {
        const pair = pairOf[row] as number
        actions[action[pair] as number] = (actions[action[pair] as number] as number) + 1
        for (let at = targetStart[pair] as number; at < (targetStart[pair + 1] as number); at++)
          targets[target[at] as number] = (targets[target[at] as number] as number) + 1
      }
      continue
    }
    const counts = countLocally(match, pairOf, action.length)
    let end = 0
    for (let pair = 0; pair < counts.length; pair++) {
      const count = counts[pair] as number
      let at = end
      end = targetStart[pair + 1] as number
      if (count === 0) continue
      actions[action[pair] as number] = (actions[action[pair] as number] as number) + count
      for (; at < end; at++) targets[target[at] as number] = (targets[target[at] as number] as number) + count
    }
  }
  return { action: actions, target: targets }
}

/** The rows that are meant by person or address. */
export function countColumn(found: readonly LeafMatch[], column: 'person' | 'ip', size: number): Uint32Array {
  const counts = new Uint32Array(size)
  for (const match of found) {
    const { leaf } = match
    const numbers = leaf[column]
    const names = column === 'person' ? leaf.people : leaf.addresses
    const few = fewRows(match, names.length)
    if (few !== null)
      for (const row of few) {
        const name = names[numbers[row] as number] as number
        counts[name] = (counts[name] as number) + 1
      }
    else {
      const own = countLocally(match, numbers, names.length)
      for (let n = 0; n < own.length; n++)
        counts[names[n] as number] = (counts[names[n] as number] as number) + (own[n] as number)
    }
  }
  return counts
}

function bump(counts: Uint32Array, kind: number): void {
  counts[kind] = (counts[kind] as number) + 1
}

/** The rows that are meant between the edges, by category: one row of counts for each pair of edges. */
export function countOverTime(
  found: readonly LeafMatch[],
  edges: readonly number[],
  { categoryOf, categories }: { categoryOf: Uint8Array; categories: number },
): Uint32Array {
  const counts = new Uint32Array(Math.max(0, edges.length - 1) * categories)
  const [even, odd] = [new Uint32Array(categories), new Uint32Array(categories)]
  for (const match of found) {
    const { leaf, from, rows } = match
    const { pair, action } = leaf
    const few = fewRows(match, action.length)
    const ofPair = new Uint8Array(few === null ? action.length : 0)
    for (let n = 0; n < ofPair.length; n++) ofPair[n] = categoryOf[action[n] as number] as number
    let at = placeAt(match, edges[0] as number)
    for (let bucket = 0; bucket + 1 < edges.length; bucket++) {
      const end = placeAt(match, edges[bucket + 1] as number)
      if (end === at) continue
      // Two lots of counts in turn: neighbouring events are mostly of one kind, and each count would wait for the one before.
      even.fill(0)
      odd.fill(0)
      if (few !== null)
        for (; at < end; at++) bump(even, categoryOf[action[pair[few[at] as number] as number] as number] as number)
      else if (rows !== null) {
        for (; at + 1 < end; at += 2) {
          bump(even, ofPair[pair[rows[at] as number] as number] as number)
          bump(odd, ofPair[pair[rows[at + 1] as number] as number] as number)
        }
        for (; at < end; at++) bump(even, ofPair[pair[rows[at] as number] as number] as number)
      } else {
        for (; at + 1 < end; at += 2) {
          bump(even, ofPair[pair[from + at] as number] as number)
          bump(odd, ofPair[pair[from + at + 1] as number] as number)
        }
        for (; at < end; at++) bump(even, ofPair[pair[from + at] as number] as number)
      }
      const base = bucket * categories
      for (let kind = 0; kind < categories; kind++)
        counts[base + kind] = (counts[base + kind] as number) + (even[kind] as number) + (odd[kind] as number)
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
