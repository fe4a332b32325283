import { endOfText, type Leaf } from '../archive/leaves/leaf.ts'
import { anyDigits, shapeOf } from '../archive/leaves/shape-table.ts'
import { hasShapes, shapesOf, shapesWith } from './leaf-shapes.ts'
import { rowLoops } from './loops/row-loops.ts'

/** Whether bytes can be looked for without the texts themselves: what has no digits is in a text where it is in its shape. */
export const needsTexts = (leaf: Leaf, wanted: readonly Uint8Array[]): boolean =>
  !hasShapes(leaf) || wanted.some((each) => shapeOf(each).includes(anyDigits))

/** Sets a bit of the pairs whose text holds the bytes: what has no digits is looked for in the shapes of the texts alone. */
export function markText(leaf: Leaf, wanted: Uint8Array, mask: Uint8Array, bit: number): void {
  // No text holds what ends texts.
  if (wanted.length === 0 || wanted.includes(endOfText)) return
  const shape = shapeOf(wanted)
  const holding = shapesWith(leaf, shape)
  if (holding.length === 0) return
  if (shape.includes(anyDigits)) {
    rowLoops.markTexts(leaf.texts(), wanted, bit, mask)
    return
  }
  const { shapeOf: shapes, shapeStart } = shapesOf(leaf)
  const isHolding = new Uint8Array(shapeStart.length - 1)
  for (const each of holding) isHolding[each] = 1
  rowLoops.markShapes([shapes, isHolding], bit, mask)
}
