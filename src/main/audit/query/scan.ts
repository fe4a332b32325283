import { rowAt } from '../archive/leaf.ts'
import type { StoredLeaf } from '../archive/leaf-codec.ts'
import { holdsText, type Masks, pairMask, passes } from './masks.ts'

// Plain loops over columns, one for each shape of question: a call for every row would take several times as long.

/** What one leaf has for a question. */
export interface LeafMatch {
  leaf: StoredLeaf
  from: number
  to: number
  /** The rows that are meant, in order; null: every row from `from` to `to` is. */
  rows: Uint32Array | null
}

/** How many rows are meant. */
export const sizeOf = ({ from, to, rows }: LeafMatch): number => rows?.length ?? to - from

let scratch = new Uint32Array(0)

/** The rows of a leaf that a question means; null: none of them. */
export function matchLeaf(leaf: StoredLeaf, masks: Masks): LeafMatch | null {
  const match = matchParts(leaf, masks)
  const also = match === null ? null : (masks.traits?.(leaf) ?? null)
  if (match === null || also === null) return match
  const { from, to, rows } = match
  const all = rows ?? Uint32Array.from({ length: to - from }, (_, at) => from + at)
  const kept = all.filter(also)
  return kept.length === 0 ? null : { ...match, rows: kept.length === to - from ? null : kept }
}

function matchParts(leaf: StoredLeaf, masks: Masks): LeafMatch | null {
  const from = rowAt(leaf.time, masks.from)
  const to = masks.to === 0xffff_ffff ? leaf.time.length : rowAt(leaf.time, masks.to + 1)
  if (from >= to) return null
  const pairs = pairMask(leaf, masks)
  const { person, ip } = masks
  if (person.all && ip.all && pairs.all && masks.text === null) return { leaf, from, to, rows: null }
  if (scratch.length < to - from) scratch = new Uint32Array(to - from)
  const size = select({ leaf, from, to }, { person, ip, pairs, text: masks.text !== null })
  if (size === 0) return null
  return { leaf, from, to, rows: size === to - from ? null : scratch.slice(0, size) }
}

function select(
  { leaf, from, to }: { leaf: StoredLeaf; from: number; to: number },
  asked: { person: Masks['person']; ip: Masks['ip']; pairs: Masks['person']; text: boolean },
): number {
  const { person: people, ip: addresses, pair } = leaf
  const [p, i, a] = [asked.person.values, asked.ip.values, asked.pairs.values]
  if (asked.text) {
    let size = 0
    for (let row = from; row < to; row++) {
      const x = p[people[row] as number] as number
      const y = i[addresses[row] as number] as number
      const z = a[pair[row] as number] as number
      if ((x & y & z & passes) !== 0 && ((x | y | z) & holdsText) !== 0) scratch[size++] = row
    }
    return size
  }
  if (asked.person.all && asked.ip.all) return selectBy(pair, a, from, to)
  if (asked.ip.all && asked.pairs.all) return selectBy(people, p, from, to)
  if (asked.person.all && asked.pairs.all) return selectBy(addresses, i, from, to)
  let size = 0
  for (let row = from; row < to; row++)
    if (
      ((p[people[row] as number] as number) &
        (i[addresses[row] as number] as number) &
        (a[pair[row] as number] as number) &
        passes) !==
      0
    )
      scratch[size++] = row
  return size
}

function selectBy(numbers: Uint32Array, mask: Uint8Array, from: number, to: number): number {
  let size = 0
  // Without a branch: where about half of the rows pass, guessing wrong costs more than writing in vain.
  for (let row = from; row < to; row++) {
    scratch[size] = row
    size += (mask[numbers[row] as number] as number) & passes
  }
  return size
}

/** Counts the rows that are meant by a number of each. */
export function countBy({ from, to, rows }: LeafMatch, numbers: Uint32Array, counts: Uint32Array): void {
  if (rows === null) {
    for (let row = from; row < to; row++)
      counts[numbers[row] as number] = (counts[numbers[row] as number] as number) + 1
    return
  }
  for (let at = 0; at < rows.length; at++) {
    const number = numbers[rows[at] as number] as number
    counts[number] = (counts[number] as number) + 1
  }
}

/** Rows that are meant, newest first: `limit` of them after the first `skip`. */
export function rowsBackwards({ from, to, rows }: LeafMatch, skip: number, limit: number): number[] {
  const found: number[] = []
  const size = rows?.length ?? to - from
  for (let at = size - 1 - skip; at >= 0 && found.length < limit; at--)
    found.push(rows === null ? from + at : (rows[at] as number))
  return found
}

/** Where the rows of a time or later begin among those that are meant. */
export function placeAt({ leaf, from, to, rows }: LeafMatch, time: number): number {
  if (rows === null) return Math.min(to, Math.max(from, rowAt(leaf.time, time))) - from
  let [low, high] = [0, rows.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((leaf.time[rows[middle] as number] as number) < time) low = middle + 1
    else high = middle
  }
  return low
}
