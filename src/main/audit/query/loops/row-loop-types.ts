import type { Numbers, PairTexts } from '../../archive/leaves/leaf.ts'

/** Of each row that is looked at, 1 where it is meant; and how many are. */
export interface Marks {
  marks: Uint8Array
  size: number
}

/** A column, and what its values are by number: bits `passes` and `holdsText`. */
export type Valued = readonly [column: Numbers, values: Uint8Array]

/** The loops that go over every row of a leaf, or every pair. They are where the time of an answer goes. */
export interface RowLoops {
  /** The rows whose value passes, from one row up to another; there are at most `most` of them. */
  select(column: Valued, from: number, to: number, most: number): Uint32Array
  /** The rows of one number. */
  selectOne(column: Numbers, number: number, from: number, to: number, most: number): Uint32Array
  /** Marks the rows whose value passes, from one row up to another. */
  markFirst(column: Valued, from: number, to: number): Marks
  /** Leaves those marked whose value in another column passes too. */
  markMore(marked: Marks, column: Valued, from: number): Marks
  /** Marks the rows that pass in each of two columns and hold the text in one of them. */
  markEither(a: Valued, b: Valued, from: number, to: number): Marks
  /** The same of three columns. */
  markAny(columns: readonly [Valued, Valued, Valued], from: number, to: number): Marks
  /** Leaves those marked whose values of two columns together pass: 1 by their bits. */
  markTraits(marked: Marks, a: Valued, b: Valued, from: number, passing: Uint8Array): Marks
  /** Adds rows by their number in a column: those marked, or all (null) from one row up to another. */
  countColumn(column: Numbers, from: number, to: number, marks: Uint8Array | null, counts: Uint32Array): void
  /** Adds the rows that are marked by their numbers in two columns. */
  countBoth(
    columns: readonly [Numbers, Numbers],
    from: number,
    marks: Uint8Array,
    counts: readonly [Uint32Array, Uint32Array],
  ): void
  /** Adds the rows that are marked, by span and kind; `places` are rows counted from `from`: where each span begins, and where the last ends. */
  countSpans(column: Valued, from: number, marks: Uint8Array, places: Uint32Array, kinds: number): Uint32Array
  /** Sets a bit of each pair whose shape is one that holds a text: 1 by number of the shape. */
  markShapes(shapes: Valued, bit: number, pairs: Uint8Array): void
  /** Sets a bit of each pair whose text holds some bytes, of which there is one at least. */
  markTexts(texts: Pick<PairTexts, 'text' | 'textStart'>, wanted: Uint8Array, bit: number, pairs: Uint8Array): void
}
