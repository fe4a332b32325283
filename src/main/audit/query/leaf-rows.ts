import type { Leaf, Numbers } from '../archive/leaves/leaf.ts'

// Plain loops over columns, one for each shape of question: a call for every row would take several times as long. Without branches:
// where about half of the rows pass, guessing wrong costs more than writing in vain.

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

/** Of each row from `from` on, 1 where a mask lets it pass. */
export function markFirst(numbers: Numbers, { values }: LocalMask, from: number, to: number): Uint8Array {
  const mask = values as Uint8Array
  const marks = new Uint8Array(to - from)
  for (let at = 0; at < marks.length; at++) marks[at] = (mask[numbers[from + at] as number] as number) & passes
  return marks
}

/** Leaves those marks that another mask lets pass too. */
export function markMore(marks: Uint8Array, numbers: Numbers, { values }: LocalMask, from: number): void {
  const mask = values as Uint8Array
  for (let at = 0; at < marks.length; at++)
    marks[at] = (marks[at] as number) & (mask[numbers[from + at] as number] as number)
}

type Column = readonly [Numbers, LocalMask]

/** Marks the rows that pass in each of two columns and hold the text in one of them. */
export function markEither(
  [a, { values: ofA }]: Column,
  [b, { values: ofB }]: Column,
  from: number,
  to: number,
): Uint8Array {
  const [x, y] = [ofA as Uint8Array, ofB as Uint8Array]
  const marks = new Uint8Array(to - from)
  for (let at = 0; at < marks.length; at++) {
    const one = x[a[from + at] as number] as number
    const other = y[b[from + at] as number] as number
    marks[at] = one & other & ((one | other) >>> 1) & passes
  }
  return marks
}

/** The same of all three columns. */
export function markAny(
  { person: people, ip: addresses, pair }: Leaf,
  [person, ip, pairs]: readonly [LocalMask, LocalMask, LocalMask],
  from: number,
  to: number,
): Uint8Array {
  const [p, i, a] = [person.values as Uint8Array, ip.values as Uint8Array, pairs.values as Uint8Array]
  const marks = new Uint8Array(to - from)
  for (let at = 0; at < marks.length; at++) {
    const x = p[people[from + at] as number] as number
    const y = i[addresses[from + at] as number] as number
    const z = a[pair[from + at] as number] as number
    marks[at] = x & y & z & ((x | y | z) >>> 1) & passes
  }
  return marks
}

/** Leaves the marks of rows that a filter of whole events lets pass. */
export function markTraits(marks: Uint8Array, { person, pair }: Leaf, from: number, traits: LeafTraits): void {
  const { pairs, people, passing } = traits
  for (let at = 0; at < marks.length; at++) {
    const bits = (pairs[pair[from + at] as number] as number) | (people[person[from + at] as number] as number)
    marks[at] = (marks[at] as number) & (passing[bits] as number)
  }
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

/** How many rows are marked. */
export function sumOf(marks: Uint8Array): number {
  let sum = 0
  for (let at = 0; at < marks.length; at++) sum += marks[at] as number
  return sum
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
