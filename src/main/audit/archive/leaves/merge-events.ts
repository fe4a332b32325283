import type { EventBatch } from './event-batch.ts'
import { grown } from './grown.ts'
import { type Leaf, type Numbers, numbersBelow } from './leaf.ts'
import { PairTable } from './pair-table.ts'

/**
 * How equal events of one second are counted. `greater`: the greater of both counts, for events that may have been fetched before;
 * `sum`: all of them, for events that are known to be others.
 */
export type Counting = 'greater' | 'sum'

/** A leaf with its pairs, to put events into; null: a new one. */
export interface Filling {
  leaf: Leaf
  pairs: PairTable
}

/** Numbers within a leaf for numbers of the catalogue. */
function localNumbers(known: Uint32Array) {
  let all: Uint32Array = known
  let size = known.length
  let most = 1023
  for (let at = 0; at < size; at++) if ((known[at] as number) > most) most = known[at] as number
  /** One more than the number within the leaf; 0: it has none. */
  let numbers: Uint32Array = new Uint32Array(most + 1)
  for (let at = 0; at < size; at++) numbers[known[at] as number] = at + 1
  return {
    size: () => size,
    all: () => all.slice(0, size),
    of(n: number): number {
      numbers = grown(numbers, n + 1)
      const number = numbers[n] as number
      if (number > 0) return number - 1
      all = grown(all, size + 1)
      all[size++] = n
      numbers[n] = size
      return size - 1
    },
  }
}

/**
 * A leaf with more events, rows `from` to `to` of a batch in the order of their times. Events have no number of their own, so equal
 * ones are told apart by how many of them one second has: a span that is fetched again changes nothing, and true twins stay.
 */
export function mergeEvents(
  filling: Filling | null,
  batch: EventBatch,
  { from, to, counting }: { from: number; to: number; counting: Counting },
): Filling & { added: number } {
  const pairs = filling?.pairs ?? new PairTable()
  const before = filling?.leaf ?? null
  const known = before?.time.length ?? 0
  const people = localNumbers(before?.people ?? new Uint32Array())
  const addresses = localNumbers(before?.addresses ?? new Uint32Array())
  const own = { person: new Uint32Array(to - from), ip: new Uint32Array(to - from), pair: new Uint32Array(to - from) }
  const pairOf = new Int32Array(batch.pairs.size)
  for (let row = from; row < to; row++) {
    own.person[row - from] = people.of(batch.person[row] as number)
    own.ip[row - from] = addresses.of(batch.ip[row] as number)
    const pair = batch.pair[row] as number
    if (pairOf[pair] === 0) pairOf[pair] = pairs.numberOfPair(batch.pairs, pair) + 1
    own.pair[row - from] = (pairOf[pair] as number) - 1
  }
  const total = known + to - from
  const made = {
    time: new Uint32Array(total),
    person: numbersBelow(people.size(), total),
    ip: numbersBelow(addresses.size(), total),
    pair: numbersBelow(pairs.size, total),
    skipped: new Uint8Array(total),
  }
  let size = 0
  const copy = (start: number, stop: number) => {
    if (before === null || stop <= start) return
    made.time.set(before.time.subarray(start, stop), size)
    for (const column of ['person', 'ip', 'pair'] as const) made[column].set(before[column].subarray(start, stop), size)
    if (before.skipped.length > 0) made.skipped.set(before.skipped.subarray(start, stop), size)
    size += stop - start
  }
  const keyAt = (columns: { person: Numbers; ip: Numbers; pair: Numbers }, row: number): number =>
    ((columns.pair[row] as number) * people.size() + (columns.person[row] as number)) * addresses.size() +
    (columns.ip[row] as number)
  let at = 0
  let added = 0
  for (let row = from; row < to; ) {
    const time = batch.time[row] as number
    let end = row
    while (end < to && batch.time[end] === time) end++
    let start = at
    while (start < known && (before?.time[start] as number) < time) start++
    let stop = start
    while (stop < known && before?.time[stop] === time) stop++
    copy(at, stop)
    at = stop
    // What the leaf has of this second and no event has claimed yet.
    let there: Map<number, number> | null = null
    if (counting === 'greater' && before !== null && stop > start) {
      there = new Map()
      for (let old = start; old < stop; old++) there.set(keyAt(before, old), (there.get(keyAt(before, old)) ?? 0) + 1)
    }
    for (; row < end; row++) {
      if (there !== null) {
        const key = keyAt(own, row - from)
        const left = there.get(key) ?? 0
        if (left > 0) {
          there.set(key, left - 1)
          continue
        }
      }
      made.time[size] = time
      made.person[size] = own.person[row - from] as number
      made.ip[size] = own.ip[row - from] as number
      made.pair[size] = own.pair[row - from] as number
      made.skipped[size] = batch.skipped[row] as number
      size++
      added++
    }
  }
  copy(at, known)
  return {
    leaf: {
      time: made.time.subarray(0, size),
      person: made.person.subarray(0, size),
      ip: made.ip.subarray(0, size),
      pair: made.pair.subarray(0, size),
      skipped: shortest(made.skipped.subarray(0, size)),
      people: people.all(),
      addresses: addresses.all(),
      ...pairs.columns(),
    },
    pairs,
    added,
  }
}

/** Hardly any event has a time that the clock skipped. */
export const shortest = (skipped: Uint8Array): Uint8Array =>
  skipped.some((value) => value !== 0) ? skipped : new Uint8Array()
