import { endOfText, type Leaf } from '../archive/leaves/leaf.ts'
import { anyDigits, shapeOf } from '../archive/leaves/shape-table.ts'
import type { Deciding } from './leaf-kinds.ts'
import { holdsText } from './leaf-rows.ts'
import { hasShapes, shapesOf, shapesWith } from './leaf-shapes.ts'
import { rowLoops } from './loops/row-loops.ts'

/** Whether bytes can be looked for without the texts themselves: what has no digits is in a text where it is in its shape. */
export const needsTexts = (leaf: Leaf, wanted: readonly Uint8Array[]): boolean =>
  !hasShapes(leaf) || wanted.some(hasDigits)

export const hasDigits = (bytes: Uint8Array): boolean => shapeOf(bytes).includes(anyDigits)

/** Sets `holdsText` of the pairs, or of the kinds, whose text holds the bytes: what has no digits is looked for in the shapes of the texts alone. */
export function markText(leaf: Leaf, of: Deciding, wanted: Uint8Array, mask: Uint8Array): void {
  // No text holds what ends texts.
  if (wanted.length === 0 || wanted.includes(endOfText)) return
  const shape = shapeOf(wanted)
  const holding = shapesWith(leaf, shape)
  if (holding.length === 0) return
  if (shape.includes(anyDigits)) {
    rowLoops.markTexts(leaf.texts(), wanted, holdsText, mask)
    return
  }
  const isHolding = new Uint8Array(shapesOf(leaf).shapeStart.length - 1)
  for (const each of holding) isHolding[each] = 1
  rowLoops.markShapes([of.shape(), isHolding], holdsText, mask)
}
