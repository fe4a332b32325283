import { endOfText, type Leaf, rowAt } from '../archive/leaves/leaf.ts'
import { anyDigits, shapeOf, textsOf } from './leaf-texts.ts'
import { rowLoops } from './loops/row-loops.ts'

/** Sets a bit of the pairs whose text holds the bytes: what has no digits is looked for in the shapes of the texts alone. */
export function markText(leaf: Leaf, wanted: Uint8Array, mask: Uint8Array, bit: number): void {
  // No text holds what ends texts.
  if (wanted.length === 0 || wanted.includes(endOfText)) return
  const shape = shapeOf(wanted)
  const holding = shapesWith(leaf, shape)
  if (holding === null) return
  if (shape.includes(anyDigits)) rowLoops.markTexts(leaf.texts(), wanted, bit, mask)
  else rowLoops.markShapes([textsOf(leaf).shapeOf, holding], bit, mask)
}

/** By number of a shape, 1 where it holds the bytes; null: none does. */
function shapesWith(leaf: Leaf, wanted: Uint8Array): Uint8Array | null {
  const { shapes, shapeStart } = textsOf(leaf)
  const bytes = Buffer.from(shapes.buffer, shapes.byteOffset, shapes.byteLength)
  let found: Uint8Array | null = null
  for (let at = bytes.indexOf(wanted); at >= 0; ) {
    // The shape that begins at or before the place.
    const after = rowAt(shapeStart, at)
    const shape = shapeStart[after] === at ? after : after - 1
    found ??= new Uint8Array(shapeStart.length - 1)
    found[shape] = 1
    at = bytes.indexOf(wanted, shapeStart[shape + 1] as number)
  }
  return found
}
