/**
 * A run of events of neighbouring seconds as columns, oldest first. A *pair* is a distinct action with its text; a few ten thousand
 * of them say for a hundred thousand rows what was done.
 */
export interface Leaf {
  /** UTC seconds, ascending. */
  time: Uint32Array
  /** Number of the person's and the address' name in the catalogue. */
  person: Uint32Array
  ip: Uint32Array
  /** Number of the pair within this leaf. */
  pair: Uint32Array
  /** 1: the clock of the account's zone never showed this event's local time, so it was moved forward. */
  skipped: Uint8Array
  pairs: Pair[]
}

export interface Pair {
  /** Number of the action's name in the catalogue. */
  action: number
  data: string
}

/** One event as it is put into a leaf. */
export interface LeafEvent {
  time: number
  person: number
  ip: number
  action: number
  data: string
  skipped: boolean
}

/** As many events as a leaf holds before it is split: rewriting one stays under 100 ms. */
export const fullLeaf = 131_072

export const emptyLeaf = (): Leaf => ({
  time: new Uint32Array(),
  person: new Uint32Array(),
  ip: new Uint32Array(),
  pair: new Uint32Array(),
  skipped: new Uint8Array(),
  pairs: [],
})

/** The first row at or after a time. */
export function rowAt(times: Uint32Array, time: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((times[middle] as number) < time) low = middle + 1
    else high = middle
  }
  return low
}
