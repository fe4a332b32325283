import type { Leaf } from '../archive/leaves/leaf.ts'
import { countNames, countPairs, type NameCounts, type PairCounts } from './counts.ts'
import { type Categories, countOverTime } from './counts-over-time.ts'
import type { Masks } from './masks.ts'
import { type LeafMatch, matchLeaf, rowsBackwards } from './scan.ts'

/** An answer that is worked out meanwhile, or when it is called for. */
type Later<T> = () => T

/** How many names the catalogue has of each kind. */
export interface NameSizes {
  person: number
  ip: number
  action: number
  target: number
}

/** What a question finds in some leaves; each answer is begun at once and given when it is called for. */
export interface Found {
  /** Of each leaf how many rows are meant. */
  sizes: readonly number[]
  /** Bytes that are kept of it. */
  bytes: number
  pairs(names: NameSizes): Later<PairCounts>
  names(names: NameSizes): Later<NameCounts>
  overTime(edges: readonly number[], by: Categories): Later<Uint32Array>
  /** Rows of one of the leaves, by its place among them, newest first: `limit` of them after the first `skip`. */
  rows(place: number, skip: number, limit: number): readonly number[]
}

const bytesOf = ({ rows, marks, decided }: LeafMatch): number =>
  (rows?.byteLength ?? marks?.byteLength ?? 0) + (decided?.values.byteLength ?? 0)

/** Goes through leaves here. */
export function foundIn(leaves: readonly Leaf[], masks: Masks): Found {
  const matches = leaves.map((leaf) => matchLeaf(leaf, masks))
  const found = matches.filter((match) => match !== null)
  return {
    sizes: matches.map((match) => match?.size ?? 0),
    bytes: found.reduce((sum, match) => sum + bytesOf(match), 0),
    pairs: (names) => () => countPairs(found, names),
    names: (names) => () => countNames(found, names),
    overTime: (edges, by) => () => countOverTime(found, edges, by),
    rows(place, skip, limit) {
      const match = matches[place] ?? null
      return match === null ? [] : rowsBackwards(match, skip, limit)
    },
  }
}
