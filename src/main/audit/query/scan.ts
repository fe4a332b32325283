import { type Leaf, type Numbers, rowAt } from '../archive/leaves/leaf.ts'
import {
  type LeafTraits,
  type LocalMask,
  localMask,
  narrow,
  narrowPairs,
  narrowTraits,
  passes,
  rowsMarked,
  rowsPassing,
  withText,
} from './leaf-rows.ts'
import { summaryOf } from './leaf-summary.ts'
import type { Marks, Valued } from './loops/row-loop-types.ts'
import { rowLoops } from './loops/row-loops.ts'
import { type Masks, pairMask } from './masks.ts'

/** What one leaf has for a question: `rows` where few of its rows are meant, `marks` where many are, neither where all are. */
export interface LeafMatch {
  leaf: Leaf
  from: number
  to: number
  /** How many rows are meant. */
  size: number
  /** The rows that are meant, in order. */
  rows: Uint32Array | null
  /** Of each row from `from` on, 1 where it is meant. */
  marks: Uint8Array | null
  /** Of each pair, 1 where its rows are meant; null: something else decides too, or all are meant. */
  pairs: Uint8Array | null
}

/** A list of rows takes four bytes for each, a mark one for every row of the leaf, and is gone through faster. */
const fewOf = (rows: number): number => rows >>> 3

/** The rows of a leaf that a question means; null: none of them. */
export function matchLeaf(leaf: Leaf, masks: Masks): LeafMatch | null {
  const from = rowAt(leaf.time, masks.from)
  const to = masks.to === 0xffff_ffff ? leaf.time.length : rowAt(leaf.time, masks.to + 1)
  if (from >= to) return null
  const person = localMask(masks.person, leaf.people)
  const ip = localMask(masks.ip, leaf.addresses)
  if (person.passing === 0 || ip.passing === 0) return null
  const all: LeafMatch = { leaf, from, to, size: to - from, rows: null, marks: null, pairs: null }
  const few = masks.text === null ? rowsOfFew(all, person, ip) : null
  if (few !== null) {
    const rows = narrowPairs(few, leaf, masks)
    return listed(all, masks.traits === null || rows.length === 0 ? rows : narrowTraits(rows, leaf, masks.traits(leaf)))
  }
  const traits = masks.traits?.(leaf) ?? null
  const ofPairs = pairMask(leaf, masks)
  // What a pair alone decides of an event as a whole needs no look at its rows.
  const { values, open } = traits === null ? { values: ofPairs, open: null } : decided(leaf, traits, ofPairs)
  const pairs = localMask(values, null)
  if (pairs.passing === 0) return null
  if (masks.text === null) return narrowed(all, [person, ip, pairs], open)
  if (person.holding + ip.holding + pairs.holding === 0) return null
  if (person.holding + ip.holding === 0) return narrowed(all, [person, ip, withText(pairs)], open)
  const marks = markText(all, [person, ip, pairs])
  return marked(all, marks, open)
}

/** What is asked of a column of rows. */
interface Asked {
  numbers: Numbers
  mask: LocalMask
  counts: Uint32Array
}
/** The column that leaves the fewest rows first; those that let every row pass are left out. */
const fewestFirst = (columns: readonly Asked[]): (Asked & { rows: number })[] =>
  columns
    .filter(({ mask, counts: { length } }) => mask.values !== null && mask.passing < length)
    .map((column) => ({ ...column, rows: rowsPassing(column.counts, column.mask) }))
    .sort((a, b) => a.rows - b.rows)

/** The rows of people and addresses where these alone leave few, so that all else is asked of these rows only; null: they do not. */
function rowsOfFew({ leaf, from, to }: LeafMatch, person: LocalMask, ip: LocalMask): Uint32Array | null {
  if (person.values === null && ip.values === null) return null
  const counts = summaryOf(leaf)
  const [first, other] = fewestFirst([
    { numbers: leaf.person, mask: person, counts: counts.person },
    { numbers: leaf.ip, mask: ip, counts: counts.ip },
  ])
  if (first === undefined || first.rows > fewOf(to - from)) return null
  const rows = selected(first, from, to)
  return other === undefined ? rows : narrow(rows, other.numbers, other.mask)
}

function selected({ numbers, mask, rows }: Asked & { rows: number }, from: number, to: number): Uint32Array {
  if (mask.only >= 0) return rowLoops.selectOne(numbers, mask.only, from, to, rows)
  return rowLoops.select([numbers, mask.values as Uint8Array], from, to, rows)
}

/** A match of a list of rows. Room that was made for more of them is given back. */
const listed = (all: LeafMatch, rows: Uint32Array): LeafMatch | null =>
  rows.length === 0 ? null : { ...all, size: rows.length, rows: rows.slice() }

