import { sharedCopy } from './shared-copy.ts'

/** A column of numbers, as narrow as the largest of them allows. */
export type Numbers = Uint16Array | Uint32Array

/**
 * A run of events of neighbouring seconds as columns, oldest first, in the form that is scanned. People, addresses and pairs have numbers
 * within the leaf, so that a row takes few bytes. A *pair* is a distinct action with its text; a few ten thousand of them say for a
 * hundred thousand rows what was done.
 */
export interface Leaf {
  /** UTC seconds, ascending. */
  time: Uint32Array
  person: Numbers
  ip: Numbers
  pair: Numbers
  /** 1: the clock of the account's zone never showed this event's local time, so it was moved forward. Empty: of no event. */
  skipped: Uint8Array
  /** By number within the leaf: the number of the name in the catalogue. */
  people: Uint32Array
  addresses: Uint32Array
  /** Of each pair: the number of its action in the catalogue. */
  action: Numbers
  /** Where the targets of each pair begin in `target`; one more than there are pairs. */
  targetStart: Numbers
  target: Uint32Array
  /**
   * Of each pair the number of its text's shape: the folded text with each run of digits drawn together. The shapes lie one after another, each
   * with `endOfText` behind it; `shapeStart` has one more than there are. Empty where there are pairs: they are worked out of the texts.
   */
  shapeOf: Numbers
  shapes: Uint8Array
  shapeStart: Uint32Array
  /** What its pairs' texts are; read when it is first asked for. @throws ArchiveChanged when they turn out to be damaged */
  texts(): PairTexts
}

/** The texts of a leaf's pairs: one run of bytes, folded as a search is. */
export interface PairTexts {
  /** Where the text of each pair begins in `text`; one more than there are pairs. After each text stands `endOfText`. */
  textStart: Uint32Array
  text: Uint8Array
  /** A bit for each byte of `text`: it was a capital. */
  capitals: Uint8Array
  /** Texts that folding changed otherwise, as they came. */
  originals(): ReadonlyMap<number, string>
}

/** A byte that UTF-8 never has. */
export const endOfText = 0xff

/** As many events as a leaf holds before it is split: rewriting one stays under 100 ms. */
export const fullLeaf = 131_072
/** As many people, addresses and pairs: their numbers stay two bytes wide. */
export const fullNumbers = 65_536

/** A leaf turned out to be damaged, or another, while it was gone through: ask again. */
export class ArchiveChanged extends Error {}

/** A column that holds numbers below a bound. */
export const numbersBelow = (bound: number, length: number): Numbers =>
  bound <= fullNumbers ? new Uint16Array(length) : new Uint32Array(length)

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

/** Columns as threads can share them; those that are so already are taken as they are. */
export const shared = <C extends object>(columns: C): C =>
  Object.fromEntries(
    Object.entries(columns).map(([name, column]) => {
      if (!ArrayBuffer.isView(column) || column.buffer instanceof SharedArrayBuffer) return [name, column]
      return [name, sharedCopy(column.constructor as typeof Uint8Array, column as Uint8Array | Numbers)]
    }),
  ) as C

const decoder = new TextDecoder()

/** The text of a pair as it came. */
export function textOfPair(leaf: Leaf, pair: number): string {
  const { originals, textStart, text, capitals } = leaf.texts()
  const original = originals().get(pair)
  if (original !== undefined) return original
  const start = textStart[pair] as number
  const bytes = text.slice(start, (textStart[pair + 1] as number) - 1)
  for (let at = 0; at < bytes.length; at++) {
    const place = start + at
    if (((capitals[place >> 3] as number) >> (place & 7)) & 1) bytes[at] = (bytes[at] as number) & 0xdf
  }
  return decoder.decode(bytes)
}
