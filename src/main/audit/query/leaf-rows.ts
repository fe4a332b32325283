import type { Leaf, Numbers } from '../archive/leaves/leaf.ts'

// What is asked of a leaf's columns by their numbers, and the loops over rows that are few.

/** A name's own filter lets it pass. */
export const passes = 1
/** The text that is searched for is in it. */
export const holdsText = 2

/** What a filter asks of a leaf's events as a whole. */
export interface LeafTraits {
  /** Bits of each pair, and of each person by the number within the leaf. */
  pairs: Uint8Array
  people: Uint8Array
  /** By the bits of both together: 1 where a row with them passes. */
  passing: Uint8Array
}

/** What is asked of a column by its numbers within a leaf. */
export interface LocalMask {
  /** Of each number `passes` and `holdsText`; null: every number passes, and no text is searched for. */
  values: Uint8Array | null
  /** How many of them pass, and hold the text. */
  passing: number
  holding: number
}

const everything: LocalMask = { values: null, passing: Number.POSITIVE_INFINITY, holding: 0 }

/** `names`: the catalogue's numbers by those of the leaf; null: the mask is the leaf's own. */
export function localMask(values: Uint8Array | null, names: Uint32Array | null): LocalMask {
  if (values === null) return everything
  const own = names === null ? values : gather(values, names)
  let [passing, holding] = [0, 0]
  for (let n = 0; n < own.length; n++) {
    const value = own[n] as number
    passing += value & passes
    holding += value & holdsText
  }
  return { values: own, passing, holding }
}

/** By number within a leaf what is known by that of the catalogue. */
export function gather(values: Uint8Array, names: Uint32Array): Uint8Array {
  const own = new Uint8Array(names.length)
  for (let n = 0; n < own.length; n++) own[n] = values[names[n] as number] as number
  return own
}

/** Those that pass and hold the text, where nothing else holds it. */
export function withText({ values }: LocalMask): LocalMask {
  const own = values as Uint8Array
  let passing = 0
  for (let n = 0; n < own.length; n++) {
    const value = (own[n] as number) & ((own[n] as number) >>> 1) & passes
    own[n] = value
    passing += value
  }
  return { values: own, passing, holding: 0 }
}

/** How many rows of a leaf a mask lets pass, by how many there are of each number. */
export function rowsPassing(counts: Uint32Array, values: Uint8Array): number {
  let rows = 0
  for (let n = 0; n < values.length; n++) rows += (counts[n] as number) * ((values[n] as number) & passes)
  return rows
}

/** Rows between two looks whether all were found. */
const chunk = 4096

/** The rows that a mask lets pass, of which there are at most `most`. */
export function select(
  numbers: Numbers,
  { values, passing }: LocalMask,
  { from, to, most }: { from: number; to: number; most: number },
): Uint32Array {
  const mask = values as Uint8Array
  const one = passing === 1 ? mask.findIndex((value) => (value & passes) !== 0) : -1
  // One more than are found: what does not pass is written there and never counted.
  const found = new Uint32Array(most + 1)
  let size = 0
  for (let start = from; start < to && size < most; start += chunk) {
    const end = Math.min(to, start + chunk)
    if (one >= 0)
      for (let row = start; row < end; row++) {
        found[size] = row
        // 1 where both are the same.
        size += (((numbers[row] as number) ^ one) - 1) >>> 31
      }
    else
      for (let row = start; row < end; row++) {
        found[size] = row
        size += (mask[numbers[row] as number] as number) & passes
      }
  }
  return found.subarray(0, size)
}

/** Those of some rows that another mask lets pass too. */
export function narrow(rows: Uint32Array, numbers: Numbers, { values }: LocalMask): Uint32Array {
  const mask = values as Uint8Array
  let size = 0
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] as number
    rows[size] = row
    size += (mask[numbers[row] as number] as number) & passes
  }
  return rows.subarray(0, size)
}

/** Those of some rows that a filter of whole events lets pass. */
export function narrowTraits(rows: Uint32Array, { person, pair }: Leaf, traits: LeafTraits): Uint32Array {
  const { pairs, people, passing } = traits
  let size = 0
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] as number
    rows[size] = row
    const bits = (pairs[pair[row] as number] as number) | (people[person[row] as number] as number)
    size += passing[bits] as number
  }
  return rows.subarray(0, size)
}

/** The rows that are marked. */
export function rowsMarked(marks: Uint8Array, from: number, size: number): Uint32Array {
  const rows = new Uint32Array(size + 1)
  let found = 0
  for (let at = 0; at < marks.length; at++) {
    rows[found] = from + at
    found += marks[at] as number
  }
  return rows.subarray(0, size)
}
