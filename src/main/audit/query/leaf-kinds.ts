import { type Leaf, type Numbers, numbersBelow } from '../archive/leaves/leaf.ts'
import { hasShapes, shapesOf } from './leaf-shapes.ts'
import { actionsOf, summaryOf } from './leaf-summary.ts'

// Most of what is asked of a pair is asked of its action and of words in its text. Pairs with the same action, and texts of the same shape,
// are of one *kind*: some hundreds of a leaf say what fifty thousand pairs say.

/** By what rows are told apart besides their person, address and moment: by their pairs, or by the kinds of these. */
export interface Deciding {
  /** Of each row its number. */
  column: Numbers
  /** By number: the catalogue's number of its action, and how many rows of the leaf there are. */
  action: Numbers
  rows: Numbers
  /** By number: the shape of its text. Worked out of the texts where the leaf does not say it. */
  shape(): Numbers
  /** Of each pair its kind; null: they are the pairs themselves. */
  ofPair: Uint8Array | Numbers | null
}

export const pairsOf = (leaf: Leaf): Deciding => ({
  column: leaf.pair,
  action: leaf.action,
  rows: summaryOf(leaf).pair,
  shape: () => shapesOf(leaf).shapeOf,
  ofPair: null,
})

/** More places than this for an action and a shape, and they are too many to be looked up by a table. */
const mostPlaces = 2 ** 20
const known = new WeakMap<Leaf, Deciding>()

/** The kinds of a leaf's pairs; the pairs themselves where nothing is won: their shapes are not known, or hardly fewer than they. */
export function kindsOf(leaf: Leaf): Deciding {
  const before = known.get(leaf)
  if (before !== undefined) return before
  const made = kindsIn(leaf) ?? pairsOf(leaf)
  known.set(leaf, made)
  return made
}

function kindsIn(leaf: Leaf): Deciding | null {
  const { shapeOf, shapeStart, action, pair } = leaf
  const shapes = shapeStart.length - 1
  const { actions, placeOf } = actionsOf(action)
  if (!hasShapes(leaf) || actions.length * shapes > mostPlaces) return null
  /** By action and shape, one more than the kind; 0: none has come yet. */
  const kinds = new Uint32Array(actions.length * shapes)
  const first: number[] = []
  const numbers = new Uint32Array(action.length)
  for (let n = 0; n < numbers.length; n++) {
    const place = (placeOf[n] as number) * shapes + (shapeOf[n] as number)
    if (kinds[place] === 0) kinds[place] = first.push(n)
    numbers[n] = (kinds[place] as number) - 1
  }
  if (first.length > action.length / 4) return null
  const ofPair = first.length <= 256 ? new Uint8Array(numbers.length) : numbersBelow(first.length, numbers.length)
  ofPair.set(numbers)
  const column = numbersBelow(first.length, pair.length)
  const rows = new Uint32Array(first.length)
  for (let row = 0; row < column.length; row++) {
    const kind = ofPair[pair[row] as number] as number
    column[row] = kind
    rows[kind] = (rows[kind] as number) + 1
  }
  const shape = numbersBelow(shapes, first.length)
  for (let kind = 0; kind < shape.length; kind++) shape[kind] = shapeOf[first[kind] as number] as number
  return {
    column,
    action: Uint32Array.from(first, (n) => action[n] as number),
    rows,
    shape: () => shape,
    ofPair,
  }
}
