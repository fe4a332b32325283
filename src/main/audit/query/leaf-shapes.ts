import { type Leaf, rowAt } from '../archive/leaves/leaf.ts'
import { type Shapes, ShapeTable } from '../archive/leaves/shape-table.ts'

const known = new WeakMap<Leaf, Shapes>()

/** Whether a leaf says what its texts' shapes are, so that they need not be read for it. */
export const hasShapes = ({ shapeOf, action }: Pick<Leaf, 'shapeOf' | 'action'>): boolean =>
  shapeOf.length === action.length

/** The shapes of a leaf's texts; where it does not say them they are worked out when they are first asked for. */
export function shapesOf(leaf: Leaf): Shapes {
  if (hasShapes(leaf)) return leaf
  const before = known.get(leaf)
  if (before !== undefined) return before
  const table = new ShapeTable()
  table.take(leaf.texts(), leaf.action.length)
  const made = table.columns()
  known.set(leaf, made)
  return made
}

/** The numbers of the shapes that hold some bytes, in order. */
export function shapesWith(leaf: Leaf, wanted: Uint8Array): number[] {
  const { shapes, shapeStart } = shapesOf(leaf)
  const bytes = Buffer.from(shapes.buffer, shapes.byteOffset, shapes.byteLength)
  const found: number[] = []
  for (let at = bytes.indexOf(wanted); at >= 0; ) {
    // The shape that begins at or before the place.
    const after = rowAt(shapeStart, at)
    const shape = shapeStart[after] === at ? after : after - 1
    found.push(shape)
    at = bytes.indexOf(wanted, shapeStart[shape + 1] as number)
  }
  return found
}