/** Of a pair: its rows have to be looked at one by one. */
const undecided = 2

/** Takes the pairs away that a filter of whole events never lets pass; `open`: of the others their rows have to be looked at. */
function decided(leaf: Leaf, traits: LeafTraits, before: Uint8Array | null) {
  const isThere = new Uint8Array(traits.passing.length)
  for (let n = 0; n < traits.people.length; n++) isThere[traits.people[n] as number] = 1
  const peoples = [...isThere.keys()].filter((bits) => isThere[bits] === 1)
  const byBits = Uint8Array.from(traits.passing, (_, bits) => {
    const passing = peoples.filter((more) => traits.passing[bits | more] === passes).length
    return passing === 0 ? 0 : passing === peoples.length ? passes : passes | undecided
  })
  const values = before ?? new Uint8Array(leaf.action.length).fill(passes)
  let seen = 0
  for (let pair = 0; pair < values.length; pair++) {
    const decision = byBits[traits.pairs[pair] as number] as number
    seen |= decision
    values[pair] = (values[pair] as number) & (~passes | decision)
  }
  return { values, open: (seen & undecided) === 0 ? null : traits }
}

type OfColumns = readonly [person: LocalMask, ip: LocalMask, pairs: LocalMask]

/** The rows that pass in every column. */
function narrowed(all: LeafMatch, [person, ip, pairs]: OfColumns, open: LeafTraits | null): LeafMatch | null {
  const { leaf, from, to } = all
  const counts = summaryOf(leaf)
  const asked = fewestFirst([
    { numbers: leaf.person, mask: person, counts: counts.person },
    { numbers: leaf.ip, mask: ip, counts: counts.ip },
    { numbers: leaf.pair, mask: pairs, counts: counts.pair },
  ])
  const [first, ...others] = asked
  if (first === undefined)
    return open === null ? all : marked(all, { marks: new Uint8Array(to - from).fill(1), size: to - from }, open)
  if (first.rows === 0) return null
  if (first.rows > fewOf(to - from)) {
    let marks = rowLoops.markFirst(valued(first), from, to)
    for (const other of others) marks = rowLoops.markMore(marks, valued(other), from)
    const byPairs = others.length === 0 && first.mask === pairs ? pairs.values : null
    return marked({ ...all, pairs: byPairs }, marks, open)
  }
  let rows = selected(first, from, to)
  for (const { numbers, mask } of others) rows = narrow(rows, numbers, mask)
  if (open !== null) rows = narrowTraits(rows, leaf, open)
  return listed(all, rows)
}

const valued = ({ numbers, mask }: { numbers: Numbers; mask: LocalMask }): Valued => [
  numbers,
  mask.values as Uint8Array,
]

/** Marks the rows that pass in every column and hold the text in one of them. */
function markText({ leaf, from, to }: LeafMatch, columns: OfColumns): Marks {
  const [person, ip, pairs] = columns
  const ofPair = valued({ numbers: leaf.pair, mask: pairs })
  const ofPerson = valued({ numbers: leaf.person, mask: person })
  const ofIp = valued({ numbers: leaf.ip, mask: ip })
  const isIdle = ({ holding, passing }: LocalMask, numbers: number) => holding === 0 && passing === numbers
  if (isIdle(ip, leaf.addresses.length)) return rowLoops.markEither(ofPerson, ofPair, from, to)
  if (isIdle(person, leaf.people.length)) return rowLoops.markEither(ofIp, ofPair, from, to)
  return rowLoops.markAny([ofPerson, ofIp, ofPair], from, to)
}

/** A match of the rows that are marked, and that a filter of whole events lets pass. */
function marked(match: LeafMatch, before: Marks, open: LeafTraits | null): LeafMatch | null {
  const { leaf, from, to } = match
  const { marks, size } = open === null ? before : rowLoops.markTraits(before, leaf, from, open)
  if (size === 0) return null
  const pairs = open === null ? match.pairs : null
  if (size === to - from) return { ...match, size, pairs: null }
  if (size <= fewOf(to - from)) return { ...match, size, rows: rowsMarked(marks, from, size), pairs: null }
  return { ...match, size, marks, pairs }
}

/** Rows that are meant, newest first: `limit` of them after the first `skip`. */
export function rowsBackwards({ from, to, rows, marks }: LeafMatch, skip: number, limit: number): number[] {
  const found: number[] = []
  if (marks !== null) {
    let left = skip
    for (let at = marks.length - 1; at >= 0 && found.length < limit; at--) {
      if (marks[at] === 0) continue
      if (left > 0) left--
      else found.push(from + at)
    }
    return found
  }
  const size = rows?.length ?? to - from
  for (let at = size - 1 - skip; at >= 0 && found.length < limit; at--)
    found.push(rows === null ? from + at : (rows[at] as number))
  return found
}
