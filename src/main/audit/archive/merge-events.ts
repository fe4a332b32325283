import { fullLeaf, type Leaf, type LeafEvent, type Pair } from './leaf.ts'

/**
 * How equal events of one second are counted. `greater`: the greater of both counts, for events that may have been fetched before;
 * `sum`: all of them, for events that are known to be others.
 */
export type Counting = 'greater' | 'sum'

/** Numbers of a leaf's pairs, by action and text. */
export type PairNumbers = Map<string, number>

const pairKey = ({ action, data }: Pair): string => `${action}\0${data}`

/** The numbers of a leaf's pairs, for looking events up. */
export const numberPairs = (leaf: Leaf): PairNumbers => new Map(leaf.pairs.map((pair, at) => [pairKey(pair), at]))

/**
 * A leaf with more events. Events have no number of their own, so equal ones are told apart by how many of them one second
 * has: a span that is fetched again changes nothing, and true twins stay.
 * @param events in the order of their times
 */
export function mergeEvents(
  leaf: Leaf,
  events: readonly LeafEvent[],
  counting: Counting,
  numbers: PairNumbers = numberPairs(leaf),
): { leaf: Leaf; added: number } {
  const pairs = leaf.pairs
  const numberOf = ({ action, data }: LeafEvent): number => {
    const key = pairKey({ action, data })
    const known = numbers.get(key)
    if (known !== undefined) return known
    numbers.set(key, pairs.length)
    pairs.push({ action, data })
    return pairs.length - 1
  }
  const total = leaf.time.length + events.length
  const made = {
    time: new Uint32Array(total),
    person: new Uint32Array(total),
    ip: new Uint32Array(total),
    pair: new Uint32Array(total),
    skipped: new Uint8Array(total),
  }
  let size = 0
  const copy = (from: number, to: number) => {
    if (to <= from) return
    made.time.set(leaf.time.subarray(from, to), size)
    made.person.set(leaf.person.subarray(from, to), size)
    made.ip.set(leaf.ip.subarray(from, to), size)
    made.pair.set(leaf.pair.subarray(from, to), size)
    made.skipped.set(leaf.skipped.subarray(from, to), size)
    size += to - from
  }
  const add = (event: LeafEvent, pair: number) => {
    made.time[size] = event.time
    made.person[size] = event.person
    made.ip[size] = event.ip
    made.pair[size] = pair
    made.skipped[size] = event.skipped ? 1 : 0
    size++
  }
  let at = 0
  let added = 0
  for (let index = 0; index < events.length; ) {
    const { time } = events[index] as LeafEvent
    let end = index
    while (end < events.length && (events[end] as LeafEvent).time === time) end++
    let start = at
    while (start < leaf.time.length && (leaf.time[start] as number) < time) start++
    let stop = start
    while (stop < leaf.time.length && leaf.time[stop] === time) stop++
    copy(at, stop)
    at = stop
    // What the leaf has of this second and no event has claimed yet.
    const there = counting === 'greater' && stop > start ? countRows(leaf, start, stop) : null
    for (; index < end; index++) {
      const event = events[index] as LeafEvent
      const pair = numberOf(event)
      const key = rowKey(pair, event.person, event.ip)
      const left = there?.get(key) ?? 0
      if (left > 0) {
        there?.set(key, left - 1)
        continue
      }
      add(event, pair)
      added++
    }
  }
  copy(at, leaf.time.length)
  return {
    leaf: {
      time: made.time.subarray(0, size),
      person: made.person.subarray(0, size),
      ip: made.ip.subarray(0, size),
      pair: made.pair.subarray(0, size),
      skipped: made.skipped.subarray(0, size),
      pairs,
    },
    added,
  }
}

const rowKey = (pair: number, person: number, ip: number): string => `${pair} ${person} ${ip}`

function countRows(leaf: Leaf, from: number, to: number): Map<string, number> {
  const counts = new Map<string, number>()
  for (let row = from; row < to; row++) {
    const key = rowKey(leaf.pair[row] as number, leaf.person[row] as number, leaf.ip[row] as number)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

/** Rows of a leaf as a leaf of their own, with only the pairs that they use. */
export function sliceLeaf(leaf: Leaf, from: number, to: number): Leaf {
  const renumbered = new Int32Array(leaf.pairs.length).fill(-1)
  const pairs: Pair[] = []
  const pair = leaf.pair.slice(from, to)
  for (let row = 0; row < pair.length; row++) {
    const old = pair[row] as number
    if (renumbered[old] === -1) {
      renumbered[old] = pairs.length
      pairs.push(leaf.pairs[old] as Pair)
    }
    pair[row] = renumbered[old] as number
  }
  return {
    time: leaf.time.slice(from, to),
    person: leaf.person.slice(from, to),
    ip: leaf.ip.slice(from, to),
    pair,
    skipped: leaf.skipped.slice(from, to),
    pairs,
  }
}

/** A leaf that is too full as several, none of which splits a second. */
export function splitLeaf(leaf: Leaf, most = fullLeaf): Leaf[] {
  const rows = leaf.time.length
  if (rows <= most) return [leaf]
  const aim = Math.ceil(rows / Math.ceil(rows / (most * 0.75)))
  const parts: Leaf[] = []
  for (let from = 0; from < rows; ) {
    let to = Math.min(rows, from + aim)
    while (to < rows && leaf.time[to] === leaf.time[to - 1]) to++
    parts.push(sliceLeaf(leaf, from, to))
    from = to
  }
  return parts
}
