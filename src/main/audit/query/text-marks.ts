import { endOfText, type Leaf, type PairTexts, rowAt } from '../archive/leaves/leaf.ts'
import { anyDigits, shapeOf, textsOf } from './leaf-texts.ts'

// Which pairs of a leaf hold a text. A text without digits is looked for in the shapes of the texts alone; one with digits in those
// texts whose shape may hold it.

/** Sets a bit of the pairs whose text holds the bytes. */
export function markText(leaf: Leaf, wanted: Uint8Array, mask: Uint8Array, bit: number): void {
  if (wanted.length === 0 || wanted.includes(endOfText)) return
  const { shapeOf: shapes, digits } = textsOf(leaf)
  const shape = shapeOf(wanted)
  const holding = shapesWith(leaf, shape)
  if (holding === null) return
  if (!shape.includes(anyDigits)) {
    for (let pair = 0; pair < shapes.length; pair++)
      if (holding[shapes[pair] as number] === 1) mask[pair] = (mask[pair] as number) | bit
    return
  }
  const needed = wanted.reduce((sum, byte) => (byte >= 48 && byte <= 57 ? sum | (1 << (byte - 48)) : sum), 0)
  // One digit is known without a look.
  if (wanted.length === 1) {
    for (let pair = 0; pair < digits.length; pair++)
      if (((digits[pair] as number) & needed) !== 0) mask[pair] = (mask[pair] as number) | bit
    return
  }
  const next = markRare(leaf.texts(), wanted, mask, bit)
  if (next < 0) return
  const candidates = new Uint8Array(shapes.length)
  for (let pair = next; pair < shapes.length; pair++)
    candidates[pair] =
      (holding[shapes[pair] as number] as number) & (((digits[pair] as number) & needed) === needed ? 1 : 0)
  markFrom(next, leaf.texts(), candidates, { wanted, mask, bit })
}

/** By number of a shape, 1 where it holds the bytes; null: none does. */
function shapesWith(leaf: Leaf, wanted: Uint8Array): Uint8Array | null {
  const { shapes, shapeStart } = textsOf(leaf)
  const bytes = Buffer.from(shapes.buffer, shapes.byteOffset, shapes.byteLength)
  let found: Uint8Array | null = null
  for (let at = bytes.indexOf(wanted); at >= 0; ) {
    const shape = placeOf(shapeStart, at)
    found ??= new Uint8Array(shapeStart.length - 1)
    found[shape] = 1
    at = bytes.indexOf(wanted, shapeStart[shape + 1] as number)
  }
  return found
}

/** What begins at or before a place. */
function placeOf(starts: Uint32Array, at: number): number {
  const after = rowAt(starts, at)
  return starts[after] === at ? after : after - 1
}

/** So many hits of one search, and a text is frequent. */
const frequent = 512

/** Marks by searching all texts at once; gives the pair to go on from where there turn out to be many, -1: all is done. */
function markRare({ text, textStart }: PairTexts, wanted: Uint8Array, mask: Uint8Array, bit: number): number {
  const bytes = Buffer.from(text.buffer, text.byteOffset, text.byteLength)
  let hits = 0
  for (let at = bytes.indexOf(wanted); at >= 0; ) {
    const pair = placeOf(textStart, at)
    mask[pair] = (mask[pair] as number) | bit
    hits++
    if (hits > frequent) return pair + 1
    at = bytes.indexOf(wanted, textStart[pair + 1] as number)
  }
  return -1
}

function markFrom(
  start: number,
  { text, textStart }: PairTexts,
  candidates: Uint8Array,
  { wanted, mask, bit }: { wanted: Uint8Array; mask: Uint8Array; bit: number },
): void {
  const { length } = wanted
  const first = wanted[0] as number
  for (let pair = start; pair < candidates.length; pair++) {
    if (candidates[pair] === 0) continue
    const last = (textStart[pair + 1] as number) - 1 - length
    search: for (let at = textStart[pair] as number; at <= last; at++) {
      if (text[at] !== first) continue
      for (let more = 1; more < length; more++) if (text[at + more] !== wanted[more]) continue search
      mask[pair] = (mask[pair] as number) | bit
      break
    }
  }
}
