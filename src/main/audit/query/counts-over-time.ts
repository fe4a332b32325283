import { type Numbers, rowAt } from '../archive/leaves/leaf.ts'
import { fewRows } from './counts.ts'
import { kindsOf } from './leaf-kinds.ts'
import { gather } from './leaf-rows.ts'
import { blockRows, summaryOf } from './leaf-summary.ts'
import { rowLoops } from './loops/row-loops.ts'
import type { LeafMatch } from './scan.ts'

export interface Categories {
  /** By the catalogue's number of an action. */
  categoryOf: Uint8Array
  categories: number
}

/** Adds the rows from one place up to another, by category; places are those of what is gone through. */
type Counting = (at: number, end: number, counts: Uint32Array) => void

/** The rows that are meant between the edges, by category: one row of counts for each pair of edges. */
export function countOverTime(found: readonly LeafMatch[], edges: readonly number[], by: Categories): Uint32Array {
  const counts = new Uint32Array(Math.max(0, edges.length - 1) * by.categories)
  for (const match of found) {
    const places = Uint32Array.from(edges, (edge) => placeAt(match, edge))
    const count = byBlocks(match, by) ?? (match.marks === null ? byRows(match, by) : null)
    if (count === null) addMarked(match, places, by, counts)
    else
      for (let span = 0; span + 1 < places.length; span++) {
        const [at, end] = [places[span] as number, places[span + 1] as number]
        if (end > at) count(at, end, counts.subarray(span * by.categories, (span + 1) * by.categories))
      }
  }
  return counts
}

/** Where the rows of a time or later begin: of a list the place in it, else the row. */
function placeAt({ leaf, from, to, rows }: LeafMatch, time: number): number {
  // Most of a screen's edges lie outside of one leaf.
  if (time <= (leaf.time[from] as number)) return rows === null ? from : 0
  if (time > (leaf.time[to - 1] as number)) return rows === null ? to : rows.length
  if (rows === null) return Math.min(to, Math.max(from, rowAt(leaf.time, time)))
  let [low, high] = [0, rows.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((leaf.time[rows[middle] as number] as number) < time) low = middle + 1
    else high = middle
  }
  return low
}

/** Counts block by block, where all rows are meant or all of some actions; null: that would not be enough. */
function byBlocks(match: LeafMatch, { categoryOf }: Categories): Counting | null {
  const { leaf, rows, marks, decided } = match
  if (rows !== null || (marks !== null && decided === null)) return null
  const { actions, blocks } = summaryOf(leaf)
  if (blocks === null) return null
  const meant = decided === null ? null : meantActions(decided.of.action, decided.values, actions)
  if (decided !== null && meant === null) return null
  const { column, action } = decided?.of ?? kindsOf(leaf)
  const chosen = [...actions.entries()].filter(([, number]) => meant === null || meant[number] === 1)
  const oneByOne: Counting = (at, end, counts) => {
    for (let row = at; row < end; row++)
      if (decided === null || decided.values[column[row] as number] !== 0)
        bump(counts, categoryOf[action[column[row] as number] as number] as number)
  }
  return (at, end, counts) => {
    const first = Math.ceil(at / blockRows)
    const last = Math.floor(end / blockRows)
    if (last <= first) return oneByOne(at, end, counts)
    oneByOne(at, first * blockRows, counts)
    oneByOne(last * blockRows, end, counts)
    for (const [place, number] of chosen) {
      let sum = 0
      for (let block = first; block < last; block++) sum += blocks[block * actions.length + place] as number
      const category = categoryOf[number] as number
      counts[category] = (counts[category] as number) + sum
    }
  }
}

/** By an action's number, 1 where all of its pairs are meant; null: of some action a part is. */
function meantActions(action: Numbers, values: Uint8Array, actions: Uint32Array): Uint8Array | null {
  // Bit 0: a pair of it is not meant; bit 1: one is.
  const seen = new Uint8Array(Math.max(0, ...actions) + 1)
  for (let n = 0; n < values.length; n++)
    seen[action[n] as number] = (seen[action[n] as number] as number) | (1 << (values[n] as number))
  return seen.includes(3) ? null : seen.map((bits) => bits >>> 1)
}

function bump(counts: Uint32Array, kind: number): void {
  counts[kind] = (counts[kind] as number) + 1
}

function byRows({ leaf, rows, ...match }: LeafMatch, { categoryOf }: Categories): Counting {
  const { column, action } = kindsOf(leaf)
  const few = fewRows({ leaf, rows, ...match }, action.length)
  if (few !== null)
    return (at, end, counts) => {
      for (; at < end; at++) bump(counts, categoryOf[action[column[few[at] as number] as number] as number] as number)
    }
  const ofKind = gather(categoryOf, action)
  return (at, end, counts) => {
    for (; at < end; at++) bump(counts, ofKind[column[rows === null ? at : (rows[at] as number)] as number] as number)
  }
}

function addMarked({ leaf, from, marks }: LeafMatch, places: Uint32Array, by: Categories, counts: Uint32Array): void {
  const { column, action } = kindsOf(leaf)
  const own = rowLoops.countSpans(
    [column, gather(by.categoryOf, action)],
    from,
    marks as Uint8Array,
    places.map((place) => place - from),
    by.categories,
  )
  for (let n = 0; n < own.length; n++) counts[n] = (counts[n] as number) + (own[n] as number)
}
