import { type Leaf, type Numbers, rowAt } from '../archive/leaves/leaf.ts'
import { type Deciding, kindsOf } from './leaf-kinds.ts'
import {
  gather,
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
import { decidingMask, decidingOf, type Masks } from './masks.ts'

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
  /** The pairs, or the kinds of them, that alone decide: 1 where its rows are meant. Null: something else decides too, or all are meant. */
  decided: { of: Deciding; values: Uint8Array } | null
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
  const all: LeafMatch = { leaf, from, to, size: to - from, rows: null, marks: null, decided: null }
  const few = masks.text === null ? rowsOfFew(all, person, ip) : null
  if (few !== null) {
    const rows = narrowPairs(few, leaf, masks)
    return listed(all, masks.traits === null || rows.length === 0 ? rows : narrowTraits(rows, leaf, masks.traits(leaf)))
  }
  const traits = masks.traits?.(leaf) ?? null
  const of = decidingOf(leaf, masks, traits)
  const ofThese = decidingMask(leaf, of, masks)
  // What a pair alone decides of an event as a whole needs no look at its rows.
  const { values, open } = traits === null ? { values: ofThese, open: null } : decided(leaf, of, traits, ofThese)
  const deciding = localMask(values, null)
  if (deciding.passing === 0) return null
  if (masks.text === null) return narrowed(all, of, [person, ip, deciding], open)
  if (person.holding + ip.holding + deciding.holding === 0) return null
  if (person.holding + ip.holding === 0) return narrowed(all, of, [person, ip, withText(deciding)], open)
  const marks = markText(all, of, [person, ip, deciding])
  return marked(all, marks, open)
}

/** What is asked of a column of rows. */
interface Asked {
  numbers: Numbers
  mask: LocalMask
  counts: Numbers
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

/** Takes those away that a filter of whole events never lets pass; `open`: of the others their rows have to be looked at. */
function decided(leaf: Leaf, of: Deciding, traits: LeafTraits, before: Uint8Array | null) {
  const bits = bitsBy(leaf, of, traits)
  const isThere = new Uint8Array(traits.passing.length)
  for (let n = 0; n < traits.people.length; n++) isThere[traits.people[n] as number] = 1
  const peoples = [...isThere.keys()].filter((bits) => isThere[bits] === 1)
  const byBits = Uint8Array.from(traits.passing, (_, bits) => {
    const passing = peoples.filter((more) => traits.passing[bits | more] === passes).length
    return passing === 0 ? 0 : passing === peoples.length ? passes : passes | undecided
  })
  const values = before ?? new Uint8Array(of.action.length).fill(passes)
  let seen = 0
  for (let n = 0; n < values.length; n++) {
    const decision = byBits[bits[n] as number] as number
    seen |= decision
    values[n] = (values[n] as number) & (~passes | decision)
  }
  return { values, open: (seen & undecided) === 0 ? null : traits }
}

/** Bits of kinds by the pairs where these are asked about. */
function bitsBy(leaf: Leaf, { ofPair }: Deciding, { of, bits }: LeafTraits): Uint8Array {
  const kinds = of === 'kinds' && ofPair === null ? kindsOf(leaf).ofPair : null
  return kinds === null ? bits : gather(bits, kinds)
}

type OfColumns = readonly [person: LocalMask, ip: LocalMask, deciding: LocalMask]

/** The rows that pass in every column. */
function narrowed(
  all: LeafMatch,
  of: Deciding,
  [person, ip, deciding]: OfColumns,
  open: LeafTraits | null,
): LeafMatch | null {
  const { leaf, from, to } = all
  const counts = summaryOf(leaf)
  const asked = fewestFirst([
    { numbers: leaf.person, mask: person, counts: counts.person },
    { numbers: leaf.ip, mask: ip, counts: counts.ip },
    { numbers: of.column, mask: deciding, counts: of.rows },
  ])
  const [first, ...others] = asked
  if (first === undefined)
    return open === null ? all : marked(all, { marks: new Uint8Array(to - from).fill(1), size: to - from }, open)
  if (first.rows === 0) return null
  if (first.rows > fewOf(to - from)) {
    let marks = rowLoops.markFirst(valued(first), from, to)
    for (const other of others) marks = rowLoops.markMore(marks, valued(other), from)
    const alone = others.length === 0 && first.mask === deciding ? deciding.values : null
    return marked({ ...all, decided: alone === null ? null : { of, values: alone } }, marks, open)
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
function markText({ leaf, from, to }: LeafMatch, of: Deciding, [person, ip, deciding]: OfColumns): Marks {
  const ofDeciding = valued({ numbers: of.column, mask: deciding })
  const ofPerson = valued({ numbers: leaf.person, mask: person })
  const ofIp = valued({ numbers: leaf.ip, mask: ip })
  const isIdle = ({ values, holding, passing }: LocalMask, numbers: number) =>
    values === null || (holding === 0 && passing === numbers)
  if (isIdle(ip, leaf.addresses.length)) return rowLoops.markEither(ofPerson, ofDeciding, from, to)
  if (isIdle(person, leaf.people.length)) return rowLoops.markEither(ofIp, ofDeciding, from, to)
  return rowLoops.markAny([ofPerson, ofIp, ofDeciding], from, to)
}

/** A match of the rows that are marked, and that a filter of whole events lets pass. */
function marked(match: LeafMatch, before: Marks, open: LeafTraits | null): LeafMatch | null {
  const { leaf, from, to } = match
  const { marks, size } = open === null ? before : markTraits(before, leaf, from, open)
  if (size === 0) return null
  const decided = open === null ? match.decided : null
  if (size === to - from) return { ...match, size, decided: null }
  if (size <= fewOf(to - from)) return { ...match, size, rows: rowsMarked(marks, from, size), decided: null }
  return { ...match, size, marks, decided }
}

const markTraits = (before: Marks, leaf: Leaf, from: number, { of, bits, people, passing }: LeafTraits): Marks =>
  rowLoops.markTraits(
    before,
    [of === 'pairs' ? leaf.pair : kindsOf(leaf).column, bits],
    [leaf.person, people],
    from,
    passing,
  )

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
