import { type Leaf, type Numbers, rowAt } from '../archive/leaves/leaf.ts'
import { type ColumnMask, holdsText, type Masks, pairMask, passes } from './masks.ts'

// Plain loops over columns, one for each shape of question: a call for every row would take several times as long.

/** What one leaf has for a question. */
export interface LeafMatch {
  leaf: Leaf
  from: number
  to: number
  /** The rows that are meant, in order; null: every row from `from` to `to` is. */
  rows: Uint32Array | null
}

/** How many rows are meant. */
export const sizeOf = ({ from, to, rows }: LeafMatch): number => rows?.length ?? to - from

let scratch = new Uint32Array(0)

/** The rows of a leaf that a question means; null: none of them. */
export function matchLeaf(leaf: Leaf, masks: Masks): LeafMatch | null {
  const match = matchParts(leaf, masks)
  const also = match === null ? null : (masks.traits?.(leaf) ?? null)
  if (match === null || also === null) return match
  const { from, to, rows } = match
  const all = rows ?? Uint32Array.from({ length: to - from }, (_, at) => from + at)
  const kept = all.filter(also)
  return kept.length === 0 ? null : { ...match, rows: kept.length === to - from ? null : kept }
}

/** What is asked of a column by its numbers within a leaf. */
interface LocalMask {
  values: Uint8Array | null
  /** How many of them pass; more than 0 where one holds the text; the one that passes where only one does. */
  passing: number
  holding: number
  one: number
}

const everything: LocalMask = { values: null, passing: Number.POSITIVE_INFINITY, holding: 0, one: -1 }

/** `names`: the catalogue's numbers by those of the leaf; null: the mask is the leaf's own. */
function localMask({ values }: ColumnMask, names: Uint32Array | null): LocalMask {
  if (values === null) return everything
  const own = names === null ? values : gather(values, names)
  let [passing, holding] = [0, 0]
  for (let n = 0; n < own.length; n++) {
    const value = own[n] as number
    passing += value & passes
    holding += value & holdsText
  }
  return { values: own, passing, holding, one: passing === 1 ? own.findIndex((value) => (value & passes) !== 0) : -1 }
}

function gather(values: Uint8Array, names: Uint32Array): Uint8Array {
  const own = new Uint8Array(names.length)
  for (let n = 0; n < own.length; n++) own[n] = values[names[n] as number] as number
  return own
}

function matchParts(leaf: Leaf, masks: Masks): LeafMatch | null {
  const from = rowAt(leaf.time, masks.from)
  const to = masks.to === 0xffff_ffff ? leaf.time.length : rowAt(leaf.time, masks.to + 1)
  if (from >= to) return null
  const person = localMask(masks.person, leaf.people)
  const ip = localMask(masks.ip, leaf.addresses)
  if (person.passing === 0 || ip.passing === 0) return null
  let pairs = localMask(pairMask(leaf, masks), null)
  if (pairs.passing === 0) return null
  const isSearched = masks.text !== null
  if (isSearched && person.holding + ip.holding + pairs.holding === 0) return null
  if (scratch.length < to - from) scratch = new Uint32Array(to - from)
  let size = -1
  if (isSearched && person.holding + ip.holding > 0) size = selectAny(leaf, from, to, [person, ip, pairs])
  else {
    if (isSearched) pairs = withText(pairs)
    // The column of which one name alone is meant leaves the fewest rows.
    const asked = (
      [
        [leaf.person, person],
        [leaf.ip, ip],
        [leaf.pair, pairs],
      ] as [Numbers, LocalMask][]
    )
      .filter(([column, { values, passing }]) => values !== null && passing < lengthOf(column, leaf))
      .sort(([, a], [, b]) => a.passing - b.passing)
    for (const [column, mask] of asked) size = size < 0 ? select(column, mask, from, to) : narrow(column, mask, size)
  }
  if (size < 0) return { leaf, from, to, rows: null }
  if (size === 0) return null
  return { leaf, from, to, rows: size === to - from ? null : scratch.slice(0, size) }
}

const lengthOf = (column: Numbers, leaf: Leaf): number =>
  column === leaf.person ? leaf.people.length : column === leaf.ip ? leaf.addresses.length : leaf.action.length

/** The pairs that pass and hold the text, where nothing else holds it. */
function withText(pairs: LocalMask): LocalMask {
  const values = pairs.values as Uint8Array
  const both = passes | holdsText
  let passing = 0
  for (let pair = 0; pair < values.length; pair++) {
    const value = (values[pair] as number) === both ? passes : 0
    values[pair] = value
    passing += value
  }
  return { values, passing, holding: 0, one: passing === 1 ? values.indexOf(passes) : -1 }
}

function select(numbers: Numbers, { values, passing, one }: LocalMask, from: number, to: number): number {
  // Without a branch: where about half of the rows pass, guessing wrong costs more than writing in vain.
  let size = 0
  if (passing === 1) {
    // 1 where both are the same, without a branch.
    for (let row = from; row < to; row++) {
      scratch[size] = row
      size += (((numbers[row] as number) ^ one) - 1) >>> 31
    }
    return size
  }
  const mask = values as Uint8Array
  for (let row = from; row < to; row++) {
    scratch[size] = row
    size += (mask[numbers[row] as number] as number) & passes
  }
  return size
}

/** Leaves those of the rows so far that pass another mask. */
function narrow(numbers: Numbers, { values }: LocalMask, before: number): number {
  const mask = values as Uint8Array
  let size = 0
  for (let at = 0; at < before; at++) {
    const row = scratch[at] as number
    scratch[size] = row
    size += (mask[numbers[row] as number] as number) & passes
  }
  return size
}

/** The rows that pass in each column and hold the text in one of them. */
function selectAny(
  leaf: Leaf,
  from: number,
  to: number,
  [person, ip, pairs]: [LocalMask, LocalMask, LocalMask],
): number {
  const { person: people, ip: addresses, pair } = leaf
  const [p, i, a] = [person.values as Uint8Array, ip.values as Uint8Array, pairs.values as Uint8Array]
  let size = 0
  for (let row = from; row < to; row++) {
    const x = p[people[row] as number] as number
    const y = i[addresses[row] as number] as number
    const z = a[pair[row] as number] as number
    scratch[size] = row
    size += x & y & z & passes & ((x | y | z) >>> 1)
  }
  return size
}

/** Counts the rows that are meant by a number of each. */
export function countBy({ from, to, rows }: LeafMatch, numbers: Numbers, counts: Uint32Array): void {
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
