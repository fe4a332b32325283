import { rowAt } from '../archive/leaf.ts'
import type { StoredLeaf } from '../archive/leaf-codec.ts'
import { holdsText, type Masks, pairMask, passes } from './masks.ts'

/** What one leaf has for a question. */
export interface LeafMatch {
  leaf: StoredLeaf
  from: number
  to: number
  /** Whether a row is meant; null: every row from `from` to `to` is. */
  test: ((row: number) => boolean) | null
}

const allPass = (mask: Uint8Array): boolean => mask.every((value) => (value & passes) !== 0)

/** The rows of a leaf that a question means; null: none of them. */
export function matchLeaf(leaf: StoredLeaf, masks: Masks): LeafMatch | null {
  const match = matchParts(leaf, masks)
  const also = match === null ? null : (masks.traits?.(leaf) ?? null)
  if (match === null || also === null) return match
  const { test } = match
  return { ...match, test: test === null ? also : (row) => test(row) && also(row) }
}

function matchParts(leaf: StoredLeaf, masks: Masks): LeafMatch | null {
  const from = rowAt(leaf.time, masks.from)
  const to = masks.to === 0xffff_ffff ? leaf.time.length : rowAt(leaf.time, masks.to + 1)
  if (from >= to) return null
  const pairs = pairMask(leaf, masks)
  const { person, ip } = masks
  const { person: people, ip: addresses, pair } = leaf
  if (masks.text !== null) {
    const test = (row: number): boolean => {
      const [p, i, a] = [
        person[people[row] as number] as number,
        ip[addresses[row] as number] as number,
        pairs[pair[row] as number] as number,
      ]
      return (p & i & a & passes) !== 0 && ((p | i | a) & holdsText) !== 0
    }
    return { leaf, from, to, test }
  }
  const [anyone, anywhere, anything] = [allPass(person), allPass(ip), allPass(pairs)]
  if (anyone && anywhere && anything) return { leaf, from, to, test: null }
  if (!pairs.some((value) => value !== 0)) return null
  if (anyone && anywhere) return { leaf, from, to, test: (row) => pairs[pair[row] as number] !== 0 }
  if (anything && anywhere) return { leaf, from, to, test: (row) => person[people[row] as number] !== 0 }
  return {
    leaf,
    from,
    to,
    test: (row) =>
      person[people[row] as number] !== 0 && ip[addresses[row] as number] !== 0 && pairs[pair[row] as number] !== 0,
  }
}

/** Counts the rows that are meant by a number of each. */
export function countBy({ from, to, test }: LeafMatch, numbers: Uint32Array, counts: Uint32Array): void {
  if (test === null) {
    for (let row = from; row < to; row++)
      counts[numbers[row] as number] = (counts[numbers[row] as number] as number) + 1
    return
  }
  for (let row = from; row < to; row++)
    if (test(row)) counts[numbers[row] as number] = (counts[numbers[row] as number] as number) + 1
}

/** Rows that are meant, newest first: `limit` of them after the first `skip`. */
export function rowsBackwards({ from, to, test }: LeafMatch, skip: number, limit: number): number[] {
  const rows: number[] = []
  let left = skip
  for (let row = to - 1; row >= from && rows.length < limit; row--) {
    if (test !== null && !test(row)) continue
    if (left > 0) left--
    else rows.push(row)
  }
  return rows
}
