import type { Leaf, Numbers } from '../archive/leaves/leaf.ts'
import { kindsOf } from './leaf-kinds.ts'

// What is asked of a leaf's columns by their numbers, and the loops over rows that are few.

/** A name's own filter lets it pass. */
export const passes = 1
/** The text that is searched for is in it. */
export const holdsText = 2

/** What a filter asks of a leaf's events as a whole. */
export interface LeafTraits {
  /** Whether `bits` are those of each pair, or of each kind of them. */
  of: 'pairs' | 'kinds'
  bits: Uint8Array
  /** Of each person by the number within the leaf. */
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
  /** The number that passes where it is a single one; -1: none does, or several. */
  only: number
}

const everything: LocalMask = { values: null, passing: Number.POSITIVE_INFINITY, holding: 0, only: -1 }

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
  return { values: own, passing, holding, only: onlyOf(own, passing) }
}

const onlyOf = (values: Uint8Array, passing: number): number =>
  passing === 1 ? values.findIndex((value) => (value & passes) !== 0) : -1

/** By number within a leaf what is known by that of the catalogue. */
export function gather(values: Uint8Array, names: Uint8Array | Numbers): Uint8Array {
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
  return { values: own, passing, holding: 0, only: onlyOf(own, passing) }
}

/** How many rows of a leaf a mask lets pass, by how many there are of each number. */
export function rowsPassing(counts: Numbers, { values, only }: LocalMask): number {
  if (values === null) return 0
  if (only >= 0) return counts[only] as number
  let rows = 0
  for (let n = 0; n < values.length; n++) rows += (counts[n] as number) * ((values[n] as number) & passes)
  return rows
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
export function narrowTraits(rows: Uint32Array, leaf: Leaf, { of, bits, people, passing }: LeafTraits): Uint32Array {
  const { person } = leaf
  const column = of === 'pairs' ? leaf.pair : kindsOf(leaf).column
  let size = 0
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] as number
    rows[size] = row
    const both = (bits[column[row] as number] as number) | (people[person[row] as number] as number)
    size += passing[both] as number
  }
  return rows.subarray(0, size)
}

/** What a filter asks of pairs, by the catalogue's numbers; null: nothing. */
export interface OfPairs {
  action: Uint8Array | null
  target: Uint8Array | null
  withoutTarget: Uint8Array | null
}

/** Those of some rows whose pair passes: for few rows it is asked of each, and of no other pair of the leaf. */
export function narrowPairs(rows: Uint32Array, leaf: Leaf, { action, target, withoutTarget }: OfPairs): Uint32Array {
  if (action === null && target === null && withoutTarget === null) return rows
  let size = 0
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] as number
    const pair = leaf.pair[row] as number
    if (action !== null && ((action[leaf.action[pair] as number] as number) & passes) === 0) continue
    if (target !== null && !namesOne(leaf, pair, target)) continue
    if (withoutTarget !== null && namesOne(leaf, pair, withoutTarget)) continue
    rows[size++] = row
  }
  return rows.subarray(0, size)
}

function namesOne({ targetStart, target }: Leaf, pair: number, wanted: Uint8Array): boolean {
  const end = targetStart[pair + 1] as number
  for (let at = targetStart[pair] as number; at < end; at++) if (wanted[target[at] as number] !== 0) return true
  return false
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
